package io.dsfm.sample.matching.tree;

import io.dsfm.sample.matching.domain.CancelReason;
import io.dsfm.sample.matching.domain.CommandDecoder;
import io.dsfm.sample.matching.domain.OrderKey;
import io.dsfm.sample.matching.domain.ResultPublisher;
import io.dsfm.sample.matching.domain.Side;
import io.dsfm.sample.matching.domain.StateDigest;
import io.dsfm.sample.matching.domain.Statistics;
import io.dsfm.sample.matching.domain.SymbolTerms;
import io.dsfm.sample.matching.domain.TimeInForce;
import io.dsfm.sample.matching.jmh.BareBook;
import io.dsfm.statemachine.Outputs;
import org.jspecify.annotations.Nullable;

/**
 * The tree's book without the engine around it, for measurements: neither are commands decoded and checked, nor
 * acceptances and replies encoded. What is told is what a book of exchange-core tells: trades, and what was cancelled.
 */
public final class BareTree implements BareBook {

    private static final long CLIENT_ID = 1;

    private final ResultPublisher results = new ResultPublisher(new CommandDecoder());
    private final StateDigest digest = new StateDigest();
    private final Orders orders = new Orders(digest, results, new FeedRecorder());
    private final Matcher matcher = new Matcher(orders, digest, results);
    private final Book book = new Book(1, "S", SymbolTerms.INITIAL, Statistics.NONE);
    private final Outputs outputs;

    /** A book that tells its events to the given outputs. */
    public BareTree(Outputs outputs) {
        this.outputs = outputs;
        digest.addSymbol(book.digest());
    }

    @Override
    public boolean place(long orderId, Side side, long priceTicks, long lots, boolean mayRest) {
        begin();
        OrderKey key = new OrderKey(CLIENT_ID, orderId);
        if (mayRest && orders.find(key) != null) {
            return false;
        }
        Order order = new Order(key, book, side, priceTicks, 0, 0, 0, 0);
        order.leftLots = lots;
        matcher.match(order, mayRest ? TimeInForce.DAY : TimeInForce.IOC);
        matcher.settle(book);
        return true;
    }

    @Override
    public boolean cancel(long orderId) {
        begin();
        Order order = find(orderId);
        if (order == null) {
            return false;
        }
        orders.cancel(order, CancelReason.CLIENT);
        return true;
    }

    @Override
    public boolean reduce(long orderId, long lots) {
        begin();
        Order order = find(orderId);
        if (order == null) {
            return false;
        }
        if (lots >= order.leftLots) {
            orders.cancel(order, CancelReason.CLIENT);
        } else {
            orders.takeAway(order, lots);
            orders.tellCancelled(order, CancelReason.CLIENT, lots, order.leftLots);
        }
        return true;
    }

    @Override
    public boolean move(long orderId, long priceTicks) {
        begin();
        Order order = find(orderId);
        if (order == null) {
            return false;
        }
        orders.leave(order);
        matcher.match(order.replacement(priceTicks, order.leftLots), TimeInForce.DAY);
        matcher.settle(book);
        return true;
    }

    @Override
    public int restingOrders() {
        return orders.count();
    }

    private void begin() {
        results.begin(CLIENT_ID, outputs);
        matcher.begin(0);
    }

    private @Nullable Order find(long orderId) {
        return orders.find(new OrderKey(CLIENT_ID, orderId));
    }
}
