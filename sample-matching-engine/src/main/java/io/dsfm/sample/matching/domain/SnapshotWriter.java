package io.dsfm.sample.matching.domain;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes a snapshot in the order that the specification describes: header; for each symbol the symbol, and its four
 * sections, bids, asks, waiting buys and waiting sells; the end. The caller gives orders in canonical order.
 *
 * <p>Threading: one thread, one snapshot.
 */
public final class SnapshotWriter {

    private final byte[] buffer = new byte[SnapshotFormat.BUFFER_BYTES];
    private final OutputStream out;
    private int used;

    private int flags;
    private long stopPriceTicks;
    private long displayLots;
    private long shownLots;
    private long deadlineNanos;
    private long timerId;

    /** Creates a writer of one snapshot, which it does not close. */
    public SnapshotWriter(OutputStream out) {
        this.out = out;
    }

    /** Starts the snapshot. */
    public void header(int specificationVersion, Counters counters) throws IOException {
        int at = reserve(SnapshotFormat.HEADER_BYTES);
        BigEndian.putLong(buffer, at, SnapshotFormat.MAGIC);
        BigEndian.putInt(buffer, at + 8, specificationVersion);
        BigEndian.putInt(buffer, at + 12, counters.symbols());
        BigEndian.putLong(buffer, at + 16, counters.restingOrders());
        BigEndian.putLong(buffer, at + 24, counters.acceptedOrders());
        BigEndian.putLong(buffer, at + 32, counters.trades());
        BigEndian.putLong(buffer, at + 40, counters.tradedLots());
        BigEndian.putLong(buffer, at + 48, counters.placings());
    }

    /** Starts a symbol, in ascending order of the ids. */
    public void symbol(int symbolId, String name, SymbolTerms terms, Statistics statistics) throws IOException {
        int at = reserve(SnapshotFormat.SYMBOL_BYTES);
        BigEndian.putInt(buffer, at, symbolId);
        BigEndian.putLong(buffer, at + 4, 0);
        BigEndian.putLong(buffer, at + 12, 0);
        SymbolName.put(buffer, at + 4, name);
        buffer[at + 20] = (byte) name.length();
        buffer[at + 21] = terms.state().code();
        buffer[at + 22] = terms.feed().code();
        buffer[at + 23] = 0;
        BigEndian.putInt(buffer, at + 24, terms.stepTicks());
        BigEndian.putInt(buffer, at + 28, 0);
        BigEndian.putLong(buffer, at + 32, terms.lowestTicks());
        BigEndian.putLong(buffer, at + 40, terms.highestTicks());
        BigEndian.putLong(buffer, at + 48, statistics.firstTicks());
        BigEndian.putLong(buffer, at + 56, statistics.lastTicks());
        BigEndian.putLong(buffer, at + 64, statistics.highTicks());
        BigEndian.putLong(buffer, at + 72, statistics.lowTicks());
        BigEndian.putLong(buffer, at + 80, statistics.trades());
        BigEndian.putLong(buffer, at + 88, statistics.tradedLots());
        BigEndian.putLong(buffer, at + 96, statistics.touchedLowTicks());
        BigEndian.putLong(buffer, at + 104, statistics.touchedHighTicks());
    }

    /** Starts a section of the symbol. */
    public void section(int orders) throws IOException {
        BigEndian.putInt(buffer, reserve(SnapshotFormat.SECTION_BYTES), orders);
    }

    /**
     * Gives what the next order has beside the fields of every order. Not needed where all of them are 0.
     *
     * @param orderFlags see {@link OrderFlags}
     * @param stopTicks the stop price of an order that waits, 0 for one that does not
     * @param displayAtATime how much of an iceberg order is displayed at a time, 0 if it is none
     * @param shown how much of an iceberg order that rests is displayed now, 0 for any other
     * @param deadline the deadline, 0 if there is none
     * @param timer the id of the deadline's timer, 0 if there is none
     */
    public void extension(int orderFlags, long stopTicks, long displayAtATime, long shown, long deadline, long timer) {
        flags = orderFlags;
        stopPriceTicks = stopTicks;
        displayLots = displayAtATime;
        shownLots = shown;
        deadlineNanos = deadline;
        timerId = timer;
    }

    /** Writes an order of the section. */
    public void order(long clientId, long orderId, long priceTicks, long leftLots, long arrival) throws IOException {
        boolean isExtended = (stopPriceTicks | displayLots | shownLots | deadlineNanos | timerId) != 0;
        int at = reserve(SnapshotFormat.ORDER_BYTES + (isExtended ? SnapshotFormat.EXTENSION_BYTES : 0));
        BigEndian.putLong(buffer, at, clientId);
        BigEndian.putLong(buffer, at + 8, orderId);
        BigEndian.putLong(buffer, at + 16, priceTicks);
        BigEndian.putLong(buffer, at + 24, arrival);
        BigEndian.putInt(buffer, at + 32, (int) leftLots);
        BigEndian.putInt(buffer, at + 36, 0);
        buffer[at + 36] = (byte) (flags | (isExtended ? SnapshotFormat.EXTENDED : 0));
        if (isExtended) {
            BigEndian.putLong(buffer, at + 40, stopPriceTicks);
            BigEndian.putInt(buffer, at + 48, (int) displayLots);
            BigEndian.putInt(buffer, at + 52, (int) shownLots);
            BigEndian.putLong(buffer, at + 56, deadlineNanos);
            BigEndian.putLong(buffer, at + 64, timerId);
        }
        extension(0, 0, 0, 0, 0, 0);
    }

    /** Ends the snapshot with the digest of the state. */
    public void end(long digest) throws IOException {
        BigEndian.putLong(buffer, reserve(SnapshotFormat.TRAILER_BYTES), digest);
        out.write(buffer, 0, used);
        used = 0;
    }

    private int reserve(int sizeBytes) throws IOException {
        if (used + sizeBytes > buffer.length) {
            out.write(buffer, 0, used);
            used = 0;
        }
        int at = used;
        used += sizeBytes;
        return at;
    }
}
