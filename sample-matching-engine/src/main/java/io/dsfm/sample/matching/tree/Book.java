package io.dsfm.sample.matching.tree;

import io.dsfm.sample.matching.domain.Side;
import io.dsfm.sample.matching.domain.StateDigest;
import io.dsfm.sample.matching.domain.Statistics;
import io.dsfm.sample.matching.domain.SymbolState;
import io.dsfm.sample.matching.domain.SymbolTerms;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A symbol: its terms, what has traded, its resting orders, which never cross between two inputs, and its waiting ones. */
final class Book {

    final int symbolId;
    final String name;
    final Queues bids = Queues.highestFirst();
    final Queues asks = Queues.lowestFirst();
    final Queues waitingBuys = Queues.lowestFirst();
    final Queues waitingSells = Queues.highestFirst();
    private final long identity;

    SymbolTerms terms;
    Statistics statistics;

    Book(int symbolId, String name, SymbolTerms terms, Statistics statistics) {
        this.symbolId = symbolId;
        this.name = name;
        this.terms = terms;
        this.statistics = statistics;
        this.identity = StateDigest.symbolIdentity(symbolId, name);
    }

    boolean isOpen() {
        return terms.state() == SymbolState.OPEN;
    }

    /** The resting orders of a side. */
    Queues side(Side side) {
        return side == Side.BUY ? bids : asks;
    }

    /** Where an order is, or would be. */
    Queues queues(Order order) {
        if (order.isWaiting()) {
            return order.side == Side.BUY ? waitingBuys : waitingSells;
        }
        return side(order.side);
    }

    List<Queues> inCanonicalOrder() {
        return List.of(bids, asks, waitingBuys, waitingSells);
    }

    int orders() {
        return bids.orders() + asks.orders() + waitingBuys.orders() + waitingSells.orders();
    }

    /** All orders, or the first of them, in canonical order. */
    List<Order> inOrder(int most) {
        List<Order> inOrder = new ArrayList<>();
        for (Queues queues : inCanonicalOrder()) {
            inOrder.addAll(queues.inOrder(most - inOrder.size()));
        }
        return inOrder;
    }

    /** Takes a trade into the statistics. */
    void traded(long priceTicks, long lots) {
        Statistics s = statistics;
        boolean isFirst = s.trades() == 0;
        statistics = new Statistics(
                isFirst ? priceTicks : s.firstTicks(),
                priceTicks,
                Math.max(s.highTicks(), priceTicks),
                isFirst ? priceTicks : Math.min(s.lowTicks(), priceTicks),
                s.trades() + 1,
                s.tradedLots() + lots,
                isFirst ? priceTicks : Math.min(s.touchedLowTicks(), priceTicks),
                Math.max(s.touchedHighTicks(), priceTicks));
    }

    /** Whether a trade has reached the order's stop price. */
    boolean isReached(Order order) {
        if (order.side == Side.BUY) {
            return order.stopPriceTicks <= statistics.touchedHighTicks();
        }
        return statistics.trades() > 0 && order.stopPriceTicks >= statistics.touchedLowTicks();
    }

    /** The waiting order to be triggered next, or null if none is reached. */
    @Nullable
    Order nextReached() {
        Order buy = waitingBuys.first();
        if (buy != null && isReached(buy)) {
            return buy;
        }
        Order sell = waitingSells.first();
        return sell != null && isReached(sell) ? sell : null;
    }

    /** Whether the range of prices touched is no more than the last price. */
    boolean isSettled() {
        Statistics s = statistics;
        return s.touchedLowTicks() == s.lastTicks() && s.touchedHighTicks() == s.lastTicks();
    }

    /** All waiting orders that were reached have been triggered. */
    void settled() {
        Statistics s = statistics;
        statistics = new Statistics(
                s.firstTicks(),
                s.lastTicks(),
                s.highTicks(),
                s.lowTicks(),
                s.trades(),
                s.tradedLots(),
                s.lastTicks(),
                s.lastTicks());
    }

    long digest() {
        return StateDigest.symbol(identity, StateDigest.terms(terms), StateDigest.statistics(statistics));
    }
}
