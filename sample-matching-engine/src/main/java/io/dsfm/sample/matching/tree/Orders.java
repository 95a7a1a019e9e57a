package io.dsfm.sample.matching.tree;

import io.dsfm.sample.matching.domain.CancelReason;
import io.dsfm.sample.matching.domain.OrderKey;
import io.dsfm.sample.matching.domain.ResultPublisher;
import io.dsfm.sample.matching.domain.StateDigest;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All orders that rest or wait, and how they enter, change and leave: with their timers, in the digest, and told to the
 * feed.
 *
 * <p>Invariants: an order is in both maps, in the queues of its book and in the digest, or nowhere; in the map by timer
 * only if it has a deadline.
 */
final class Orders {

    private final StateDigest digest;
    private final ResultPublisher results;
    private final FeedRecorder feed;
    /** For look-up only: never iterated for a result. */
    private final Map<OrderKey, Order> byKey = new HashMap<>();

    private final Map<Long, Order> byTimer = new HashMap<>();
    private long placings;

    Orders(StateDigest digest, ResultPublisher results, FeedRecorder feed) {
        this.digest = digest;
        this.results = results;
        this.feed = feed;
    }

    @Nullable
    Order find(OrderKey key) {
        return byKey.get(key);
    }

    @Nullable
    Order ofTimer(long timerId) {
        return byTimer.get(timerId);
    }

    int count() {
        return byKey.size();
    }

    long placings() {
        return placings;
    }

    void clear(long newPlacings) {
        byKey.clear();
        byTimer.clear();
        placings = newPlacings;
    }

    /** The order takes a place at the end of a queue, of its book or among the waiting ones. */
    void enter(Order order) {
        order.arrival = ++placings;
        if (!order.isWaiting()) {
            order.show();
        }
        insert(order);
        if (order.hasDeadline()) {
            results.scheduleTimer(order.timerId, order.deadlineNanos);
        }
    }

    /** Puts an order to the place that it has: all its fields are known. */
    void insert(Order order) {
        feed.beforeChange(order);
        order.book.queues(order).add(order);
        byKey.put(order.key, order);
        if (order.hasDeadline()) {
            byTimer.put(order.timerId, order);
        }
        digest.add(order.digest());
    }

    /** The order rests or waits no more. */
    void leave(Order order) {
        remove(order);
        if (order.hasDeadline()) {
            results.cancelTimer(order.timerId);
        }
    }

    private void remove(Order order) {
        feed.beforeChange(order);
        digest.remove(order.digest());
        order.book.queues(order).remove(order);
        byKey.remove(order.key);
        if (order.hasDeadline()) {
            byTimer.remove(order.timerId, order);
        }
    }

    /** The order leaves, and all that is left of it is cancelled. */
    void cancel(Order order, CancelReason reason) {
        leave(order);
        tellCancelled(order, reason, order.leftLots, 0);
    }

    /** As {@link #cancel}, when the timer of its deadline has fired. */
    void expire(Order order) {
        remove(order);
        tellCancelled(order, CancelReason.EXPIRED, order.leftLots, 0);
    }

    /** Takes lots away from an order, of which some are left; it keeps its place. */
    void takeAway(Order order, long lots) {
        feed.beforeChange(order);
        digest.remove(order.digest());
        long shownLots = order.shownLots;
        order.takeAway(lots);
        order.book.queues(order).changeShown(order, order.shownLots - shownLots);
        digest.add(order.digest());
    }

    /** Takes lots that have traded from what a resting order shows: it leaves, is replenished, or keeps its place. */
    void trade(Order maker, long lots) {
        if (lots == maker.leftLots) {
            leave(maker);
            maker.leftLots = 0;
            return;
        }
        feed.beforeChange(maker);
        digest.remove(maker.digest());
        Queues queues = maker.book.queues(maker);
        if (lots < maker.shownLots) {
            maker.leftLots -= lots;
            maker.shownLots -= lots;
            queues.changeShown(maker, -lots);
        } else {
            queues.remove(maker);
            maker.leftLots -= lots;
            maker.arrival = ++placings;
            maker.show();
            queues.add(maker);
        }
        digest.add(maker.digest());
    }

    void tellCancelled(Order order, CancelReason reason, long takenLots, long leftLots) {
        results.order(order.key.clientId(), order.key.orderId(), order.book.symbolId, order.side)
                .cancelled(reason, takenLots, leftLots);
    }

    /** Walks the maps and throws if one holds more or other than the books do. */
    void validate(Iterable<Order> inBooks) {
        int walked = 0;
        int timers = 0;
        for (Order order : inBooks) {
            Validation.check(byKey.get(order.key) == order, "an order is not to be found", order.key);
            walked++;
            if (order.hasDeadline()) {
                Validation.check(byTimer.get(order.timerId) == order, "a timer finds no order", order.timerId);
                timers++;
            }
        }
        Validation.check(walked == byKey.size(), "orders are in no book", byKey.size());
        Validation.check(timers == byTimer.size(), "timers are of no order", byTimer.size());
    }
}
