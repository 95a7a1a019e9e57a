package io.dsfm.sample.matching.ladder;

import io.dsfm.sample.matching.domain.CommandDecoder;
import io.dsfm.sample.matching.domain.OrderFlags;
import io.dsfm.sample.matching.domain.OrderType;
import io.dsfm.sample.matching.domain.SelfTrade;
import io.dsfm.sample.matching.domain.Side;
import io.dsfm.sample.matching.domain.SnapshotReader;
import io.dsfm.sample.matching.domain.TimeInForce;

/**
 * An order on its way: it is matched, or about to enter, or was taken out of its place a moment ago. Reused from order to
 * order.
 *
 * <p>Threading: one thread.
 */
final class Incoming {

    long clientId;
    long orderId;
    Side side = Side.BUY;
    int flags;
    /** 0 if it has none. */
    long priceTicks;

    long leftLots;
    /** How much of an iceberg order the book shows; meaningless for any other. */
    long shownLots;

    long arrival;
    /** The stop price that it waits for; 0 if it does not wait. */
    long stopPriceTicks;

    long displayLots;
    long deadlineNanos;
    long timerId;

    boolean mayRest;
    boolean isFillOrKill;
    SelfTrade selfTrade = SelfTrade.ALLOWED;

    /* What became of it, for the reply. */
    long filledLots;
    long restingLots;
    long cancelledLots;

    /** Takes the order that a command sends. */
    void takeNew(CommandDecoder command, long sender, long number) {
        clientId = sender;
        orderId = command.orderId();
        side = command.side();
        selfTrade = command.selfTrade();
        flags = OrderFlags.of(selfTrade, command.orderType() == OrderType.POST_ONLY);
        priceTicks = command.priceTicks();
        leftLots = command.quantityLots();
        stopPriceTicks = command.stopPriceTicks();
        displayLots = command.displayLots();
        deadlineNanos = command.deadlineNanos();
        timerId = deadlineNanos == 0 ? 0 : number;
        isFillOrKill = command.timeInForce() == TimeInForce.FOK;
        mayRest = command.orderType().hasPrice() && command.timeInForce().mayRest();
        start();
    }

    /** Takes an order of a snapshot, to enter. */
    void takeRestored(SnapshotReader reader) {
        clientId = reader.clientId();
        orderId = reader.orderId();
        side = reader.side();
        flags = reader.flags();
        priceTicks = reader.priceTicks();
        leftLots = reader.leftLots();
        shownLots = reader.shownLots();
        arrival = reader.arrival();
        stopPriceTicks = reader.stopPriceTicks();
        displayLots = reader.displayLots();
        deadlineNanos = reader.deadlineNanos();
        timerId = reader.timerId();
    }

    /** An order that rested or waited comes in; it has no stop price from now on. */
    void comeIn() {
        selfTrade = OrderFlags.selfTrade(flags);
        stopPriceTicks = 0;
        isFillOrKill = false;
        mayRest = priceTicks > 0;
        start();
    }

    private void start() {
        filledLots = 0;
        restingLots = 0;
        cancelledLots = 0;
    }
}
