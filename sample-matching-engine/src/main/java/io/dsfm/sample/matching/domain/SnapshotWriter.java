package io.dsfm.sample.matching.domain;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes a snapshot in the order that the package describes: header; for each symbol the symbol, its bids, its asks; the
 * end. The caller gives orders in canonical order.
 *
 * <p>Threading: one thread, one snapshot.
 */
public final class SnapshotWriter {

    private final byte[] buffer = new byte[SnapshotFormat.BUFFER_BYTES];
    private final OutputStream out;
    private int used;

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
    }

    /** Starts a symbol, in ascending order of the ids. */
    public void symbol(int symbolId, String name) throws IOException {
        int at = reserve(SnapshotFormat.SYMBOL_BYTES);
        BigEndian.putLong(buffer, at + 16, 0);
        BigEndian.putLong(buffer, at + 8, 0);
        BigEndian.putInt(buffer, at, symbolId);
        BigEndian.putLong(buffer, at + 5, 0);
        buffer[at + 4] = (byte) SymbolName.put(buffer, at + 5, name);
    }

    /** Starts a side of the symbol, bids before asks. */
    public void side(int orders) throws IOException {
        BigEndian.putInt(buffer, reserve(SnapshotFormat.SIDE_BYTES), orders);
    }

    /** Writes an order of the side, best price first, at one price in the order of arrival. */
    public void order(long clientId, long orderId, long priceTicks, long leftLots, long arrival) throws IOException {
        int at = reserve(SnapshotFormat.ORDER_BYTES);
        BigEndian.putLong(buffer, at, clientId);
        BigEndian.putLong(buffer, at + 8, orderId);
        BigEndian.putLong(buffer, at + 16, priceTicks);
        BigEndian.putLong(buffer, at + 24, leftLots);
        BigEndian.putLong(buffer, at + 32, arrival);
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
