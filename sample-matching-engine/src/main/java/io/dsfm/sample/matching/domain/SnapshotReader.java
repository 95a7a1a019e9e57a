package io.dsfm.sample.matching.domain;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads a snapshot in the order in which {@link SnapshotWriter} wrote it, and refuses what no engine could have written, as
 * far as the specification tells: each field is checked, and so are the canonical order, the sums over symbols and orders,
 * that arrivals are unique, the digest and the end. The fields of the symbol and
 * of the order last read are held here. That ids of orders and of timers are unique is for the caller to check.
 *
 * <p>Threading: one thread, one snapshot.
 *
 * <p>Failure: an {@link IOException} that says what was found.
 */
public final class SnapshotReader {

    private static final int SECTIONS = 4;

    private final SnapshotInput in;
    private Counters counters = new Counters(0, 0, 0, 0, 0, 0);
    private final Arrivals arrivals = new Arrivals();
    private long ordersToCome;
    private long tradesToCome;
    private long tradedLotsToCome;
    private int symbolId;
    private String symbolName = "";
    private SymbolTerms terms = SymbolTerms.INITIAL;
    private Statistics statistics = Statistics.NONE;
    /** 0 and 1 for bids and asks, 2 and 3 for waiting buys and sells. */
    private int section = SECTIONS - 1;

    private long bestBidTicks;
    private long clientId;
    private long orderId;
    private long priceTicks;
    private long leftLots;
    private long arrival;
    private int flags;
    private long stopPriceTicks;
    private int displayLots;
    private int shownLots;
    private long deadlineNanos;
    private long timerId;

    /** Creates a reader of one snapshot, which it does not close. */
    public SnapshotReader(InputStream in) {
        this.in = new SnapshotInput(in);
    }

    /** Starts the snapshot; the counters tell how many symbols and orders come. */
    public Counters header(int specificationVersion, int maxRestingOrders) throws IOException {
        in.next(SnapshotFormat.HEADER_BYTES);
        check(in.longAt(0) == SnapshotFormat.MAGIC, "magic", in.longAt(0));
        check(in.intAt(8) == specificationVersion, "specificationVersion", in.intAt(8));
        counters =
                new Counters(in.intAt(12), in.longAt(16), in.longAt(24), in.longAt(32), in.longAt(40), in.longAt(48));
        check(counters.symbols() >= 0 && counters.symbols() <= Limits.MAX_SYMBOLS, "symbols", counters.symbols());
        ordersToCome = counters.restingOrders();
        check(ordersToCome >= 0 && ordersToCome <= maxRestingOrders, "restingOrders", ordersToCome);
        requireCount(counters.acceptedOrders(), ordersToCome, "acceptedOrders");
        requireCount(counters.placings(), ordersToCome, "placings");
        requireCount(counters.trades(), 0, "trades");
        check(counters.tradedLots() >= counters.trades(), "tradedLots", counters.tradedLots());
        tradesToCome = counters.trades();
        tradedLotsToCome = counters.tradedLots();
        return counters;
    }

    private static void requireCount(long count, long least, String what) throws IOException {
        check(count >= least && count <= Limits.MAX_COUNT, what, count);
    }

    /** Reads the next symbol. */
    public void nextSymbol() throws IOException {
        in.next(SnapshotFormat.SYMBOL_BYTES);
        check(in.intAt(0) > symbolId, "symbolId", in.intAt(0));
        symbolId = in.intAt(0);
        symbolName = in.nameAt(4, in.byteAt(20));
        SymbolState state = SymbolState.ofCode(in.byteAt(21));
        Feed feed = Feed.ofCode(in.byteAt(22));
        check(state != null && feed != null, "state or feed of symbol", symbolId);
        check((in.byteAt(23) | in.intAt(28)) == 0, "padding of symbol", symbolId);
        terms = new SymbolTerms(
                state == null ? SymbolState.OPEN : state,
                feed == null ? Feed.NONE : feed,
                in.intAt(24),
                in.longAt(32),
                in.longAt(40));
        check(terms.stepTicks() >= 1 && terms.stepTicks() <= Limits.MAX_STEP_TICKS, "stepTicks", terms.stepTicks());
        check(terms.lowestTicks() >= 1 && terms.lowestTicks() <= terms.highestTicks(), "lowest", terms.lowestTicks());
        check(terms.highestTicks() <= Limits.MAX_PRICE_TICKS, "highestTicks", terms.highestTicks());
        statistics();
    }

