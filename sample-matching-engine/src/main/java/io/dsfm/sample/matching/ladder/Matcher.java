package io.dsfm.sample.matching.ladder;

import io.dsfm.sample.matching.domain.CancelReason;
import io.dsfm.sample.matching.domain.Limits;
import io.dsfm.sample.matching.domain.ResultPublisher;
import io.dsfm.sample.matching.domain.SelfTrade;

/**
 * Matches incoming orders with the book, one at a time, and lets enter or cancels what is left.
 *
 * <p>Threading: one thread.
 */
final class Matcher {

    private final State state;
    private final ResultPublisher results;
    private final Effects effects;
    private final FillOrKill fillOrKill;
    private long nowNanos;
    private int metInInput;

    Matcher(State state, ResultPublisher results, Effects effects) {
        this.state = state;
        this.results = results;
        this.effects = effects;
        fillOrKill = new FillOrKill(state);
    }

    /** An input comes, at the given time. */
    void begin(long now) {
        nowNanos = now;
        metInInput = 0;
    }

    /** How many makers all incoming orders of this input have met. */
    int metInInput() {
        return metInInput;
    }

    /** Matches an order whose event was given. */
    void match(Book book, Incoming incoming) {
        PriceLadder makers = book.makers(incoming.side);
        long limitTicks = incoming.priceTicks;
        if (limitTicks == 0) {
            limitTicks = switch (incoming.side) {
                case BUY -> book.terms().highestTicks();
                case SELL -> book.terms().lowestTicks();
            };
        }
        long limitKey = makers.key(limitTicks);
        if (incoming.isFillOrKill && !fillOrKill.tradesWhole(incoming, makers, limitKey, nowNanos)) {
            effects.cancelRest(incoming, book.symbolId, CancelReason.FILL_OR_KILL);
            return;
        }
        trade(book, incoming, makers, limitKey);
        if (incoming.leftLots > 0) {
            if (incoming.mayRest) {
                effects.enter(book.ladder(incoming.side), incoming);
            } else {
                effects.cancelRest(incoming, book.symbolId, CancelReason.IMMEDIATE_OR_CANCEL);
            }
        }
    }

    /** Whether an order that rests with this price would trade at once with what is on the ladder. */
    static boolean wouldTrade(PriceLadder makers, long priceTicks) {
        return makers.bestLevel() != RecordPool.NONE && makers.bestKey() >= makers.key(priceTicks);
    }

    private void trade(Book book, Incoming incoming, PriceLadder makers, long limitKey) {
        int met = 0;
        boolean hasTraded = false;
        while (incoming.leftLots > 0 && makers.bestLevel() != RecordPool.NONE && makers.bestKey() >= limitKey) {
            if (met == Limits.MAX_FILLS_PER_ORDER) {
                effects.cancelRest(incoming, book.symbolId, CancelReason.FILL_LIMIT);
                break;
            }
            int maker = state.levels.first(makers.bestLevel());
            long[] page = state.records.orders.page(maker);
            int offset = RecordPool.offset(maker);
            boolean isExtended = OrderRecords.isExtended(page, offset);
            if (isExtended && isExpired(maker)) {
                effects.cancelWhole(maker, CancelReason.EXPIRED);
            } else if (isOwn(maker, incoming)) {
                if (incoming.selfTrade == SelfTrade.CANCEL_NEWEST) {
                    effects.cancelRest(incoming, book.symbolId, CancelReason.SELF_TRADE);
                    break;
                }
                effects.cancelWhole(maker, CancelReason.SELF_TRADE);
            } else {
                if (!hasTraded) {
                    state.beforeChange(book);
                    hasTraded = true;
                }
                long clientId = page[offset + OrderRecords.CLIENT_ID];
                long orderId = page[offset + OrderRecords.ORDER_ID];
                long priceTicks = makers.priceTicks(makers.bestKey());
                long leftLots = (int) page[offset + OrderRecords.LOTS];
                long shownLots = isExtended ? state.records.shownLots(page, offset) : leftLots;
                long lots = Math.min(incoming.leftLots, shownLots);
                leftLots -= lots;
                incoming.leftLots -= lots;
                incoming.filledLots += lots;
                long number = state.nextTrade(lots);
                book.traded(priceTicks, lots);
                if (leftLots > 0 || isExtended) {
                    tradePart(maker, leftLots, shownLots - lots);
                } else {
                    state.orders.removeFirst(makers, maker);
                }
                results.maker(clientId, orderId, leftLots).filled(priceTicks, lots, number);
            }
            met++;
        }
        metInInput += met;
        if (hasTraded) {
            state.afterChange(book);
        }
    }

    private boolean isExpired(int maker) {
        long deadlineNanos = state.records.extra(maker, OrderRecords.DEADLINE_NANOS);
        return deadlineNanos > 0 && deadlineNanos <= nowNanos;
    }

    private boolean isOwn(int maker, Incoming incoming) {
        return incoming.selfTrade != SelfTrade.ALLOWED
                && state.records.get(maker, OrderRecords.CLIENT_ID) == incoming.clientId;
    }

    /** A maker that has something left, or an extension, has traded. */
    private void tradePart(int maker, long leftLots, long shownLots) {
        if (leftLots == 0) {
            effects.leave(maker);
        } else if (shownLots == 0) {
            state.orders.replenish(maker, leftLots, state.nextArrival());
        } else {
            state.orders.change(maker, leftLots, shownLots);
        }
    }
}
