package io.dsfm.sample.matching.tree;

import io.dsfm.sample.matching.domain.OrderKey;
import io.dsfm.sample.matching.domain.Side;
import io.dsfm.sample.matching.domain.StateDigest;

/** A resting order. Only {@link #leftLots} changes, and only downwards; an order with nothing left is in no book. */
final class Order {

    final OrderKey key;
    final Book book;
    final Side side;
    final long priceTicks;
    /** The number of orders accepted up to and with this one: its place in the queue at its price. */
    final long arrival;

    long leftLots;

    Order(OrderKey key, Book book, Side side, long priceTicks, long arrival, long leftLots) {
        this.key = key;
        this.book = book;
        this.side = side;
        this.priceTicks = priceTicks;
        this.arrival = arrival;
        this.leftLots = leftLots;
    }

    long digest() {
        long identity = StateDigest.identity(book.symbolId, side, key.clientId(), key.orderId(), priceTicks, arrival);
        return StateDigest.order(identity, leftLots);
    }
}
