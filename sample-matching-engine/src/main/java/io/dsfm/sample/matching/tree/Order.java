package io.dsfm.sample.matching.tree;

import io.dsfm.sample.matching.domain.NewOrder;
import io.dsfm.sample.matching.domain.OrderFlags;
import io.dsfm.sample.matching.domain.OrderKey;
import io.dsfm.sample.matching.domain.OrderType;
import io.dsfm.sample.matching.domain.SelfTrade;
import io.dsfm.sample.matching.domain.Side;
import io.dsfm.sample.matching.domain.StateDigest;
import org.jspecify.annotations.Nullable;

/**
 * An order: incoming, resting or waiting.
 *
 * <p>Invariants: while it is resting or waiting something is left of it; while it rests, some of that is shown, all of it
 * unless it is an iceberg order; while it waits, it has a stop price and nothing is shown.
 */
final class Order {

    final OrderKey key;
    final Book book;
    final Side side;
    /** {@link NewOrder#NO_PRICE} for an order that is a market order, or will be one. */
    final long priceTicks;

    final SelfTrade selfTrade;
    final boolean isPostOnly;
    final long displayLots;
    final long deadlineNanos;
    /** The timer of the deadline; 0 without one. */
    final long timerId;

    /** {@link NewOrder#NO_PRICE} unless the order waits for it. */
    long stopPriceTicks;
    /** The order's place in time, given whenever it takes a place at the end of a queue. */
    long arrival;

    long leftLots;
    long shownLots;

    /** Where it rests or waits, and its neighbours there; its level keeps these. */
    @Nullable
    Level level;

    @Nullable
    Order before;

    @Nullable
    Order behind;

    /** Takes the terms of a command. */
    Order(OrderKey key, Book book, NewOrder terms, long number) {
        this(
                key,
                book,
                terms.side(),
                terms.priceTicks(),
                OrderFlags.of(terms.selfTrade(), terms.type() == OrderType.POST_ONLY),
                terms.displayLots(),
                terms.deadlineNanos(),
                terms.deadlineNanos() == NewOrder.NO_DEADLINE ? 0 : number);
        stopPriceTicks = terms.stopPriceTicks();
        leftLots = terms.quantityLots();
    }

    Order(
            OrderKey key,
            Book book,
            Side side,
            long priceTicks,
            int flags,
            long displayLots,
            long deadlineNanos,
            long timerId) {
        this.key = key;
        this.book = book;
        this.side = side;
        this.priceTicks = priceTicks;
        this.selfTrade = OrderFlags.selfTrade(flags);
        this.isPostOnly = OrderFlags.isPostOnly(flags);
        this.displayLots = displayLots;
        this.deadlineNanos = deadlineNanos;
        this.timerId = timerId;
    }

    /** The order that comes in when this one is replaced. */
    Order replacement(long newPriceTicks, long quantityLots) {
        Order order = new Order(key, book, side, newPriceTicks, flags(), displayLots, deadlineNanos, timerId);
        order.leftLots = quantityLots;
        return order;
    }

    boolean isWaiting() {
        return stopPriceTicks != NewOrder.NO_PRICE;
    }

    boolean hasDeadline() {
        return deadlineNanos != NewOrder.NO_DEADLINE;
    }

    boolean isExpired(long nowNanos) {
        return hasDeadline() && deadlineNanos <= nowNanos;
    }

    int flags() {
        return OrderFlags.of(selfTrade, isPostOnly);
    }

    /** The worst price that the order trades at: without a price of its own, the end of the band. */
    long limitTicks() {
        if (priceTicks != NewOrder.NO_PRICE) {
            return priceTicks;
        }
        return side == Side.BUY ? book.terms.highestTicks() : book.terms.lowestTicks();
    }

    /** Shows as much as the order may show. */
    void show() {
        shownLots = displayLots == NewOrder.DISPLAY_ALL ? leftLots : Math.min(displayLots, leftLots);
    }

    /** Takes lots away without a trade: hidden ones first. */
    void takeAway(long lots) {
        leftLots -= lots;
        shownLots = Math.min(shownLots, leftLots);
    }

    long digest() {
        long identity = StateDigest.identity(book.symbolId, side, key.clientId(), key.orderId(), priceTicks, arrival);
        long extension = StateDigest.extension(flags(), stopPriceTicks, displayLots, deadlineNanos, timerId);
        return StateDigest.order(identity + extension, leftLots, isWaiting() ? 0 : leftLots - shownLots);
    }
}
