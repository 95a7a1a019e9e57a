package io.dsfm.sample.matching.naive;

import io.dsfm.sample.matching.domain.OrderFlags;
import io.dsfm.sample.matching.domain.OrderKey;
import io.dsfm.sample.matching.domain.SelfTrade;
import io.dsfm.sample.matching.domain.Side;
import io.dsfm.sample.matching.domain.StateDigest;

/** An order that is being matched, rests, or waits for its stop price. */
final class NaiveOrder {

    final OrderKey key;
    final int symbolId;
    final Side side;
    final SelfTrade selfTrade;
    final boolean isPostOnly;
    final long displayLots;
    final long deadlineNanos;
    final long timerId;
    /** 0 for none. */
    long priceTicks;
    /** 0 as soon as the order has been triggered, and for one that never waits. */
    long stopPriceTicks;

    long leftLots;
    /** Of an iceberg order that rests. */
    long shownLots;

    long arrival;

    NaiveOrder(
            OrderKey key,
            int symbolId,
            Side side,
            SelfTrade selfTrade,
            boolean isPostOnly,
            long displayLots,
            long deadlineNanos,
            long timerId) {
        this.key = key;
        this.symbolId = symbolId;
        this.side = side;
        this.selfTrade = selfTrade;
        this.isPostOnly = isPostOnly;
        this.displayLots = displayLots;
        this.deadlineNanos = deadlineNanos;
        this.timerId = timerId;
    }

    NaiveOrder copy() {
        NaiveOrder copy =
                new NaiveOrder(key, symbolId, side, selfTrade, isPostOnly, displayLots, deadlineNanos, timerId);
        copy.priceTicks = priceTicks;
        copy.stopPriceTicks = stopPriceTicks;
        copy.leftLots = leftLots;
        copy.shownLots = shownLots;
        copy.arrival = arrival;
        return copy;
    }

    boolean isWaiting() {
        return stopPriceTicks > 0;
    }

    boolean isIceberg() {
        return displayLots > 0;
    }

    boolean isExpired(long nowNanos) {
        return deadlineNanos > 0 && deadlineNanos <= nowNanos;
    }

    /** What the book shows of it. */
    long shown() {
        if (isWaiting()) {
            return 0;
        }
        return isIceberg() ? shownLots : leftLots;
    }

    int flags() {
        return OrderFlags.of(selfTrade, isPostOnly);
    }

    long digest() {
        long identity = StateDigest.identity(symbolId, side, key.clientId(), key.orderId(), priceTicks, arrival);
        long extension = StateDigest.extension(flags(), stopPriceTicks, displayLots, deadlineNanos, timerId);
        long hiddenLots = isIceberg() && !isWaiting() ? leftLots - shownLots : 0;
        return StateDigest.order(identity + extension, leftLots, hiddenLots);
    }
}
