package io.dsfm.sample.matching.harness;

import io.dsfm.sample.matching.domain.AddSymbol;
import io.dsfm.sample.matching.domain.Cancel;
import io.dsfm.sample.matching.domain.CancelScope;
import io.dsfm.sample.matching.domain.Command;
import io.dsfm.sample.matching.domain.Configure;
import io.dsfm.sample.matching.domain.Feed;
import io.dsfm.sample.matching.domain.Limits;
import io.dsfm.sample.matching.domain.MassCancel;
import io.dsfm.sample.matching.domain.NewOrder;
import io.dsfm.sample.matching.domain.OrderType;
import io.dsfm.sample.matching.domain.Replace;
import io.dsfm.sample.matching.domain.SelfTrade;
import io.dsfm.sample.matching.domain.SetState;
import io.dsfm.sample.matching.domain.Side;
import io.dsfm.sample.matching.domain.SymbolState;
import io.dsfm.sample.matching.domain.TimeInForce;
import java.util.Random;

/** Commands of every kind around a few prices, so that most of them meet something; the same for the same seed. */
public final class RandomCommands {

    private static final int MIDDLE_TICKS = 1_000;

    private final Random random;
    private final int orderIds;
    private final int spreadTicks;
    private final long[] recent = new long[64];
    private int orders;
    private long lastOrderId;

    /** Commands for as many order ids per client, and as many prices to either side, as given. */
    public RandomCommands(long seed, int orderIds, int spreadTicks) {
        random = new Random(seed);
        this.orderIds = orderIds;
        this.spreadTicks = spreadTicks;
    }

    /** The client that sends the command given last; mostly the one that the order is of. */
    public long client() {
        return 1L + (random.nextInt(10) == 0 ? random.nextInt(4) : lastOrderId % 4);
    }

    /** The next command, at the given time. */
    public Command next(long nowNanos) {
        int kind = random.nextInt(1_000);
        if (kind < 5) {
            int symbol = symbol();
            return new AddSymbol(symbol, "S" + symbol);
        }
        if (kind < 650) {
            return order(nowNanos);
        }
        if (kind < 780) {
            return new Cancel(recentId(), random.nextBoolean() ? Cancel.ALL : lots());
        }
        if (kind < 950) {
            return new Replace(recentId(), price(), lots());
        }
        if (kind < 953) {
            return new MassCancel(CancelScope.OWN_IN_SYMBOL, symbol());
        }
        if (kind < 955) {
            return random.nextInt(3) == 0
                    ? new MassCancel(CancelScope.ALL_IN_SYMBOL, symbol())
                    : new MassCancel(CancelScope.OWN, MassCancel.NO_SYMBOL);
        }
        if (kind < 985) {
            return configure();
        }
        int state = random.nextInt(40);
        SymbolState next = state < 35 ? SymbolState.OPEN : state < 39 ? SymbolState.HALTED : SymbolState.CLOSED;
        return new SetState(symbol(), next);
    }

    private Configure configure() {
        Feed feed = anyOf(Feed.values());
        int step = random.nextInt(8) == 0 ? 2 : 1;
        boolean isNarrow = random.nextInt(3) == 0;
        long half = spreadTicks / 2 + 1L;
        return new Configure(
                symbol(),
                feed,
                step,
                isNarrow ? MIDDLE_TICKS - half : 1,
                isNarrow ? MIDDLE_TICKS + half : Limits.MAX_PRICE_TICKS);
    }

    private NewOrder order(long nowNanos) {
        OrderType type = anyOf(OrderType.values());
        if (random.nextInt(3) == 0) {
            type = OrderType.LIMIT;
        }
        TimeInForce time = TimeInForce.DAY;
        if (type == OrderType.MARKET) {
            time = random.nextBoolean() ? TimeInForce.IOC : TimeInForce.FOK;
        } else if (type == OrderType.LIMIT) {
            time = anyOf(TimeInForce.values());
        } else if (random.nextInt(4) == 0) {
            time = TimeInForce.GTT;
        }
        long lots = lots();
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        NewOrder order = new NewOrder(
                symbol(), orderId(), side, type, time, type.hasPrice() ? price() : NewOrder.NO_PRICE, lots);
        if (type.hasStopPrice()) {
            order = order.withStopPrice(price());
        }
        if (type.hasPrice() && time.mayRest() && random.nextInt(3) == 0) {
            order = order.withDisplay(1L + random.nextInt((int) lots));
        }
        if (time == TimeInForce.GTT) {
            order = order.until(nowNanos + random.nextInt(6_000));
        }
        return order.withSelfTrade(anyOf(SelfTrade.values()));
    }

    private <T> T anyOf(T[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    private int symbol() {
        return 1 + random.nextInt(3);
    }

    private long orderId() {
        lastOrderId = 1L + random.nextInt(orderIds);
        recent[orders++ % recent.length] = lastOrderId;
        return lastOrderId;
    }

    private long recentId() {
        lastOrderId = Math.max(1, recent[random.nextInt(recent.length)]);
        return lastOrderId;
    }

    private long price() {
        return (long) MIDDLE_TICKS - spreadTicks + random.nextInt(2 * spreadTicks + 1);
    }

    private long lots() {
        return random.nextInt(20) == 0 ? 1L + random.nextInt(400) : 1L + random.nextInt(20);
    }
}