    private void statistics() throws IOException {
        statistics = new Statistics(
                in.longAt(48),
                in.longAt(56),
                in.longAt(64),
                in.longAt(72),
                in.longAt(80),
                in.longAt(88),
                in.longAt(96),
                in.longAt(104));
        if (statistics.trades() == 0) {
            check(statistics.equals(Statistics.NONE), "statistics without trades of symbol", symbolId);
            return;
        }
        long low = statistics.lowTicks();
        long high = statistics.highTicks();
        check(statistics.trades() >= 1 && statistics.trades() <= tradesToCome, "trades", statistics.trades());
        boolean isPart = statistics.tradedLots() >= statistics.trades() && statistics.tradedLots() <= tradedLotsToCome;
        check(isPart, "tradedLots of symbol", statistics.tradedLots());
        tradesToCome -= statistics.trades();
        tradedLotsToCome -= statistics.tradedLots();
        check(low >= 1 && low <= high && high <= Limits.MAX_PRICE_TICKS, "lowTicks", low);
        check(low <= statistics.firstTicks() && statistics.firstTicks() <= high, "firstTicks", statistics.firstTicks());
        check(low <= statistics.touchedLowTicks(), "touchedLowTicks", statistics.touchedLowTicks());
        check(statistics.touchedHighTicks() <= high, "touchedHighTicks", statistics.touchedHighTicks());
        boolean isTouched = statistics.touchedLowTicks() <= statistics.lastTicks()
                && statistics.lastTicks() <= statistics.touchedHighTicks();
        check(isTouched, "lastTicks", statistics.lastTicks());
    }

    /** Starts the next section of the symbol: bids, asks, waiting buys, waiting sells; gives how many orders it has. */
    public int nextSection() throws IOException {
        section = (section + 1) % SECTIONS;
        if (section == 0) {
            bestBidTicks = 0;
        }
        in.next(SnapshotFormat.SECTION_BYTES);
        int orders = in.intAt(0);
        check(orders >= 0 && orders <= ordersToCome, "orders of a section", orders);
        ordersToCome -= orders;
        priceTicks = 0;
        stopPriceTicks = 0;
        arrival = 0;
        return orders;
    }

    /** Reads the next order of the section. */
    public void nextOrder() throws IOException {
        long lastKey = isWaiting() ? stopPriceTicks : priceTicks;
        long lastArrival = arrival;
        in.next(SnapshotFormat.ORDER_BYTES);
        clientId = in.longAt(0);
        orderId = in.longAt(8);
        priceTicks = in.longAt(16);
        arrival = in.longAt(24);
        leftLots = in.intAt(32);
        int flagBits = in.intAt(36) >>> 24;
        check((in.intAt(36) & 0x00ff_ffff) == 0, "padding of order", orderId);
        flags = flagBits & ~SnapshotFormat.EXTENDED;
        check(OrderFlags.isValid(flags), "flags", flags);
        check(clientId >= 0, "clientId", clientId);
        check(orderId > 0, "orderId", orderId);
        check(leftLots >= 1 && leftLots <= Limits.MAX_QUANTITY_LOTS, "leftLots", leftLots);
        check(arrival >= 1 && arrival <= counters.placings(), "arrival", arrival);
        arrivals.add(arrival);
        extension(flagBits != flags);
        check(priceTicks >= (isWaiting() ? 0 : 1) && priceTicks <= Limits.MAX_PRICE_TICKS, "priceTicks", priceTicks);
        inOrder(isWaiting() ? stopPriceTicks : priceTicks, lastKey, lastArrival);
    }

