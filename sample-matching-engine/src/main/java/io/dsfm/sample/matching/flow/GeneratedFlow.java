package io.dsfm.sample.matching.flow;

import io.dsfm.sample.matching.domain.AddSymbol;
import io.dsfm.sample.matching.domain.Cancel;
import io.dsfm.sample.matching.domain.NewOrder;
import io.dsfm.sample.matching.domain.Side;
import org.jspecify.annotations.Nullable;

/**
 * A flow of any length with the {@linkplain FlowShape shape} of a real one: some symbols are added first, then orders
 * come, trade and are cancelled, and the number of resting orders settles at the level asked for. One command in {@value
 * #INVALID_ONE_IN} is invalid in some way. The generator keeps books of its own to know which orders rest; they are exact
 * if the flow is the only one on its symbols.
 *
 * <p>Threading: one thread.
 *
 * <p>Determinism: the same arguments give the same bytes on every machine.
 */
public final class GeneratedFlow implements OrderFlow {

    /** The symbols of a flow that does not say how many. */
    public static final int DEFAULT_SYMBOLS = 4;

    /** The resting orders, over all symbols, at which a flow settles that does not say how many. */
    public static final int DEFAULT_RESTING_ORDERS = 10_000;

    private static final int INVALID_ONE_IN = 200;
    private static final int MIDDLE_STEP = FlowBook.STEPS / 2;
    private static final long BASE_TICKS = 5_000_000;

    private final SeededRandom random;
    private final InvalidCommands invalid;
    private final long count;
    private final int symbols;
    private final int restingOrders;
    /** So many commands place orders that rest and do nothing else, before the flow takes its shape. */
    private final long placedFirst;

    private final FlowOrders orders;
    /** The bids of symbol s at {@code 2 * (s - 1)}, its asks behind them. */
    private final FlowBook[] books;

    private long given;
    private long lastOrderId;

    /** A flow of {@code count} commands on {@link #DEFAULT_SYMBOLS} symbols. */
    public GeneratedFlow(long seed, long count) {
        this(seed, count, DEFAULT_SYMBOLS, DEFAULT_RESTING_ORDERS);
    }

    /**
     * A flow of {@code count} commands.
     *
     * @param seed determines the flow
     * @param count the number of commands, those that add the symbols among them
     * @param symbols from 1; their ids are 1, 2, 3, ...
     * @param restingOrders at how many orders the flow settles, over all symbols, from 1
     */
    public GeneratedFlow(long seed, long count, int symbols, int restingOrders) {
        this(seed, count, symbols, restingOrders, 0);
    }

    private GeneratedFlow(long seed, long count, int symbols, int restingOrders, long placedFirst) {
        if (count < 0 || symbols < 1 || restingOrders < 1) {
            throw new IllegalArgumentException("not a flow: count=" + count + ", symbols=" + symbols
                    + ", restingOrders=" + restingOrders + ", accepted: count from 0, others from 1");
        }
        this.random = new SeededRandom(seed);
        this.invalid = new InvalidCommands(random);
        this.count = count;
        this.symbols = symbols;
        this.restingOrders = restingOrders;
        this.placedFirst = placedFirst;
        this.orders = new FlowOrders(Math.addExact(Math.multiplyExact(restingOrders, 2), 64));
        this.books = new FlowBook[2 * symbols];
        for (int i = 0; i < books.length; i++) {
            books[i] = new FlowBook(i % 2 == 0, orders);
        }
    }

    /** A flow that first places as many orders as are to rest, one with each command behind those that add the symbols. */
    public static GeneratedFlow ofFullBooks(long seed, long count, int restingOrders) {
        return new GeneratedFlow(seed, count, DEFAULT_SYMBOLS, restingOrders, restingOrders);
    }

    @Override
    public byte @Nullable [] next() {
        if (given == count) {
            return null;
        }
        given++;
        if (given <= symbols) {
            return new AddSymbol((int) given, "S" + given).encode();
        }
        if (given <= symbols + placedFirst) {
            return newOrder();
        }
        if (random.chance(1, INVALID_ONE_IN)) {
            long liveId = orders.count() == 0 ? 1 : orders.orderId[orders.any(random)];
            return invalid.next(1 + random.below(symbols), liveId);
        }
        int dice = random.below(1000);
        if (dice < FlowShape.TRADES_PER_MILLE) {
            return trade();
        }
        long more = (long) FlowShape.MORE_CANCELS_PER_MILLE * orders.count() / restingOrders;
        long cancels = Math.min(FlowShape.CANCELS_PER_MILLE + more, FlowShape.MOST_CANCELS_PER_MILLE);
        boolean isCancel = dice < FlowShape.TRADES_PER_MILLE + cancels && orders.count() > 0;
        return isCancel || orders.isFull() ? cancel() : newOrder();
    }

