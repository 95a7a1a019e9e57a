package io.dsfm.sample.matching.naive;

import io.dsfm.sample.matching.domain.Answer;
import io.dsfm.sample.matching.domain.Side;
import io.dsfm.sample.matching.domain.StateDigest;
import io.dsfm.sample.matching.domain.Statistics;
import io.dsfm.sample.matching.domain.SymbolTerms;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A symbol, with its orders in no order at all: whoever wants one sorts them. */
final class NaiveSymbol {

    private static final Comparator<NaiveOrder> BY_ARRIVAL = Comparator.comparingLong(order -> order.arrival);
    private static final Comparator<NaiveOrder> LOW_PRICE_FIRST =
            Comparator.<NaiveOrder>comparingLong(order -> order.priceTicks).thenComparing(BY_ARRIVAL);
    private static final Comparator<NaiveOrder> HIGH_PRICE_FIRST =
            Comparator.<NaiveOrder>comparingLong(order -> -order.priceTicks).thenComparing(BY_ARRIVAL);
    private static final Comparator<NaiveOrder> LOW_STOP_FIRST =
            Comparator.<NaiveOrder>comparingLong(order -> order.stopPriceTicks).thenComparing(BY_ARRIVAL);
    private static final Comparator<NaiveOrder> HIGH_STOP_FIRST =
            Comparator.<NaiveOrder>comparingLong(order -> -order.stopPriceTicks).thenComparing(BY_ARRIVAL);

    final int symbolId;
    final String name;
    final List<NaiveOrder> orders = new ArrayList<>();
    SymbolTerms terms = SymbolTerms.INITIAL;
    Statistics statistics = Statistics.NONE;

    NaiveSymbol(int symbolId, String name) {
        this.symbolId = symbolId;
        this.name = name;
    }

    /** The resting orders of a side, best price first, at one price by arrival. */
    List<NaiveOrder> resting(Side side) {
        return orders.stream()
                .filter(order -> order.side == side && !order.isWaiting())
                .sorted(side == Side.BUY ? HIGH_PRICE_FIRST : LOW_PRICE_FIRST)
                .toList();
    }

    /** The waiting orders of a side: buys by lowest stop price, sells by highest, at one price by arrival. */
    List<NaiveOrder> waiting(Side side) {
        return orders.stream()
                .filter(order -> order.side == side && order.isWaiting())
                .sorted(side == Side.BUY ? LOW_STOP_FIRST : HIGH_STOP_FIRST)
                .toList();
    }

    /** Bids, asks, waiting buys, waiting sells. */
    List<List<NaiveOrder>> sections() {
        return List.of(resting(Side.BUY), resting(Side.SELL), waiting(Side.BUY), waiting(Side.SELL));
    }

    List<NaiveOrder> canonical() {
        List<NaiveOrder> all = new ArrayList<>();
        sections().forEach(all::addAll);
        return all;
    }

    /** The levels of a side, best first. */
    List<Answer.Level> levels(Side side) {
        List<Answer.Level> levels = new ArrayList<>();
        for (NaiveOrder order : resting(side)) {
            int last = levels.size() - 1;
            if (last >= 0 && levels.get(last).priceTicks() == order.priceTicks) {
                Answer.Level level = levels.get(last);
                levels.set(last, new Answer.Level(order.priceTicks, level.lots() + order.shown(), level.orders() + 1));
            } else {
                levels.add(new Answer.Level(order.priceTicks, order.shown(), 1));
            }
        }
        return levels;
    }

    boolean isReached(Side side, long stopPriceTicks) {
        return side == Side.BUY
                ? stopPriceTicks <= statistics.touchedHighTicks()
                : statistics.trades() > 0 && stopPriceTicks >= statistics.touchedLowTicks();
    }

    void onTrade(long priceTicks, long lots) {
        Statistics old = statistics;
        boolean isFirst = old.trades() == 0;
        statistics = new Statistics(
                isFirst ? priceTicks : old.firstTicks(),
                priceTicks,
                isFirst ? priceTicks : Math.max(old.highTicks(), priceTicks),
                isFirst ? priceTicks : Math.min(old.lowTicks(), priceTicks),
                old.trades() + 1,
                old.tradedLots() + lots,
                isFirst ? priceTicks : Math.min(old.touchedLowTicks(), priceTicks),
                isFirst ? priceTicks : Math.max(old.touchedHighTicks(), priceTicks));
    }

    /** Every waiting order that was reached has been triggered. */
    void onSettled() {
        Statistics old = statistics;
        statistics = new Statistics(
                old.firstTicks(),
                old.lastTicks(),
                old.highTicks(),
                old.lowTicks(),
                old.trades(),
                old.tradedLots(),
                old.lastTicks(),
                old.lastTicks());
    }

    long digest() {
        return StateDigest.symbol(
                StateDigest.symbolIdentity(symbolId, name),
                StateDigest.terms(terms),
                StateDigest.statistics(statistics));
    }
}