    private void extension(boolean isExtended) throws IOException {
        if (isExtended) {
            in.next(SnapshotFormat.EXTENSION_BYTES);
        }
        stopPriceTicks = isExtended ? in.longAt(0) : 0;
        displayLots = isExtended ? in.intAt(8) : 0;
        shownLots = isExtended ? in.intAt(12) : 0;
        deadlineNanos = isExtended ? in.longAt(16) : 0;
        timerId = isExtended ? in.longAt(24) : 0;
        check(!isExtended || (stopPriceTicks | displayLots | deadlineNanos) != 0, "extension of order", orderId);
        boolean isStop = stopPriceTicks >= 1 && stopPriceTicks <= Limits.MAX_PRICE_TICKS;
        check(isWaiting() ? isStop : stopPriceTicks == 0, "stopPriceTicks", stopPriceTicks);
        check(!isWaiting() || !OrderFlags.isPostOnly(flags), "flags of a waiting order", flags);
        check(displayLots >= 0 && displayLots <= Limits.MAX_QUANTITY_LOTS, "displayLots", displayLots);
        check(displayLots == 0 || priceTicks > 0, "displayLots without a price", displayLots);
        boolean isShown = displayLots > 0 && !isWaiting();
        long mostShown = Math.min(displayLots, leftLots);
        check(isShown ? shownLots >= 1 && shownLots <= mostShown : shownLots == 0, "shownLots", shownLots);
        check(deadlineNanos >= 0, "deadlineNanos", deadlineNanos);
        boolean isTimer = timerId >= 1 && timerId <= counters.acceptedOrders();
        check(deadlineNanos > 0 ? isTimer : timerId == 0, "timerId", timerId);
    }

    /** Requires the order in which a section is written, by a price, and at one price by arrival. */
    private void inOrder(long key, long lastKey, long lastArrival) throws IOException {
        if (lastKey == 0) {
            checkBest(key);
        } else if (key == lastKey) {
            check(arrival > lastArrival, "arrival out of order", arrival);
        } else {
            // Bids and waiting sells come highest first, asks and waiting buys lowest first.
            boolean highestFirst = section == 0 || section == 3;
            check(highestFirst ? key < lastKey : key > lastKey, "price out of order", key);
        }
    }

    private void checkBest(long key) throws IOException {
        if (section == 0) {
            bestBidTicks = key;
        } else if (section == 1) {
            check(key > bestBidTicks, "best ask, not above the best bid", key);
        }
    }

    /** Ends the snapshot: the digest of the restored state must be the one written, and no bytes may follow. */
    public void end(long digest) throws IOException {
        check(ordersToCome == 0, "orders that did not come", ordersToCome);
        check(tradesToCome == 0, "trades of no symbol", tradesToCome);
        check(tradedLotsToCome == 0, "tradedLots of no symbol", tradedLotsToCome);
        arrivals.requireUnique();
        in.next(SnapshotFormat.TRAILER_BYTES);
        check(in.longAt(0) == digest, "digest", in.longAt(0));
        in.end();
    }

    /** Whether the orders of the section wait for their stop price. */
    public boolean isWaiting() {
        return section >= 2;
    }

    /** The side of the orders of the section. */
    public Side side() {
        return section % 2 == 0 ? Side.BUY : Side.SELL;
    }

    /** The id of the symbol. */
    public int symbolId() {
        return symbolId;
    }

    /** The name of the symbol. */
    public String symbolName() {
        return symbolName;
    }

    /** How the symbol trades. */
    public SymbolTerms terms() {
        return terms;
    }

    /** What has traded in the symbol. */
    public Statistics symbolStatistics() {
        return statistics;
    }

    /** The client that sent the order. */
    public long clientId() {
        return clientId;
    }

    /** The client's id of the order. */
    public long orderId() {
        return orderId;
    }

    /** The price of the order; 0 if it has none. */
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

    /** The order's {@link OrderFlags}. */
    public int flags() {
        return flags;
    }

    /** The stop price of an order that waits; 0 if it does not. */
    public long stopPriceTicks() {
        return stopPriceTicks;
    }

    /** How much of an iceberg order is displayed at a time; 0 if it is none. */
    public long displayLots() {
        return displayLots;
    }

    /** How much of an iceberg order that rests is displayed now; 0 for any other. */
    public long shownLots() {
        return shownLots;
    }

    /** The deadline; 0 if there is none. */
    public long deadlineNanos() {
        return deadlineNanos;
    }

    /** The id of the deadline's timer; 0 if there is none. */
    public long timerId() {
        return timerId;
    }

    /** Refuses the snapshot unless the condition holds. */
    public static void check(boolean condition, String what, long value) throws IOException {
        SnapshotInput.check(condition, what, value);
    }
}
