package io.dsfm.sample.matching.domain;

import io.dsfm.statemachine.Digest64;
import java.nio.charset.StandardCharsets;

/**
 * The canonical digest of an engine's state, kept up to date at constant cost: a sum over the resting orders and over
 * the symbols, to which the counters are added when it is asked for.
 *
 * <p>The digest of an order takes in every field that a later result could show, its place in time among them. It is
 * one multiplication for each field, which run side by side, and one mixing of their sum; a chain of {@link
 * Digest64#append} would take several times as long, on every change of an order.
 *
 * <p>Threading: one thread.
 */
public final class StateDigest {

    /* Odd and without a pattern, so that no two small differences cancel out: the first outputs of SplitMix64. */
    private static final long CLIENT = 0xe220a8397b1dcdafL;
    private static final long ORDER = 0x6e789e6aa1b965f5L;
    private static final long PRICE = 0x06c45d188009454fL;
    private static final long ARRIVAL = 0xf88bb8a8724c81edL;
    private static final long LEFT = 0x1b39896a51a8749bL;
    private static final long PLACE = 0x53cb9f0c747ea2ebL;

    private long orders;
    private long symbols;

    /** Starts anew, with nothing in the state. */
    public void clear() {
        orders = 0;
        symbols = 0;
    }

    /** Takes in a symbol. */
    public void addSymbol(int symbolId, String name) {
        symbols += symbol(symbolId, name);
    }

    /** Takes out a symbol that was taken in. */
    public void removeSymbol(int symbolId, String name) {
        symbols -= symbol(symbolId, name);
    }

    private static long symbol(int symbolId, String name) {
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        return Digest64.append(Digest64.append(Digest64.EMPTY, symbolId), bytes, 0, bytes.length);
    }

    /** Takes in an order by its {@link #order} digest. */
    public void add(long orderDigest) {
        orders += orderDigest;
    }

    /** Takes out an order by the {@link #order} digest that it came with. */
    public void remove(long orderDigest) {
        orders -= orderDigest;
    }

    /** The digest of the whole state. */
    public long value(Counters counters) {
        long digest = Digest64.append(Digest64.append(Digest64.EMPTY, orders), symbols);
        digest = Digest64.append(digest, counters.symbols());
        digest = Digest64.append(digest, counters.restingOrders());
        digest = Digest64.append(digest, counters.acceptedOrders());
        digest = Digest64.append(digest, counters.trades());
        return Digest64.append(digest, counters.tradedLots());
    }

    /** The part of an order's digest that stays while it rests; see {@link #order}. */
    public static long identity(int symbolId, Side side, long clientId, long orderId, long priceTicks, long arrival) {
        return clientId * CLIENT
                + orderId * ORDER
                + priceTicks * PRICE
                + arrival * ARRIVAL
                + ((long) symbolId << 2 | side.code()) * PLACE;
    }

    /** The digest of an order of the given identity with this much left. */
    public static long order(long identity, long leftLots) {
        return Digest64.mix(identity + leftLots * LEFT);
    }
}
