package io.dsfm.sample.matching.ladder;

import io.dsfm.sample.matching.domain.Feed;
import io.dsfm.sample.matching.domain.Side;
import io.dsfm.sample.matching.domain.StateDigest;
import io.dsfm.sample.matching.domain.Statistics;
import io.dsfm.sample.matching.domain.SymbolState;
import io.dsfm.sample.matching.domain.SymbolTerms;

/**
 * A symbol: its ladders, how it trades, and what has traded in it.
 *
 * <p>Threading: one thread.
 */
final class Book {

    /** How many words {@link #save} gives. */
    static final int WORDS = 13;

    final int symbolId;
    final String name;
    final PriceLadder bids;
    final PriceLadder asks;
    final PriceLadder waitingBuys;
    final PriceLadder waitingSells;

    /** The same in canonical order. */
    private final PriceLadder[] ladders;

    private final long identity;
    private SymbolTerms terms = SymbolTerms.INITIAL;
    private long firstTicks;
    private long lastTicks;
    private long highTicks;
    private long lowTicks;
    private long trades;
    private long tradedLots;
    private long touchedLowTicks;
    private long touchedHighTicks;

    /** The epoch of the journal in which it was last saved. */
    long savedEpoch;
    /** What of the state's digest is this symbol's. */
    long digest;

    /** A book on the ladders from the given number on. */
    Book(int symbolId, String name, Levels levels, int firstLadder) {
        this.symbolId = symbolId;
        this.name = name;
        bids = levels.ladder(firstLadder);
        asks = levels.ladder(firstLadder + 1);
        waitingBuys = levels.ladder(firstLadder + 2);
        waitingSells = levels.ladder(firstLadder + 3);
        ladders = new PriceLadder[] {bids, asks, waitingBuys, waitingSells};
        identity = StateDigest.symbolIdentity(symbolId, name);
        digest = currentDigest();
    }

    /** The ladder of a side's resting orders; indexed, and not branched to, since which side comes next cannot be foreseen. */
    PriceLadder ladder(Side side) {
        return ladders[side.code() - 1];
    }

    /** The ladder of the resting orders that a side trades with. */
    PriceLadder makers(Side side) {
        return ladders[2 - side.code()];
    }

    /** The ladder of a side's waiting orders. */
    PriceLadder waiting(Side side) {
        return ladders[side.code() + 1];
    }

    /** The ladders in canonical order, by numbers from 0 to {@link Levels#LADDERS}. */
    PriceLadder ladder(int section) {
        return ladders[section];
    }

    /** Whether any order rests or waits. */
    boolean hasOrders() {
        return bids.orderCount() + asks.orderCount() + waitingBuys.orderCount() + waitingSells.orderCount() > 0;
    }

    SymbolTerms terms() {
        return terms;
    }

    SymbolState state() {
        return terms.state();
    }

    void terms(SymbolTerms next) {
        terms = next;
        bids.feed(next.feed());
        asks.feed(next.feed());
    }

    Statistics statistics() {
        return new Statistics(
                firstTicks, lastTicks, highTicks, lowTicks, trades, tradedLots, touchedLowTicks, touchedHighTicks);
    }

    void statistics(Statistics given) {
        firstTicks = given.firstTicks();
        lastTicks = given.lastTicks();
        highTicks = given.highTicks();
        lowTicks = given.lowTicks();
        trades = given.trades();
        tradedLots = given.tradedLots();
        touchedLowTicks = given.touchedLowTicks();
        touchedHighTicks = given.touchedHighTicks();
    }

    /** Takes in a trade. */
    void traded(long priceTicks, long lots) {
        if (trades == 0) {
            firstTicks = priceTicks;
            highTicks = priceTicks;
            lowTicks = priceTicks;
            touchedLowTicks = priceTicks;
            touchedHighTicks = priceTicks;
        }
        lastTicks = priceTicks;
        highTicks = Math.max(highTicks, priceTicks);
        lowTicks = Math.min(lowTicks, priceTicks);
        touchedLowTicks = Math.min(touchedLowTicks, priceTicks);
        touchedHighTicks = Math.max(touchedHighTicks, priceTicks);
        trades++;
        tradedLots += lots;
    }

    /** Whether the range of prices touched is more than the last price. */
    boolean hasRange() {
        return touchedLowTicks != touchedHighTicks || touchedLowTicks != lastTicks;
    }

    /** The range of prices touched becomes the last price. */
    void closeRange() {
        touchedLowTicks = lastTicks;
        touchedHighTicks = lastTicks;
    }

    /** Whether the price of a trade has reached a stop price. */
    boolean isReached(Side side, long stopPriceTicks) {
        return side == Side.BUY
                ? stopPriceTicks <= touchedHighTicks
                : stopPriceTicks >= touchedLowTicks && touchedLowTicks > 0;
    }

    /** The digest of the symbol as it is now. */
    long currentDigest() {
        long statistics = StateDigest.statistics(
                firstTicks, lastTicks, highTicks, lowTicks, trades, tradedLots, touchedLowTicks, touchedHighTicks);
        return StateDigest.symbol(identity, StateDigest.terms(terms), statistics);
    }

    /** Writes terms and statistics down. */
    void save(long[] words) {
        words[0] = terms.state().code();
        words[1] = terms.feed().code();
        words[2] = terms.stepTicks();
        words[3] = terms.lowestTicks();
        words[4] = terms.highestTicks();
        words[5] = firstTicks;
        words[6] = lastTicks;
        words[7] = highTicks;
        words[8] = lowTicks;
        words[9] = trades;
        words[10] = tradedLots;
        words[11] = touchedLowTicks;
        words[12] = touchedHighTicks;
    }

    /** Takes terms and statistics back from {@link #save}; allocates. */
    void load(long[] words) {
        SymbolState state = SymbolState.ofCode((int) words[0]);
        Feed feed = Feed.ofCode((int) words[1]);
        if (state == null || feed == null) {
            throw new IllegalStateException("not the terms of a symbol: state=" + words[0] + ", feed=" + words[1]);
        }
        terms(new SymbolTerms(state, feed, (int) words[2], words[3], words[4]));
        firstTicks = words[5];
        lastTicks = words[6];
        highTicks = words[7];
        lowTicks = words[8];
        trades = words[9];
        tradedLots = words[10];
        touchedLowTicks = words[11];
        touchedHighTicks = words[12];
    }
}
