package io.dsfm.sample.matching.naive;

import io.dsfm.sample.matching.domain.CancelReason;
import io.dsfm.sample.matching.domain.Limits;
import io.dsfm.sample.matching.domain.ResultPublisher;
import io.dsfm.sample.matching.domain.SelfTrade;
import io.dsfm.sample.matching.domain.Side;
import io.dsfm.sample.matching.domain.TimeInForce;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Matching, settling and cancelling, as far as one input goes. */
final class NaiveMatching {

    private final NaiveState state;
    private final ResultPublisher publisher;
    private final long nowNanos;
    /** Makers met by all incoming orders of the input together. */
    private long met;

    private int triggered;

    /** What became of an incoming order before settling. */
    record Outcome(long filledLots, long restingLots, long cancelledLots) {}

    NaiveMatching(NaiveState state, ResultPublisher publisher, long nowNanos) {
        this.state = state;
        this.publisher = publisher;
        this.nowNanos = nowNanos;
    }

    void enter(NaiveSymbol symbol, NaiveOrder order) {
        order.arrival = ++state.placings;
        order.shownLots = order.isIceberg() && !order.isWaiting() ? Math.min(order.displayLots, order.leftLots) : 0;
        symbol.orders.add(order);
        if (order.deadlineNanos > 0) {
            publisher.scheduleTimer(order.timerId, order.deadlineNanos);
        }
    }

    void leave(NaiveSymbol symbol, NaiveOrder order) {
        symbol.orders.remove(order);
        if (order.deadlineNanos > 0) {
            publisher.cancelTimer(order.timerId);
        }
    }

    /** Of all that is left of an order that has left, or never entered. */
    void cancelWhole(NaiveOrder order, CancelReason reason) {
        publisher
                .order(order.key.clientId(), order.key.orderId(), order.symbolId, order.side)
                .cancelled(reason, order.leftLots, 0);
    }

    /** Matches an incoming order; it enters, or what is left of it is cancelled. */
    Outcome match(NaiveSymbol symbol, NaiveOrder taker, TimeInForce timeInForce) {
        long quantityLots = taker.leftLots;
        if (timeInForce == TimeInForce.FOK && !wouldFillWhole(symbol, taker)) {
            cancelWhole(taker, CancelReason.FILL_OR_KILL);
            return new Outcome(0, 0, quantityLots);
        }
        CancelReason reason = matchLots(symbol, taker);
        long filledLots = quantityLots - taker.leftLots;
        if (taker.leftLots == 0) {
            return new Outcome(filledLots, 0, 0);
        }
        if (reason == null && taker.priceTicks > 0 && timeInForce.mayRest()) {
            enter(symbol, taker);
            return new Outcome(filledLots, taker.leftLots, 0);
        }
        cancelWhole(taker, reason == null ? CancelReason.IMMEDIATE_OR_CANCEL : reason);
        return new Outcome(filledLots, 0, taker.leftLots);
    }

    private static long limitTicks(NaiveSymbol symbol, NaiveOrder taker) {
        if (taker.priceTicks > 0) {
            return taker.priceTicks;
        }
        return taker.side == Side.BUY ? symbol.terms.highestTicks() : symbol.terms.lowestTicks();
    }

    /** Gives why what is left is cancelled, or null if it is not. */
    private @Nullable CancelReason matchLots(NaiveSymbol symbol, NaiveOrder taker) {
        long limitTicks = limitTicks(symbol, taker);
        int ownMet = 0;
        while (taker.leftLots > 0) {
            List<NaiveOrder> makers = symbol.resting(taker.side.opposite());
            if (makers.isEmpty() || !taker.side.crosses(limitTicks, makers.get(0).priceTicks)) {
                return null;
            }
            NaiveOrder maker = makers.get(0);
            if (ownMet == Limits.MAX_FILLS_PER_ORDER) {
                return CancelReason.FILL_LIMIT;
            }
            boolean isOwn = maker.key.clientId() == taker.key.clientId();
            if (maker.isExpired(nowNanos)) {
                leave(symbol, maker);
                cancelWhole(maker, CancelReason.EXPIRED);
            } else if (isOwn && taker.selfTrade == SelfTrade.CANCEL_NEWEST) {
                return CancelReason.SELF_TRADE;
            } else if (isOwn && taker.selfTrade == SelfTrade.CANCEL_OLDEST) {
                leave(symbol, maker);
                cancelWhole(maker, CancelReason.SELF_TRADE);
            } else {
                trade(symbol, taker, maker);
            }
            ownMet++;
            met++;
        }
        return null;
    }

