package io.dsfm.sample.matching.tree;

import io.dsfm.sample.matching.domain.Answer;
import io.dsfm.sample.matching.domain.Side;
import io.dsfm.sample.matching.domain.SnapshotWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The resting orders of one side of a book: levels, best price first. */
final class BookSide {

    private final Side side;
    private final TreeMap<Long, Level> levels;
    private int orders;

    BookSide(Side side) {
        this.side = side;
        Comparator<Long> lowestFirst = Comparator.naturalOrder();
        this.levels = new TreeMap<>(side == Side.BUY ? lowestFirst.reversed() : lowestFirst);
    }

    void add(Order order) {
        levels.computeIfAbsent(order.priceTicks, price -> new Level()).add(order);
        orders++;
    }

    void remove(Order order) {
        Level level = levels.get(order.priceTicks);
        level.remove(order);
        if (level.isEmpty()) {
            levels.remove(order.priceTicks);
        }
        orders--;
    }

    /** The order that trades first: the oldest at the best price; null if the side is empty. */
    @Nullable
    Order first() {
        return levels.isEmpty() ? null : levels.firstEntry().getValue().first();
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

    void writeSnapshot(SnapshotWriter writer) throws IOException {
        writer.section(orders);
        for (Level level : levels.values()) {
            for (Order order : level.orders()) {
                writer.order(
                        order.key.clientId(), order.key.orderId(), order.priceTicks, order.leftLots, order.arrival);
            }
        }
    }

    /** Walks the whole side and gives its orders in the order in which they trade. */
    List<Order> validate() {
        List<Order> walked = new ArrayList<>();
        levels.forEach((priceTicks, level) -> {
            Validation.check(!level.isEmpty(), "an empty level is in the book", priceTicks);
            long lastArrival = 0;
            for (Order order : level.orders()) {
                Validation.check(order.side == side, "an order is on the wrong side", order.key);
                Validation.check(order.priceTicks == priceTicks, "an order is at the wrong price", order.key);
                Validation.check(order.arrival > lastArrival, "an order is out of turn", order.key);
                Validation.check(order.leftLots > 0, "an order has nothing left", order.key);
                lastArrival = order.arrival;
                walked.add(order);
            }
        });
        Validation.check(walked.size() == orders, "orders were miscounted", orders + ", walked=" + walked.size());
        return walked;
    }
}
