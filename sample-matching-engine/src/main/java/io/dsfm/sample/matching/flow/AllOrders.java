package io.dsfm.sample.matching.flow;

import io.dsfm.sample.matching.domain.Limits;
import io.dsfm.sample.matching.domain.NewOrder;
import io.dsfm.sample.matching.domain.OrderType;
import io.dsfm.sample.matching.domain.SelfTrade;
import io.dsfm.sample.matching.domain.Side;
import io.dsfm.sample.matching.domain.TimeInForce;
import java.util.Arrays;

/** New orders with all their terms, for {@link AllCommandsFlow}. */
final class AllOrders {

    /** Where the prices of every symbol begin to wander. */
    static final long BASE_TICKS = 1_000;

    /** So few that many an id is in use when it comes again. */
    private static final int IDS = 300;

    /** Of how many orders it is known that they were sent. */
    private static final int SENT = 128;

    private static final int NEAR_TICKS = 16;
    private static final int LIFE_NANOS = 200_000;

    private static final long BURST_ID = 1_000_000;

    private final SeededRandom random;
    private final long[] middle = new long[AllCommandsFlow.SYMBOLS + 1];
    private final Sent[] sent = new Sent[SENT];
    private int next;
    private long burstIds;

    AllOrders(SeededRandom random) {
        this.random = random;
        Arrays.fill(sent, new Sent(1, 1, 1, Side.BUY));
        Arrays.fill(middle, BASE_TICKS);
    }

    /** An id that may be in use or not. */
    long id() {
        return 1L + random.below(IDS);
    }

    /** An order that was sent lately, as far as can be known, and to which something shall happen. */
    Sent anySent() {
        return sent[random.below(SENT)];
    }

    /** The client is about to send the order. */
    void remember(long clientId, NewOrder order) {
        sent[next++ % SENT] = new Sent(clientId, order.orderId(), order.symbolId(), order.side());
    }

    /** What is known of an order that was sent. */
    record Sent(long clientId, long orderId, int symbolId, Side side) {}

    /** A price near the middle of the symbol, which wanders: rather one that does not trade at once. */
    long priceTicks(int symbol, Side side) {
        int known = Math.min(symbol, AllCommandsFlow.SYMBOLS);
        if (random.chance(1, 8)) {
            long moved = middle[known] + random.below(3) - 1;
            middle[known] = Math.max(BASE_TICKS / 2, Math.min(2 * BASE_TICKS, moved));
        }
        long away = random.below(NEAR_TICKS) - NEAR_TICKS / 4L;
        return side == Side.BUY ? middle[known] - away : middle[known] + away;
    }

    private Side side() {
        return random.chance(1, 2) ? Side.BUY : Side.SELL;
    }

    private long lots() {
        return random.chance(1, 30) ? 1 + random.below(2_000) : 1 + random.below(20);
    }

    /** A valid order, as far as can be known. */
    NewOrder next(int symbol, long nowNanos) {
        NewOrder order = ofType(symbol);
        if (random.chance(1, 2)) {
            order = order.withSelfTrade(random.chance(1, 2) ? SelfTrade.CANCEL_OLDEST : SelfTrade.CANCEL_NEWEST);
        }
        if (!order.timeInForce().mayRest()) {
            return order;
        }
        if (order.type().hasPrice() && random.chance(1, 4)) {
            order = order.withDisplay(1 + random.below((int) order.quantityLots()));
        }
        return random.chance(1, 4) ? order.until(nowNanos + random.below(LIFE_NANOS)) : order;
    }

    private NewOrder ofType(int symbol) {
        Side side = side();
        long priceTicks = priceTicks(symbol, side);
        int dice = random.below(100);
        if (dice < 54) {
            return NewOrder.limit(symbol, id(), side, lots(), priceTicks);
        } else if (dice < 62) {
            return NewOrder.ioc(symbol, id(), side, lots(), priceTicks(symbol, side.opposite()));
        } else if (dice < 68) {
            return NewOrder.fok(symbol, id(), side, lots(), priceTicks(symbol, side.opposite()));
        } else if (dice < 73) {
            NewOrder market = NewOrder.market(symbol, id(), side, lots());
            return random.chance(1, 3) ? market.withTimeInForce(TimeInForce.FOK, NewOrder.NO_DEADLINE) : market;
        } else if (dice < 84) {
            return NewOrder.postOnly(symbol, id(), side, lots(), priceTicks);
        } else if (dice < 90) {
            return NewOrder.stop(symbol, id(), side, lots(), priceTicks(symbol, side.opposite()));
        }
        return NewOrder.limit(symbol, id(), side, lots(), priceTicks)
                .withType(OrderType.STOP_LIMIT, priceTicks(symbol, side.opposite()));
    }

    /** An order with something wrong in it, most often. */
    NewOrder invalid(int symbol, long nowNanos) {
        NewOrder order = next(symbol, nowNanos);
        return switch (random.below(6)) {
            case 0 -> order.withStopPrice(random.below(3) - 1L);
            case 1 -> order.withDisplay(order.quantityLots() + random.below(3) - 1);
            case 2 -> order.until(random.below(3) - 1L);
            case 3 -> order.withTimeInForce(TimeInForce.IOC, random.below(2));
            case 4 -> order.withType(OrderType.MARKET, random.below(2));
            default ->
                NewOrder.limit(symbol, id(), side(), Limits.MAX_QUANTITY_LOTS + random.below(2), random.below(2));
        };
    }

    /** One of many small orders to sell within a few prices; some expire soon, some show a part. */
    NewOrder ofBurst(int symbol, long nowNanos) {
        NewOrder order = NewOrder.limit(symbol, BURST_ID + ++burstIds, Side.SELL, 1, BASE_TICKS + random.below(3));
        if (random.chance(1, 10)) {
            return order.until(nowNanos + LIFE_NANOS + random.below(10 * LIFE_NANOS));
        }
        return random.chance(1, 10) ? withLots(order, 5).withDisplay(1) : order;
    }

    private static NewOrder withLots(NewOrder order, long lots) {
        return NewOrder.limit(order.symbolId(), order.orderId(), order.side(), lots, order.priceTicks());
    }

    /** One of many orders that one trade triggers, or one that such an order trades with. */
    NewOrder ofStopBurst(int symbol) {
        long id = BURST_ID + ++burstIds;
        if (random.chance(1, 5)) {
            return NewOrder.limit(symbol, id, Side.SELL, 2, BASE_TICKS + random.below(20));
        }
        NewOrder stop = NewOrder.stop(symbol, id, Side.BUY, 1 + random.below(3), BASE_TICKS + random.below(4));
        return random.chance(1, 2)
                ? stop
                : NewOrder.limit(symbol, id, Side.BUY, 2, BASE_TICKS + 20)
                        .withType(OrderType.STOP_LIMIT, stop.stopPriceTicks());
    }

    /** A large order that trades with all that a burst has left there. */
    NewOrder sweep(int symbol) {
        long id = BURST_ID + ++burstIds;
        int lots = 1 + random.below(2 * Limits.MAX_FILLS_PER_ORDER);
        return random.chance(1, 3)
                ? NewOrder.fok(symbol, id, Side.BUY, lots, 2 * BASE_TICKS)
                : NewOrder.ioc(symbol, id, Side.BUY, lots, 2 * BASE_TICKS);
    }
}