    /** Symbols of low numbers are the busier ones. */
    private int symbol() {
        return 1 + Math.min(random.below(symbols), random.below(symbols));
    }

    private byte[] newOrder() {
        int symbol = symbol();
        int index = 2 * (symbol - 1) + random.below(2);
        boolean isBid = index % 2 == 0;
        FlowBook own = books[index];
        FlowBook other = books[index ^ 1];
        int best = own.bestStep() != FlowBook.NONE ? own.bestStep() : isBid ? MIDDLE_STEP - 10 : MIDDLE_STEP + 10;
        int distance = random.oneOf(FlowShape.DISTANCES_STEPS);
        int step = isBid ? best - distance : best + distance;
        int otherBest = other.bestStep();
        if (otherBest != FlowBook.NONE) {
            step = isBid ? Math.min(step, otherBest - 1) : Math.max(step, otherBest + 1);
        }
        step = Math.min(Math.max(step, isBid ? 0 : 1), isBid ? FlowBook.STEPS - 2 : FlowBook.STEPS - 1);
        int lots = random.oneOf(FlowShape.SIZES_LOTS);
        int order = orders.add(++lastOrderId, lots, step, index);
        own.add(order, step);
        return NewOrder.limit(symbol, lastOrderId, side(isBid), lots, ticks(step))
                .encode();
    }

    private byte[] cancel() {
        int recent = random.chance(7, 10) ? orders.recent(random.oneOf(FlowShape.LIVES_ORDERS)) : FlowBook.NONE;
        int order = recent == FlowBook.NONE ? orders.any(random) : recent;
        long id = orders.orderId[order];
        if (orders.leftLots[order] > 1 && random.chance(1, 20)) {
            int lots = 1 + random.below(orders.leftLots[order] - 1);
            orders.leftLots[order] -= lots;
            return new Cancel(id, lots).encode();
        }
        remove(order);
        return new Cancel(id, Cancel.ALL).encode();
    }

    /** An order that takes the first of a queue, or a part of it; now and then more, or nothing at all. */
    private byte[] trade() {
        int symbol = symbol();
        int index = 2 * (symbol - 1) + takenSide(symbol);
        FlowBook makers = books[index];
        if (makers.bestStep() == FlowBook.NONE) {
            return newOrder();
        }
        boolean buys = index % 2 == 1;
        int maker = orders.leftLots[makers.firstOrder()];
        int lots = random.chance(2, 3) ? maker : 1 + random.below(maker);
        int reach = 0;
        if (random.chance(1, 16)) {
            lots = 1 + random.below(10 * maker);
            reach = random.below(40) - 4;
        }
        long id = ++lastOrderId;
        if (random.chance(1, 50)) {
            take(makers, lots, buys ? FlowBook.STEPS : -1, buys);
            return NewOrder.market(symbol, id, side(buys), lots).encode();
        }
        int limit = makers.bestStep() + (buys ? reach : -reach);
        limit = Math.min(Math.max(limit, 0), FlowBook.STEPS - 1);
        take(makers, lots, limit, buys);
        return NewOrder.ioc(symbol, id, side(buys), lots, ticks(limit)).encode();
    }

    /** 0 for the bids, 1 for the asks: rather the side that lets the price return to the middle. */
    private int takenSide(int symbol) {
        int best = books[2 * (symbol - 1)].bestStep();
        int above = best == FlowBook.NONE ? 0 : best - MIDDLE_STEP;
        return random.chance(FlowBook.STEPS / 2 + Math.max(-MIDDLE_STEP, Math.min(MIDDLE_STEP, above)), FlowBook.STEPS)
                ? 0
                : 1;
    }

    private void take(FlowBook makers, int lots, int limit, boolean buys) {
        int left = lots;
        while (left > 0 && makers.bestStep() != FlowBook.NONE) {
            if (buys ? makers.bestStep() > limit : makers.bestStep() < limit) {
                return;
            }
            int maker = makers.firstOrder();
            int taken = Math.min(left, orders.leftLots[maker]);
            left -= taken;
            orders.leftLots[maker] -= taken;
            if (orders.leftLots[maker] == 0) {
                remove(maker);
            }
        }
    }

    private void remove(int order) {
        books[orders.side[order]].remove(order, orders.step[order]);
        orders.remove(order);
    }

    private static Side side(boolean isBuy) {
        return isBuy ? Side.BUY : Side.SELL;
    }

    private static long ticks(int step) {
        return BASE_TICKS + (long) step * FlowShape.STEP_TICKS;
    }
}
