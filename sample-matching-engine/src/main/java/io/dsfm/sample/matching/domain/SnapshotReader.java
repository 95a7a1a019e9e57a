package io.dsfm.sample.matching.domain;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads a snapshot in the order in which {@link SnapshotWriter} wrote it, and refuses what no engine could have written:
 * each field is checked, and so are the canonical order, the sums, the digest and the end. The fields of the symbol and
 * of the order last read are held here.
 *
 * <p>Threading: one thread, one snapshot.
 *
 * <p>Failure: an {@link IOException} that says what was found.
 */
public final class SnapshotReader {

    private final byte[] buffer = new byte[SnapshotFormat.BUFFER_BYTES];
    private final InputStream in;
    private int position;
    private int filled;

    private Counters counters = new Counters(0, 0, 0, 0, 0);
    private long ordersToCome;
    private int symbolId;
    private String symbolName = "";
    private Side side = Side.SELL;
    private long bestBidTicks;
    private long clientId;
    private long orderId;
    private long priceTicks;
    private long leftLots;
    private long arrival;

    /** Creates a reader of one snapshot, which it does not close. */
    public SnapshotReader(InputStream in) {
        this.in = in;
    }

    /** Starts the snapshot; the counters tell how many symbols and orders come. */
    public Counters header(int specificationVersion, int maxRestingOrders) throws IOException {
        int at = require(SnapshotFormat.HEADER_BYTES);
        check(BigEndian.getLong(buffer, at) == SnapshotFormat.MAGIC, "magic", BigEndian.getLong(buffer, at));
        int version = BigEndian.getInt(buffer, at + 8);
        check(version == specificationVersion, "specificationVersion", version);
        counters = new Counters(
                BigEndian.getInt(buffer, at + 12),
                BigEndian.getLong(buffer, at + 16),
                BigEndian.getLong(buffer, at + 24),
                BigEndian.getLong(buffer, at + 32),
                BigEndian.getLong(buffer, at + 40));
        check(counters.symbols() >= 0 && counters.symbols() <= Limits.MAX_SYMBOLS, "symbols", counters.symbols());
        ordersToCome = counters.restingOrders();
        check(ordersToCome >= 0 && ordersToCome <= maxRestingOrders, "restingOrders", ordersToCome);
        check(counters.acceptedOrders() >= ordersToCome, "acceptedOrders", counters.acceptedOrders());
        check(counters.trades() >= 0, "trades", counters.trades());
        check(counters.tradedLots() >= counters.trades(), "tradedLots", counters.tradedLots());
        return counters;
    }

    /** Reads the next symbol. */
    public void nextSymbol() throws IOException {
        int at = require(SnapshotFormat.SYMBOL_BYTES);
        int id = BigEndian.getInt(buffer, at);
        check(id > symbolId, "symbolId", id);
        int nameBytes = buffer[at + 4];
        check(SymbolName.check(buffer, at + 5, nameBytes) == RejectCode.NONE, "nameBytes", nameBytes);
        check((BigEndian.getInt(buffer, at + 20) & 0x00ff_ffff) == 0, "padding", buffer[at + 21]);
        symbolId = id;
        symbolName = SymbolName.get(buffer, at + 5, nameBytes);
    }

    /** Starts the next side, of bids, then of asks; gives how many orders it has. */
    public int nextSide() throws IOException {
        side = side.opposite();
        if (side == Side.BUY) {
            bestBidTicks = 0;
        }
        int orders = BigEndian.getInt(buffer, require(SnapshotFormat.SIDE_BYTES));
        check(orders >= 0 && orders <= ordersToCome, "orders of a side", orders);
        ordersToCome -= orders;
        priceTicks = 0;
        arrival = 0;
        return orders;
    }

    /** Reads the next order of the side. */
    public void nextOrder() throws IOException {
        int at = require(SnapshotFormat.ORDER_BYTES);
        long lastPriceTicks = priceTicks;
        long lastArrival = arrival;
        clientId = BigEndian.getLong(buffer, at);
        orderId = BigEndian.getLong(buffer, at + 8);
        priceTicks = BigEndian.getLong(buffer, at + 16);
        leftLots = BigEndian.getLong(buffer, at + 24);
        arrival = BigEndian.getLong(buffer, at + 32);
        check(clientId >= 0, "clientId", clientId);
        check(orderId > 0, "orderId", orderId);
        check(priceTicks >= 1 && priceTicks <= Limits.MAX_PRICE_TICKS, "priceTicks", priceTicks);
        check(leftLots >= 1 && leftLots <= Limits.MAX_QUANTITY_LOTS, "leftLots", leftLots);
        check(arrival >= 1 && arrival <= counters.acceptedOrders(), "arrival", arrival);
        if (lastPriceTicks == 0) {
            checkBest();
        } else if (priceTicks == lastPriceTicks) {
            check(arrival > lastArrival, "arrival out of order", arrival);
        } else {
            boolean isWorse = side == Side.BUY ? priceTicks < lastPriceTicks : priceTicks > lastPriceTicks;
            check(isWorse, "priceTicks out of order", priceTicks);
        }
    }

    private void checkBest() throws IOException {
        if (side == Side.BUY) {
            bestBidTicks = priceTicks;
        } else {
            check(priceTicks > bestBidTicks, "best ask, not above the best bid", priceTicks);
        }
    }

    /** Ends the snapshot: the digest of the restored state must be the one written, and no bytes may follow. */
    public void end(long digest) throws IOException {
        check(ordersToCome == 0, "orders that did not come", ordersToCome);
        long written = BigEndian.getLong(buffer, require(SnapshotFormat.TRAILER_BYTES));
        check(written == digest, "digest", written);
        check(position == filled && in.read() < 0, "bytes after the end", filled - position);
    }

    /** The id of the symbol. */
    public int symbolId() {
        return symbolId;
    }

    /** The name of the symbol. */
    public String symbolName() {
        return symbolName;
    }

    /** The client that sent the order. */
    public long clientId() {
        return clientId;
    }

    /** The client's id of the order. */
    public long orderId() {
        return orderId;
    }

    /** The price of the order. */
    public long priceTicks() {
        return priceTicks;
    }

    /** What is left of the order. */
    public long leftLots() {
        return leftLots;
    }

    /** The order's place in time. */
    public long arrival() {
        return arrival;
    }

    /** Refuses the snapshot unless the condition holds. */
    public static void check(boolean condition, String what, long value) throws IOException {
        if (!condition) {
            throw new IOException("not a snapshot of the matching engine: " + what + "=" + value);
        }
    }

    /** Gives where in the buffer the next bytes are, all of them. */
    private int require(int sizeBytes) throws IOException {
        if (filled - position < sizeBytes) {
            System.arraycopy(buffer, position, buffer, 0, filled - position);
            filled -= position;
            position = 0;
            filled += in.readNBytes(buffer, filled, buffer.length - filled);
            check(filled >= sizeBytes, "sizeBytes, cut short", filled);
        }
        int at = position;
        position += sizeBytes;
        return at;
    }
}
