package io.dsfm.sample.matching.tree;

import io.dsfm.sample.matching.domain.Answer;
import java.util.Collection;
import java.util.TreeMap;

/** The orders of one side at one price, in the order of arrival. Never empty while it is in a book. */
final class Level {

    private final TreeMap<Long, Order> byArrival = new TreeMap<>();

    void add(Order order) {
        byArrival.put(order.arrival, order);
    }

    void remove(Order order) {
        byArrival.remove(order.arrival);
    }

    boolean isEmpty() {
        return byArrival.isEmpty();
    }

    /** The order that trades first. */
    Order first() {
        return byArrival.firstEntry().getValue();
    }

    Collection<Order> orders() {
        return byArrival.values();
    }

    Answer.Level summary() {
        long lots = 0;
        for (Order order : byArrival.values()) {
            lots += order.leftLots;
        }
        return new Answer.Level(first().priceTicks, lots, byArrival.size());
    }
}
