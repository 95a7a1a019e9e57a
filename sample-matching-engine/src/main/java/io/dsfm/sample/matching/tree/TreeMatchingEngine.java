package io.dsfm.sample.matching.tree;

import io.dsfm.sample.matching.MatchingApplication;
import io.dsfm.sample.matching.domain.Answer;
import io.dsfm.sample.matching.domain.Cancel;
import io.dsfm.sample.matching.domain.CancelReason;
import io.dsfm.sample.matching.domain.CommandDecoder;
import io.dsfm.sample.matching.domain.Counters;
import io.dsfm.sample.matching.domain.Limits;
import io.dsfm.sample.matching.domain.OrderKey;
import io.dsfm.sample.matching.domain.Query;
import io.dsfm.sample.matching.domain.RejectCode;
import io.dsfm.sample.matching.domain.ResultPublisher;
import io.dsfm.sample.matching.domain.Side;
import io.dsfm.sample.matching.domain.SnapshotReader;
import io.dsfm.sample.matching.domain.SnapshotWriter;
import io.dsfm.sample.matching.domain.StateDigest;
import io.dsfm.sample.matching.domain.TimeInForce;
import io.dsfm.statemachine.InputContext;
import io.dsfm.statemachine.Outputs;
import io.dsfm.statemachine.StateMachine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The matching engine, written to be read as its specification.
 *
 * <p>Invariants: an order is in {@link #orders} exactly if it is in its book; {@link #digest} holds the symbols and the
 * resting orders as they are.
 */
final class TreeMatchingEngine implements StateMachine {

    private final int maxRestingOrders;
    private final CommandDecoder command = new CommandDecoder();
    private final ResultPublisher results = new ResultPublisher(command);

    private final TreeMap<Integer, Book> books = new TreeMap<>();
    /** For look-up only: never iterated for a result. */
    private final Map<OrderKey, Order> orders = new HashMap<>();

    private final StateDigest digest = new StateDigest();
    private long acceptedOrders;
    private long trades;
    private long tradedLots;

    TreeMatchingEngine() {
        this(Limits.MAX_RESTING_ORDERS);
    }

    /** Creates an engine with a lower limit than the specification's, for tests. */
    TreeMatchingEngine(int maxRestingOrders) {
        this.maxRestingOrders = maxRestingOrders;
    }

    @Override
    public void execute(InputContext context, ByteBuffer input, Outputs outputs) {
        RejectCode garbled = command.decode(input);
        results.begin(context.clientId(), outputs);
        if (garbled != RejectCode.NONE) {
            results.rejected(garbled);
            return;
        }
        switch (command.type()) {
            case ADD_SYMBOL -> addSymbol();
            case NEW_ORDER -> newOrder(context.clientId());
            case CANCEL -> cancel(context.clientId());
            default -> results.rejected(RejectCode.UNKNOWN_CODE);
        }
    }

    private void addSymbol() {
        if (books.containsKey(command.symbolId())) {
            results.rejected(RejectCode.SYMBOL_EXISTS);
        } else if (books.size() == Limits.MAX_SYMBOLS) {
            results.rejected(RejectCode.TOO_MANY_SYMBOLS);
        } else {
            addBook(command.symbolId(), command.symbolName());
            results.symbolAdded();
            results.reply(command.symbolId(), 0, 0, 0);
        }
    }

    private Book addBook(int symbolId, String name) {
        Book book = new Book(symbolId, name);
        books.put(symbolId, book);
        digest.addSymbol(StateDigest.symbol(
                StateDigest.symbolIdentity(symbolId, name),
                StateDigest.terms(io.dsfm.sample.matching.domain.SymbolTerms.INITIAL),
                0));
        return book;
    }

    private void newOrder(long clientId) {
        Book book = books.get(command.symbolId());
        OrderKey key = new OrderKey(clientId, command.orderId());
        if (book == null) {
            results.rejected(RejectCode.UNKNOWN_SYMBOL);
        } else if (orders.containsKey(key)) {
            results.rejected(RejectCode.DUPLICATE_ORDER_ID);
        } else if (command.timeInForce() == TimeInForce.DAY && orders.size() >= maxRestingOrders) {
            results.rejected(RejectCode.TOO_MANY_ORDERS);
        } else if (tradedLots > Long.MAX_VALUE - command.quantityLots()) {
            results.rejected(RejectCode.COUNTER_OVERFLOW);
        } else {
            acceptedOrders++;
            results.accepted();
            matchThenRestOrCancel(book, key);
        }
    }

    private long limitPriceTicks() {
        return command.orderType() == io.dsfm.sample.matching.domain.OrderType.MARKET
                ? (command.side() == Side.BUY ? Limits.MAX_PRICE_TICKS : 1)
                : command.priceTicks();
    }

    private void matchThenRestOrCancel(Book book, OrderKey key) {
        Side side = command.side();
        BookSide makers = book.side(side.opposite());
        long leftLots = command.quantityLots();
        int fills = 0;
        Order maker = makers.first();
        while (leftLots > 0
                && fills < Limits.MAX_FILLS_PER_ORDER
                && maker != null
                && side.crosses(limitPriceTicks(), maker.priceTicks)) {
            leftLots -= trade(maker, leftLots);
            fills++;
            maker = makers.first();
        }
        long filledLots = command.quantityLots() - leftLots;
        boolean mayTradeMore = maker != null && side.crosses(limitPriceTicks(), maker.priceTicks);
        if (leftLots == 0) {
            results.reply(book.symbolId, filledLots, 0, 0);
        } else if (command.timeInForce() == TimeInForce.DAY && !mayTradeMore) {
            rest(new Order(key, book, side, command.priceTicks(), acceptedOrders, leftLots));
            results.reply(book.symbolId, filledLots, leftLots, 0);
        } else {
            CancelReason reason = mayTradeMore ? CancelReason.FILL_LIMIT : CancelReason.IMMEDIATE_OR_CANCEL;
            results.order(key.clientId(), key.orderId(), book.symbolId, side).cancelled(reason, leftLots, 0);
            results.reply(book.symbolId, filledLots, 0, leftLots);
        }
    }

    /** Trades as much as both have left, at the maker's price; gives how much. */
    private long trade(Order maker, long takerLeftLots) {
        long lots = Math.min(takerLeftLots, maker.leftLots);
        trades++;
        tradedLots += lots;
        reduce(maker, lots);
        results.maker(maker.key.clientId(), maker.key.orderId(), maker.leftLots).filled(maker.priceTicks, lots, trades);
        return lots;
    }

    private void cancel(long clientId) {
        Order order = orders.get(new OrderKey(clientId, command.orderId()));
        if (order == null) {
            results.rejected(RejectCode.UNKNOWN_ORDER);
            return;
        }
        boolean all = command.quantityLots() == Cancel.ALL;
        long lots = all ? order.leftLots : Math.min(command.quantityLots(), order.leftLots);
        reduce(order, lots);
        results.order(clientId, command.orderId(), order.book.symbolId, order.side)
                .cancelled(CancelReason.CLIENT, lots, order.leftLots);
        results.reply(order.book.symbolId, 0, order.leftLots, lots);
    }

    private void rest(Order order) {
        order.book.side(order.side).add(order);
        orders.put(order.key, order);
        digest.add(order.digest());
    }

    /** Takes lots from a resting order, which keeps its place; with nothing left it leaves the book. */
    private void reduce(Order order, long lots) {
        digest.remove(order.digest());
        order.leftLots -= lots;
        if (order.leftLots > 0) {
            digest.add(order.digest());
        } else {
            order.book.side(order.side).remove(order);
            orders.remove(order.key);
        }
    }

    @Override
    public byte[] query(ByteBuffer bytes) {
        Query query = Query.decode(bytes);
        if (query instanceof Query.Depth depth) {
            return depth(depth).encode();
        }
        if (query instanceof Query.Order order) {
            return order(order).encode();
        }
        if (query instanceof Query.Garbled garbled) {
            return new Answer.Rejected(garbled.queryCode(), garbled.code()).encode();
        }
        return counters().encode();
    }

    private Answer depth(Query.Depth query) {
        Book book = books.get(query.symbolId());
        if (book == null) {
            return new Answer.Rejected(query.queryCode(), RejectCode.UNKNOWN_SYMBOL);
        }
        return new Answer.Depth(query.symbolId(), book.bids.depth(query.levels()), book.asks.depth(query.levels()));
    }

    private Answer order(Query.Order query) {
        Order order = orders.get(query.key());
        if (order == null) {
            return new Answer.Rejected(query.queryCode(), RejectCode.UNKNOWN_ORDER);
        }
        return new Answer.Order(
                order.key,
                order.book.symbolId,
                order.side,
                order.priceTicks,
                order.leftLots,
                order.leftLots,
                0,
                0,
                0,
                0);
    }

    private Counters counters() {
        return new Counters(books.size(), orders.size(), acceptedOrders, trades, tradedLots, acceptedOrders);
    }

    @Override
    public void writeSnapshot(OutputStream out) throws IOException {
        SnapshotWriter writer = new SnapshotWriter(out);
        writer.header(MatchingApplication.SPECIFICATION_VERSION, counters());
        for (Book book : books.values()) {
            writer.symbol(
                    book.symbolId,
                    book.name,
                    io.dsfm.sample.matching.domain.SymbolTerms.INITIAL,
                    io.dsfm.sample.matching.domain.Statistics.NONE);
            book.bids.writeSnapshot(writer);
            book.asks.writeSnapshot(writer);
            writer.section(0);
            writer.section(0);
        }
        writer.end(digest());
    }

    @Override
    public void restoreSnapshot(InputStream in) throws IOException {
        books.clear();
        orders.clear();
        digest.clear();
        SnapshotReader reader = new SnapshotReader(in);
        Counters counters = reader.header(MatchingApplication.SPECIFICATION_VERSION, maxRestingOrders);
        acceptedOrders = counters.acceptedOrders();
        trades = counters.trades();
        tradedLots = counters.tradedLots();
        for (int i = 0; i < counters.symbols(); i++) {
            reader.nextSymbol();
            Book book = addBook(reader.symbolId(), reader.symbolName());
            restoreSide(reader, book, Side.BUY);
            restoreSide(reader, book, Side.SELL);
            reader.nextSection();
            reader.nextSection();
        }
        reader.end(digest());
    }

    private void restoreSide(SnapshotReader reader, Book book, Side side) throws IOException {
        for (int count = reader.nextSection(); count > 0; count--) {
            reader.nextOrder();
            OrderKey key = new OrderKey(reader.clientId(), reader.orderId());
            SnapshotReader.check(!orders.containsKey(key), "orderId of two orders", key.orderId());
            rest(new Order(key, book, side, reader.priceTicks(), reader.arrival(), reader.leftLots()));
        }
    }

    @Override
    public long digest() {
        return digest.value(counters());
    }

    /** Walks the whole state and throws if an invariant is broken. */
    void validate() {
        Validation.validate(books.values(), orders, digest, counters());
    }
}