    private void trade(NaiveSymbol symbol, NaiveOrder taker, NaiveOrder maker) {
        long lots = Math.min(taker.leftLots, maker.shown());
        taker.leftLots -= lots;
        maker.leftLots -= lots;
        maker.shownLots -= maker.isIceberg() ? lots : 0;
        state.trades++;
        state.tradedLots += lots;
        symbol.onTrade(maker.priceTicks, lots);
        if (maker.leftLots == 0) {
            leave(symbol, maker);
        } else if (maker.isIceberg() && maker.shownLots == 0) {
            maker.shownLots = Math.min(maker.displayLots, maker.leftLots);
            maker.arrival = ++state.placings;
        }
        publisher
                .maker(maker.key.clientId(), maker.key.orderId(), maker.leftLots)
                .filled(maker.priceTicks, lots, state.trades);
    }

    /** Tries on a copy of the other side. */
    private boolean wouldFillWhole(NaiveSymbol symbol, NaiveOrder taker) {
        long limitTicks = limitTicks(symbol, taker);
        NaiveSymbol copy = new NaiveSymbol(symbol.symbolId, symbol.name);
        symbol.resting(taker.side.opposite()).forEach(order -> copy.orders.add(order.copy()));
        long leftLots = taker.leftLots;
        long arrivals = state.placings;
        for (int ownMet = 0; leftLots > 0; ownMet++) {
            List<NaiveOrder> makers = copy.resting(taker.side.opposite());
            if (makers.isEmpty()
                    || !taker.side.crosses(limitTicks, makers.get(0).priceTicks)
                    || ownMet == Limits.MAX_FILLS_PER_ORDER) {
                return false;
            }
            NaiveOrder maker = makers.get(0);
            boolean isOwn = maker.key.clientId() == taker.key.clientId();
            if (maker.isExpired(nowNanos)) {
                copy.orders.remove(maker);
            } else if (isOwn && taker.selfTrade == SelfTrade.CANCEL_NEWEST) {
                return false;
            } else if (isOwn && taker.selfTrade == SelfTrade.CANCEL_OLDEST) {
                copy.orders.remove(maker);
            } else {
                long lots = Math.min(leftLots, maker.shown());
                leftLots -= lots;
                maker.leftLots -= lots;
                maker.shownLots -= maker.isIceberg() ? lots : 0;
                if (maker.leftLots == 0) {
                    copy.orders.remove(maker);
                } else if (maker.isIceberg() && maker.shownLots == 0) {
                    maker.shownLots = Math.min(maker.displayLots, maker.leftLots);
                    maker.arrival = ++arrivals;
                }
            }
        }
        return true;
    }

    /** Triggers an order that does not wait, or not any more. */
    Outcome trigger(NaiveSymbol symbol, NaiveOrder order) {
        publisher.triggered(order.key.clientId(), order.key.orderId(), order.symbolId, order.side);
        order.stopPriceTicks = 0;
        return match(symbol, order, order.priceTicks > 0 ? TimeInForce.DAY : TimeInForce.IOC);
    }

    void settle(NaiveSymbol symbol) {
        while (true) {
            NaiveOrder next = nextReached(symbol);
            if (next == null) {
                symbol.onSettled();
                return;
            }
            if (triggered == Limits.MAX_TRIGGERS_PER_INPUT || met >= Limits.MAX_FILLS_PER_ORDER) {
                publisher.scheduleTimer(-symbol.symbolId, nowNanos);
                return;
            }
            triggered++;
            leave(symbol, next);
            if (next.isExpired(nowNanos)) {
                cancelWhole(next, CancelReason.EXPIRED);
            } else if (state.tradedLots > Long.MAX_VALUE - next.leftLots) {
                publisher.triggered(next.key.clientId(), next.key.orderId(), next.symbolId, next.side);
                cancelWhole(next, CancelReason.COUNTER_OVERFLOW);
            } else {
                trigger(symbol, next);
            }
        }
    }

    private static @Nullable NaiveOrder nextReached(NaiveSymbol symbol) {
        for (Side side : List.of(Side.BUY, Side.SELL)) {
            for (NaiveOrder order : symbol.waiting(side)) {
                if (symbol.isReached(side, order.stopPriceTicks)) {
                    return order;
                }
            }
        }
        return null;
    }

    /** Cancels the first of these orders, as many as one input may; gives how many. */
    long cancelFirst(List<NaiveOrder> orders, CancelReason reason) {
        List<NaiveOrder> first = orders.subList(0, Math.min(orders.size(), Limits.MAX_CANCELS_PER_INPUT));
        for (NaiveOrder order : first) {
            NaiveSymbol symbol = state.symbols.get(order.symbolId);
            leave(Objects.requireNonNull(symbol), order);
            cancelWhole(order, reason);
        }
        return first.size();
    }

    /** One step of closing; gives how many orders were cancelled. */
    long close(NaiveSymbol symbol) {
        long cancelled = cancelFirst(symbol.canonical(), CancelReason.SYMBOL_CLOSED);
        if (!symbol.orders.isEmpty()) {
            publisher.scheduleTimer(-symbol.symbolId, nowNanos);
        }
        return cancelled;
    }
}
