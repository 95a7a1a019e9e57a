package io.dsfm.sample.matching.ladder;

import io.dsfm.sample.matching.domain.CancelReason;
import io.dsfm.sample.matching.domain.ResultPublisher;
import io.dsfm.sample.matching.domain.Side;

/**
 * How orders leave and enter, with the calls of their timers and the event that tells why, and how the results of an input
 * end.
 */
record Effects(State state, ResultPublisher results) {

    /** The order leaves, for another reason than the firing of its timer. */
    void leave(int order) {
        long timerId = state.records.extra(order, OrderRecords.TIMER_ID);
        if (timerId > 0) {
            results.cancelTimer(timerId);
        }
        state.orders.remove(order);
    }

    /** The order enters the ladder with a new arrival. */
    void enter(PriceLadder ladder, Incoming incoming) {
        prepare(incoming);
        state.orders.add(ladder, incoming);
        if (incoming.timerId > 0) {
            results.scheduleTimer(incoming.timerId, incoming.deadlineNanos);
        }
    }

    /** The order, which was loaded, leaves and enters its ladder again with the price and the lots that it has been given. */
    void move(int order, int symbolId, Incoming incoming) {
        if (incoming.timerId > 0) {
            results.cancelTimer(incoming.timerId);
        }
        results.replaced(symbolId, incoming.side, false);
        prepare(incoming);
        state.orders.move(order, incoming);
        if (incoming.timerId > 0) {
            results.scheduleTimer(incoming.timerId, incoming.deadlineNanos);
        }
    }

    private void prepare(Incoming incoming) {
        incoming.arrival = state.nextArrival();
        incoming.shownLots = Math.min(incoming.displayLots, incoming.leftLots);
        incoming.restingLots = incoming.leftLots;
    }

    /** The order leaves and is cancelled whole. */
    void cancelWhole(int order, CancelReason reason) {
        cancelWhole(order, reason, false);
    }

    /** The order, whose timer fired, leaves and is cancelled whole. */
    void expire(int order) {
        cancelWhole(order, CancelReason.EXPIRED, true);
    }

    private void cancelWhole(int order, CancelReason reason, boolean hasTimerFired) {
        OrderRecords records = state.records;
        Orders orders = state.orders;
        long clientId = records.get(order, OrderRecords.CLIENT_ID);
        long orderId = records.get(order, OrderRecords.ORDER_ID);
        long leftLots = records.leftLots(order);
        PriceLadder ladder = orders.ladderOf(order);
        int symbolId = ladder.symbolId();
        Side side = ladder.side();
        if (hasTimerFired) {
            orders.remove(order);
        } else {
            leave(order);
        }
        results.order(clientId, orderId, symbolId, side).cancelled(reason, leftLots, 0);
    }

    /** What is left of an order that is in no place is cancelled. */
    void cancelRest(Incoming incoming, int symbolId, CancelReason reason) {
        incoming.cancelledLots = incoming.leftLots;
        results.order(incoming.clientId, incoming.orderId, symbolId, incoming.side)
                .cancelled(reason, incoming.leftLots, 0);
        incoming.leftLots = 0;
    }

    /** Ends the results of an accepted command: the feed, then the reply. */
    void reply(int symbolId, long filledLots, long restingLots, long cancelledLots) {
        state.changes.tell(results);
        results.reply(symbolId, filledLots, restingLots, cancelledLots);
    }

    /** Ends the results of a command that brought an order in. */
    void reply(int symbolId, Incoming incoming) {
        reply(symbolId, incoming.filledLots, incoming.restingLots, incoming.cancelledLots);
    }
}
