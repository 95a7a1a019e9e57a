package io.dsfm.sample.matching.ladder;

import io.dsfm.sample.matching.domain.CancelReason;
import io.dsfm.sample.matching.domain.Limits;
import io.dsfm.sample.matching.domain.ResultPublisher;

/** Triggers the waiting orders whose stop price was reached. */
final class Triggers {

    private final State state;
    private final ResultPublisher results;
    private final Effects effects;
    private final Matcher matcher;
    private final Incoming triggered = new Incoming();

    Triggers(State state, ResultPublisher results, Effects effects, Matcher matcher) {
        this.state = state;
        this.results = results;
        this.effects = effects;
        this.matcher = matcher;
    }

    /** Settles the symbol, as the last step of an input. */
    void settle(Book book, long nowNanos) {
        for (int count = 0; ; count++) {
            int order = nextReached(book);
            if (order == RecordPool.NONE) {
                closeRange(book);
                return;
            }
            if (count == Limits.MAX_TRIGGERS_PER_INPUT || matcher.metInInput() >= Limits.MAX_FILLS_PER_ORDER) {
                results.scheduleTimer(-book.symbolId, nowNanos);
                return;
            }
            trigger(book, order, nowNanos);
        }
    }

    private int nextReached(Book book) {
        int order = reached(book, book.waitingBuys);
        return order == RecordPool.NONE ? reached(book, book.waitingSells) : order;
    }

    private int reached(Book book, PriceLadder waiting) {
        int level = waiting.bestLevel();
        boolean isReached =
                level != RecordPool.NONE && book.isReached(waiting.side(), waiting.priceTicks(waiting.bestKey()));
        return isReached ? state.levels.first(level) : RecordPool.NONE;
    }

    private void closeRange(Book book) {
        if (book.hasRange()) {
            state.beforeChange(book);
            book.closeRange();
            state.afterChange(book);
        }
    }

    private void trigger(Book book, int order, long nowNanos) {
        state.orders.load(order, triggered);
        if (triggered.deadlineNanos > 0 && triggered.deadlineNanos <= nowNanos) {
            effects.cancelWhole(order, CancelReason.EXPIRED);
            return;
        }
        effects.leave(order);
        results.triggered(triggered.clientId, triggered.orderId, book.symbolId, triggered.side);
        triggered.comeIn();
        if (state.couldOverflow(triggered.leftLots)) {
            effects.cancelRest(triggered, book.symbolId, CancelReason.COUNTER_OVERFLOW);
        } else {
            matcher.match(book, triggered);
        }
    }
}
