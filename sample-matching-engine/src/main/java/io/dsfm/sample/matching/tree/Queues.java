package io.dsfm.sample.matching.tree;

import io.dsfm.sample.matching.domain.Answer;
import io.dsfm.sample.matching.domain.Report;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One of the four parts of a symbol's orders, bids, asks, waiting buys or waiting sells: for each price a queue. Resting
 * orders queue at their price, waiting ones at their stop price.
 */
final class Queues {

    private final TreeMap<Long, Level> levels;
    private int orders;

    private Queues(Comparator<Long> order) {
        this.levels = new TreeMap<>(order);
    }

    static Queues highestFirst() {
        return new Queues(Comparator.reverseOrder());
    }

    static Queues lowestFirst() {
        return new Queues(Comparator.naturalOrder());
    }

    private static long priceTicks(Order order) {
        return order.isWaiting() ? order.stopPriceTicks : order.priceTicks;
    }

    /** Adds an order at the end of the queue at its price. */
    void add(Order order) {
        levels.computeIfAbsent(priceTicks(order), Level::new).add(order);
        orders++;
    }

    void remove(Order order) {
        Level level = levelOf(order);
        level.remove(order);
        if (level.isEmpty()) {
            levels.remove(level.priceTicks);
        }
        orders--;
    }

    /** An order here shows more or, below 0, less than it did. */
    void changeShown(Order order, long lots) {
        levelOf(order).changeShown(lots);
    }

    private static Level levelOf(Order order) {
        return Objects.requireNonNull(order.level, "the order is nowhere");
    }

    /** The oldest order at the first price; null if there is none. */
    @Nullable
    Order first() {
        return levels.isEmpty() ? null : levels.firstEntry().getValue().first();
    }

    int orders() {
        return orders;
    }

    /** The queues by their prices, in order. */
    Map<Long, Level> levels() {
        return levels;
    }

    /** All orders, or the first of them, in canonical order. */
    List<Order> inOrder(int most) {
        List<Order> inOrder = new ArrayList<>();
        for (Level level : levels.values()) {
            for (Order order : level) {
                if (inOrder.size() == most) {
                    return inOrder;
                }
                inOrder.add(order);
            }
        }
        return inOrder;
    }

    /** The level at a price, which has no orders if there is none. */
    Answer.Level summary(long priceTicks) {
        Level level = levels.get(priceTicks);
        return level == null ? new Answer.Level(priceTicks, 0, 0) : level.summary();
    }

    /** The first level, or {@link Report#NO_LEVEL}. */
    Answer.Level best() {
        return levels.isEmpty() ? Report.NO_LEVEL : summary(levels.firstKey());
    }

    List<Answer.Level> depth(int most) {
        List<Answer.Level> depth = new ArrayList<>();
        for (Level level : levels.values()) {
            if (depth.size() == most) {
                break;
            }
            depth.add(level.summary());
        }
        return depth;
    }

    /** Walks all queues and gives their orders. */
    List<Order> validate() {
        List<Order> walked = new ArrayList<>();
        levels.forEach((priceTicks, level) -> {
            Validation.check(!level.isEmpty(), "an empty level is in the book", priceTicks);
            long lastArrival = 0;
            long shownLots = 0;
            int before = walked.size();
            for (Order order : level) {
                Validation.check(order.level == level, "an order names another level", order.key);
                Validation.check(priceTicks(order) == priceTicks, "an order is at the wrong price", order.key);
                Validation.check(order.arrival > lastArrival, "an order is out of turn", order.key);
                lastArrival = order.arrival;
                shownLots += order.shownLots;
                walked.add(order);
            }
            Answer.Level kept = new Answer.Level(priceTicks, shownLots, walked.size() - before);
            Validation.check(level.summary().equals(kept), "a level was miscounted", priceTicks);
        });
        Validation.check(walked.size() == orders, "orders were miscounted", orders + ", walked=" + walked.size());
        return walked;
    }
}
