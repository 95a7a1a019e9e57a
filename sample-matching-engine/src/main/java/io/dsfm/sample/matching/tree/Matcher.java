package io.dsfm.sample.matching.tree;

import io.dsfm.sample.matching.domain.CancelReason;
import io.dsfm.sample.matching.domain.Limits;
import io.dsfm.sample.matching.domain.ResultPublisher;
import io.dsfm.sample.matching.domain.SelfTrade;
import io.dsfm.sample.matching.domain.StateDigest;
import io.dsfm.sample.matching.domain.TimeInForce;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Matches incoming orders with the resting ones, and settles a symbol by triggering what was reached. */
final class Matcher {

    private final Orders orders;
    private final StateDigest digest;
    private final ResultPublisher results;

    long trades;
    long tradedLots;

    private long nowNanos;
    /** How many makers the incoming orders of this input have met. */
    private int metInInput;

    private long filledLots;
    private long restingLots;

    Matcher(Orders orders, StateDigest digest, ResultPublisher results) {
        this.orders = orders;
        this.digest = digest;
        this.results = results;
    }

    /** An input begins. */
    void begin(long newNowNanos) {
        nowNanos = newNowNanos;
        metInInput = 0;
    }

    /** How many lots of the last incoming order have traded. */
    long filledLots() {
        return filledLots;
    }

    /** How many lots of the last incoming order have entered the book. */
    long restingLots() {
        return restingLots;
    }

    /** Matches an incoming order; what is left of it enters the book or is cancelled. */
    void match(Order incoming, TimeInForce timeInForce) {
        filledLots = 0;
        restingLots = 0;
        if (timeInForce == TimeInForce.FOK && !wouldTradeWhole(incoming)) {
            cancelLeft(incoming, CancelReason.FILL_OR_KILL);
            return;
        }
        CancelReason stopped = trade(incoming);
        if (incoming.leftLots == 0) {
            return;
        }
        if (stopped != null) {
            cancelLeft(incoming, stopped);
        } else if (timeInForce.mayRest()) {
            restingLots = incoming.leftLots;
            orders.enter(incoming);
        } else {
            cancelLeft(incoming, CancelReason.IMMEDIATE_OR_CANCEL);
        }
    }

    private void cancelLeft(Order incoming, CancelReason reason) {
        orders.tellCancelled(incoming, reason, incoming.leftLots, 0);
    }

    /** Trades until nothing is left or no maker can trade, giving null, or until a rule stops it, giving that. */
    private @Nullable CancelReason trade(Order incoming) {
        Queues makers = incoming.book.side(incoming.side.opposite());
        int met = 0;
        Order maker = makers.first();
        while (incoming.leftLots > 0
                && maker != null
                && incoming.side.crosses(incoming.limitTicks(), maker.priceTicks)) {
            if (met == Limits.MAX_FILLS_PER_ORDER) {
                return CancelReason.FILL_LIMIT;
            }
            boolean isOwn = maker.key.clientId() == incoming.key.clientId();
            if (maker.isExpired(nowNanos)) {
                orders.cancel(maker, CancelReason.EXPIRED);
            } else if (isOwn && incoming.selfTrade == SelfTrade.CANCEL_NEWEST) {
                return CancelReason.SELF_TRADE;
            } else if (isOwn && incoming.selfTrade == SelfTrade.CANCEL_OLDEST) {
                orders.cancel(maker, CancelReason.SELF_TRADE);
            } else {
                tradeWith(maker, incoming);
            }
            met++;
            metInInput++;
            maker = makers.first();
        }
        return null;
    }

    private void tradeWith(Order maker, Order incoming) {
        Book book = maker.book;
        long lots = Math.min(incoming.leftLots, maker.shownLots);
        incoming.leftLots -= lots;
        filledLots += lots;
        trades++;
        tradedLots += lots;
        digest.removeSymbol(book.digest());
        book.traded(maker.priceTicks, lots);
        digest.addSymbol(book.digest());
        orders.trade(maker, lots);
        results.maker(maker.key.clientId(), maker.key.orderId(), maker.leftLots).filled(maker.priceTicks, lots, trades);
    }

    /** Whether {@link #trade} would leave nothing of the order, which this finds out without changing anything. */
    private boolean wouldTradeWhole(Order incoming) {
        long leftLots = incoming.leftLots;
        int met = 0;
        Map<Long, Level> makers = incoming.book.side(incoming.side.opposite()).levels();
        for (Map.Entry<Long, Level> level : makers.entrySet()) {
            if (!incoming.side.crosses(incoming.limitTicks(), level.getKey())) {
                return false;
            }
            Iterator<Order> first = level.getValue().iterator();
            Queue<Replenished> behind = new ArrayDeque<>();
            while (first.hasNext() || !behind.isEmpty()) {
                if (met++ == Limits.MAX_FILLS_PER_ORDER) {
                    return false;
                }
                Replenished again = null;
                if (first.hasNext()) {
                    Order maker = first.next();
                    boolean isOwn = maker.key.clientId() == incoming.key.clientId();
                    if (maker.isExpired(nowNanos) || isOwn && incoming.selfTrade == SelfTrade.CANCEL_OLDEST) {
                        continue;
                    }
                    if (isOwn && incoming.selfTrade == SelfTrade.CANCEL_NEWEST) {
                        return false;
                    }
                    leftLots -= maker.shownLots;
                    again = new Replenished(maker.leftLots - maker.shownLots, maker.displayLots);
                } else {
                    Replenished maker = behind.remove();
                    leftLots -= maker.shownLots();
                    again = new Replenished(maker.leftLots - maker.shownLots(), maker.displayLots);
                }
                if (leftLots <= 0) {
                    return true;
                }
                if (again.leftLots > 0) {
                    behind.add(again);
                }
            }
        }
        return false;
    }

    /** An iceberg order as it would be, behind all others at its price. */
    private record Replenished(long leftLots, long displayLots) {
        long shownLots() {
            return Math.min(leftLots, displayLots);
        }
    }

    /** Triggers waiting orders until none is reached or the input has done as much as one may. */
    void settle(Book book) {
        int triggered = 0;
        for (Order next = book.nextReached(); next != null; next = book.nextReached()) {
            if (triggered == Limits.MAX_TRIGGERS_PER_INPUT || metInInput >= Limits.MAX_FILLS_PER_ORDER) {
                results.scheduleTimer(timerId(book), nowNanos);
                return;
            }
            triggered++;
            if (next.isExpired(nowNanos)) {
                orders.cancel(next, CancelReason.EXPIRED);
            } else {
                orders.leave(next);
                trigger(next);
            }
        }
        if (!book.isSettled()) {
            digest.removeSymbol(book.digest());
            book.settled();
            digest.addSymbol(book.digest());
        }
    }

    /** The timer by which a symbol goes on with what one input could not finish. */
    static long timerId(Book book) {
        return -book.symbolId;
    }

    /** Tells that the order, which is in no queue, is triggered, and matches it: with a price it may rest, else not. */
    void trigger(Order order) {
        order.stopPriceTicks = 0;
        results.triggered(order.key.clientId(), order.key.orderId(), order.book.symbolId, order.side);
        if (tradedLots > Long.MAX_VALUE - order.leftLots) {
            cancelLeft(order, CancelReason.COUNTER_OVERFLOW);
        } else {
            match(order, order.priceTicks == 0 ? TimeInForce.IOC : TimeInForce.DAY);
        }
    }
}
