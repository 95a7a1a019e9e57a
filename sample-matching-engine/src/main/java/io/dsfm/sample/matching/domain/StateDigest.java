package io.dsfm.sample.matching.domain;

import io.dsfm.statemachine.Digest64;
import java.nio.charset.StandardCharsets;

/**
 * The canonical digest of an engine's state, kept up to date at constant cost: a sum over the orders and one over the
 * symbols, to which the counters are added when it is asked for.
 *
 * <p>The digest of an order takes in every field that a later result could show, its place in time among them. It is
 * one multiplication for each field, which run side by side, and one mixing of their sum; a chain of {@link
 * Digest64#append} would take several times as long, on every change of an order. So it is for a symbol.
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
    private static final long HIDDEN = 0x2c829abe1f4532e1L;
    private static final long FLAGS = 0xc584133ac916ab3dL;
    private static final long STOP_PRICE = 0x3ee5789041c98ac3L;
    private static final long DISPLAY = 0xf3b8488c368cb0a7L;
    private static final long DEADLINE = 0x657eecdd3cb13d09L;
    private static final long TIMER = 0xc2d326e0055bdef7L;

    private static final long STATE = 0x8621a03fe0bbdb7bL;
    private static final long FEED = 0x8e1f7555983aa92fL;
    private static final long STEP = 0xb54e0f1600cc4d19L;
    private static final long LOWEST = 0x84bb3f97971d80abL;
    private static final long HIGHEST = 0x7d29825c75521255L;
    private static final long FIRST = 0xc3cf17102b7f7f87L;
    private static final long LAST = 0x3466e9a083914f65L;
    private static final long HIGH = 0xd81a8d2b5a4485adL;
    private static final long LOW = 0xdb01602b100b9ed7L;
    private static final long TRADES = 0xa9038a921825f10dL;
    private static final long TRADED_LOTS = 0xedf5f1d90dca2f6bL;
    private static final long TOUCHED_LOW = 0x54496ad67bd2634dL;
    private static final long TOUCHED_HIGH = 0xdd7c01d4f5407269L;

    private long orders;
    private long symbols;

    /** Starts anew, with nothing in the state. */
    public void clear() {
        orders = 0;
        symbols = 0;
    }

    /** Takes in a symbol by its {@link #symbol} digest. */
    public void addSymbol(long symbolDigest) {
        symbols += symbolDigest;
    }

    /** Takes out a symbol by the {@link #symbol} digest that it came with. */
    public void removeSymbol(long symbolDigest) {
        symbols -= symbolDigest;
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
        digest = Digest64.append(digest, counters.tradedLots());
        return Digest64.append(digest, counters.placings());
    }

    /** The part of a symbol's digest that stays for ever; allocates. */
    public static long symbolIdentity(int symbolId, String name) {
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        return Digest64.append(Digest64.append(Digest64.EMPTY, symbolId), bytes, 0, bytes.length);
    }

    /** The part of a symbol's digest that stays until it is configured, opened, halted or closed. */
    public static long terms(SymbolTerms terms) {
        return terms.state().code() * STATE
                + terms.feed().code() * FEED
                + terms.stepTicks() * STEP
                + terms.lowestTicks() * LOWEST
                + terms.highestTicks() * HIGHEST;
    }

    /** The part of a symbol's digest that changes when it trades; the parameters are those of {@link Statistics}. */
    public static long statistics(
            long firstTicks,
            long lastTicks,
            long highTicks,
            long lowTicks,
            long trades,
            long tradedLots,
            long touchedLowTicks,
            long touchedHighTicks) {
        return firstTicks * FIRST
                + lastTicks * LAST
                + highTicks * HIGH
                + lowTicks * LOW
                + trades * TRADES
                + tradedLots * TRADED_LOTS
                + touchedLowTicks * TOUCHED_LOW
                + touchedHighTicks * TOUCHED_HIGH;
    }

    /** The part of a symbol's digest that changes when it trades. */
    public static long statistics(Statistics statistics) {
        return statistics(
                statistics.firstTicks(),
                statistics.lastTicks(),
                statistics.highTicks(),
                statistics.lowTicks(),
                statistics.trades(),
                statistics.tradedLots(),
                statistics.touchedLowTicks(),
                statistics.touchedHighTicks());
    }

    /** The digest of a symbol from its {@link #symbolIdentity}, its {@link #terms} and its {@link #statistics}. */
    public static long symbol(long symbolIdentity, long terms, long statistics) {
        return Digest64.mix(symbolIdentity + terms + statistics);
    }

    /** The part of an order's digest that stays while it keeps its place; see {@link #order}. */
    public static long identity(int symbolId, Side side, long clientId, long orderId, long priceTicks, long arrival) {
        return clientId * CLIENT
                + orderId * ORDER
                + priceTicks * PRICE
                + arrival * ARRIVAL
                + ((long) symbolId << 2 | side.code()) * PLACE;
    }

    /** What is added to the {@link #identity} of an order that gets another place: by how much price and arrival differ. */
    public static long moved(long moreTicks, long moreArrival) {
        return moreTicks * PRICE + moreArrival * ARRIVAL;
    }

    /** What is added to the {@link #identity} of an order that has any of these; 0 if all of them are. */
    public static long extension(int flags, long stopPriceTicks, long displayLots, long deadlineNanos, long timerId) {
        return flags * FLAGS
                + stopPriceTicks * STOP_PRICE
                + displayLots * DISPLAY
                + deadlineNanos * DEADLINE
                + timerId * TIMER;
    }

    /** The digest of an order of the given identity, with its extension, that has this much left, none of it hidden. */
    public static long order(long identity, long leftLots) {
        return Digest64.mix(identity + leftLots * LEFT);
    }

    /** The digest of an order of the given identity, with its extension, and what is left and hidden of it. */
    public static long order(long identity, long leftLots, long hiddenLots) {
        return Digest64.mix(identity + leftLots * LEFT + hiddenLots * HIDDEN);
    }
}
