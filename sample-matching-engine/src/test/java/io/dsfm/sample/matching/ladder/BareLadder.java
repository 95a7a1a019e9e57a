package io.dsfm.sample.matching.ladder;

import io.dsfm.sample.matching.domain.CancelReason;
import io.dsfm.sample.matching.domain.CommandDecoder;
import io.dsfm.sample.matching.domain.ResultPublisher;
import io.dsfm.sample.matching.domain.Side;
import io.dsfm.sample.matching.jmh.BareBook;
import io.dsfm.statemachine.Outputs;

/**
 * The ladder's book without the engine around it, for measurements: neither are commands decoded and checked, nor
 * acceptances and replies encoded. What is told is what a book of exchange-core tells: trades, and what was cancelled.
 */
public final class BareLadder implements BareBook {

    private static final long CLIENT_ID = 1;
    private static final int SYMBOL = 1;

    private final State state = new State();
    private final ResultPublisher results = new ResultPublisher(new CommandDecoder());
    private final Effects effects = new Effects(state, results);
    private final Matcher matcher = new Matcher(state, results, effects);
    private final Triggers triggers = new Triggers(state, results, effects, matcher);
    private final Incoming incoming = new Incoming();
    private final Book book = state.addBook(SYMBOL, "S");
    private final Outputs outputs;

    /** A book that tells its events to the given outputs. */
    public BareLadder(Outputs outputs) {
        this.outputs = outputs;
    }

    @Override
    public boolean place(long orderId, Side side, long priceTicks, long lots, boolean mayRest) {
        begin();
        if (mayRest && find(orderId) != RecordPool.NONE) {
            return false;
        }
        incoming.clientId = CLIENT_ID;
        incoming.orderId = orderId;
        incoming.side = side;
        incoming.flags = 0;
        incoming.priceTicks = priceTicks;
        incoming.leftLots = lots;
        incoming.displayLots = 0;
        incoming.deadlineNanos = 0;
        incoming.timerId = 0;
        incoming.comeIn();
        incoming.mayRest = mayRest;
        matcher.match(book, incoming);
        triggers.settle(book, 0);
        return true;
    }

    @Override
    public boolean cancel(long orderId) {
        begin();
        int order = find(orderId);
        if (order == RecordPool.NONE) {
            return false;
        }
        effects.cancelWhole(order, CancelReason.CLIENT);
        return true;
    }

    @Override
    public boolean reduce(long orderId, long lots) {
        begin();
        int order = find(orderId);
        if (order == RecordPool.NONE) {
            return false;
        }
        long leftLots = state.records.leftLots(order) - lots;
        if (leftLots <= 0) {
            effects.cancelWhole(order, CancelReason.CLIENT);
        } else {
            state.orders.change(order, leftLots, leftLots);
            results.order(
                            CLIENT_ID,
                            orderId,
                            SYMBOL,
                            state.orders.ladderOf(order).side())
                    .cancelled(CancelReason.CLIENT, lots, leftLots);
        }
        return true;
    }

    @Override
    public boolean move(long orderId, long priceTicks) {
        begin();
        int order = find(orderId);
        if (order == RecordPool.NONE) {
            return false;
        }
        state.orders.load(order, incoming);
        incoming.comeIn();
        incoming.priceTicks = priceTicks;
        if (Matcher.wouldTrade(book.makers(incoming.side), priceTicks)) {
            effects.leave(order);
            matcher.match(book, incoming);
        } else {
            incoming.arrival = state.nextArrival();
            state.orders.move(order, incoming);
        }
        triggers.settle(book, 0);
        return true;
    }

    @Override
    public int restingOrders() {
        return state.orders.count();
    }

    private void begin() {
        results.begin(CLIENT_ID, outputs);
        matcher.begin(0);
    }

    private int find(long orderId) {
        return state.orders.find(CLIENT_ID, orderId);
    }
}
