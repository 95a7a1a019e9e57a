package io.dsfm.sample.matching.tree;

import io.dsfm.sample.matching.domain.Answer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The orders of one queue at one price, in the order of arrival. Never empty while it is in a book.
 *
 * <p>Invariants: {@link #shownLots} is the sum of what its orders show.
 */
final class Level {

    /** The order in which they are put in is that of their arrivals, which are the keys. */
    private final Map<Long, Order> byArrival = new LinkedHashMap<>();

    private long shownLots;

    void add(Order order) {
        byArrival.put(order.arrival, order);
        shownLots += order.shownLots;
    }

    void remove(Order order) {
        byArrival.remove(order.arrival);
        shownLots -= order.shownLots;
    }

    /** An order here shows more or, below 0, less than it did. */
    void changeShown(long lots) {
        shownLots += lots;
    }

    boolean isEmpty() {
        return byArrival.isEmpty();
    }

    Order first() {
        return orders().iterator().next();
    }

    Collection<Order> orders() {
        return byArrival.values();
    }

    Answer.Level summary(long priceTicks) {
        return new Answer.Level(priceTicks, shownLots, byArrival.size());
    }
}
