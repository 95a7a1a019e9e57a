package io.dsfm.sample.matching.tree;

import io.dsfm.sample.matching.MatchingApplication;
import io.dsfm.sample.matching.domain.Cancel;
import io.dsfm.sample.matching.domain.CancelReason;
import io.dsfm.sample.matching.domain.CancelScope;
import io.dsfm.sample.matching.domain.CommandDecoder;
import io.dsfm.sample.matching.domain.Counters;
import io.dsfm.sample.matching.domain.Limits;
import io.dsfm.sample.matching.domain.NewOrder;
import io.dsfm.sample.matching.domain.OrderKey;
import io.dsfm.sample.matching.domain.Query;
import io.dsfm.sample.matching.domain.RejectCode;
import io.dsfm.sample.matching.domain.ResultPublisher;
import io.dsfm.sample.matching.domain.SnapshotReader;
import io.dsfm.sample.matching.domain.SnapshotWriter;
import io.dsfm.sample.matching.domain.StateDigest;
import io.dsfm.sample.matching.domain.Statistics;
import io.dsfm.sample.matching.domain.SymbolState;
import io.dsfm.sample.matching.domain.SymbolTerms;
import io.dsfm.sample.matching.domain.TimeInForce;
import io.dsfm.statemachine.InputContext;
import io.dsfm.statemachine.Outputs;
import io.dsfm.statemachine.StateMachine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The matching engine, written to be read beside its specification.
 *
 * <p>Invariants: {@link #digest} holds the symbols and the orders as they are.
 */
final class TreeMatchingEngine implements StateMachine {

    private final int maxRestingOrders;
    private final CommandDecoder command = new CommandDecoder();
    private final ResultPublisher results = new ResultPublisher(command);
    private final StateDigest digest = new StateDigest();
    private final FeedRecorder feed = new FeedRecorder();
    private final TreeMap<Integer, Book> books = new TreeMap<>();
    private final Orders orders = new Orders(digest, results, feed);
    private final Matcher matcher = new Matcher(orders, digest, results);
    private final Checks checks;
    private long acceptedOrders;

    TreeMatchingEngine() {
        this(Limits.MAX_RESTING_ORDERS);
    }

    /** Creates an engine with a lower limit than the specification's, for tests. */
    TreeMatchingEngine(int maxRestingOrders) {
        this.maxRestingOrders = maxRestingOrders;
        this.checks = new Checks(command, books, orders, matcher, maxRestingOrders);
    }

    @Override
    public void execute(InputContext context, ByteBuffer input, Outputs outputs) {
        RejectCode garbled = command.decode(input);
        results.begin(context.clientId(), outputs);
        matcher.begin(context.timestampNanos());
        if (garbled != RejectCode.NONE) {
            results.rejected(garbled);
            return;
        }
        switch (command.type()) {
            case ADD_SYMBOL -> addSymbol();
            case NEW_ORDER -> newOrder(context);
            case CANCEL -> cancel(context);
            case CONFIGURE -> configure();
            case SET_STATE -> setState(context);
            case REPLACE -> replace(context);
            case MASS_CANCEL -> massCancel(context);
        }
    }

    private void addSymbol() {
        RejectCode code = checks.addSymbol();
        if (code != RejectCode.NONE) {
            results.rejected(code);
            return;
        }
        addBook(command.symbolId(), command.symbolName(), SymbolTerms.INITIAL, Statistics.NONE);
        results.symbolAdded();
        results.reply(command.symbolId(), 0, 0, 0);
    }

    private Book addBook(int symbolId, String name, SymbolTerms terms, Statistics statistics) {
        Book book = new Book(symbolId, name, terms, statistics);
        books.put(symbolId, book);
        digest.addSymbol(book.digest());
        return book;
    }

    private void newOrder(InputContext context) {
        OrderKey key = new OrderKey(context.clientId(), command.orderId());
        RejectCode code = checks.newOrder(key, context.timestampNanos());
        if (code != RejectCode.NONE) {
            results.rejected(code);
            return;
        }
        acceptedOrders++;
        results.accepted();
        Book book = books.get(command.symbolId());
        Order order = new Order(key, book, (NewOrder) command.toCommand(), acceptedOrders);
        if (order.isWaiting() && !book.isReached(order)) {
            orders.enter(order);
            matcher.settle(book);
            reply(book, 0, order.leftLots, 0);
            return;
        }
        if (order.isWaiting()) {
            matcher.trigger(order);
        } else {
            matcher.match(order, command.timeInForce());
        }
        settleAndReply(book);
    }

    /** Settles the book of an order that has been matched, and tells what became of it before. */
    private void settleAndReply(Book book) {
        long filledLots = matcher.filledLots();
        long restingLots = matcher.restingLots();
        matcher.settle(book);
        reply(book, filledLots, restingLots, command.quantityLots() - filledLots - restingLots);
    }

    private void reply(Book book, long filledLots, long restingLots, long cancelledLots) {
        feed.publish(results);
        results.reply(book.symbolId, filledLots, restingLots, cancelledLots);
    }

    private void cancel(InputContext context) {
        Order order = orders.find(new OrderKey(context.clientId(), command.orderId()));
        if (order == null) {
            results.rejected(RejectCode.UNKNOWN_ORDER);
            return;
        }
        boolean all = command.quantityLots() == Cancel.ALL || command.quantityLots() >= order.leftLots;
        long lots = all ? order.leftLots : command.quantityLots();
        if (all) {
            orders.cancel(order, CancelReason.CLIENT);
        } else {
            orders.takeAway(order, lots);
            orders.tellCancelled(order, CancelReason.CLIENT, lots, order.leftLots);
        }
        reply(order.book, 0, all ? 0 : order.leftLots, lots);
    }

    private void replace(InputContext context) {
        Order order = orders.find(new OrderKey(context.clientId(), command.orderId()));
        RejectCode code = checks.replace(order, context.timestampNanos());
        if (code != RejectCode.NONE || order == null) {
            results.rejected(code);
            return;
        }
        Book book = order.book;
        if (checks.keepsPlace(order)) {
            orders.takeAway(order, order.leftLots - command.quantityLots());
            results.replaced(book.symbolId, order.side, true);
            matcher.settle(book);
            reply(book, 0, command.quantityLots(), 0);
            return;
        }
        orders.leave(order);
        results.replaced(book.symbolId, order.side, false);
        Order replacement = order.replacement(command.priceTicks(), command.quantityLots());
        matcher.match(replacement, TimeInForce.DAY);
        settleAndReply(book);
    }

    private void massCancel(InputContext context) {
        boolean isOneSymbol = command.scope() != CancelScope.OWN;
        RejectCode code = isOneSymbol ? checks.knownSymbol() : RejectCode.NONE;
        if (code != RejectCode.NONE) {
            results.rejected(code);
            return;
        }
        Collection<Book> concerned = isOneSymbol ? List.of(books.get(command.symbolId())) : books.values();
        boolean isEverybodys = command.scope() == CancelScope.ALL_IN_SYMBOL;
        List<Order> inScope =
                firstOrders(concerned, order -> isEverybodys || order.key.clientId() == context.clientId());
        int cancelled = cancelFirst(inScope, CancelReason.MASS_CANCEL);
        feed.publish(results);
        results.reply(command.symbolId(), 0, inScope.size() > cancelled ? 1 : 0, cancelled);
    }

    /** The first orders in canonical order: one more than may be cancelled, if there are so many. */
    private static List<Order> firstOrders(Collection<Book> concerned, Predicate<Order> scope) {
        List<Order> first = new ArrayList<>();
        for (Book book : concerned) {
            for (Order order : book.inOrder(book.orders())) {
                if (scope.test(order)) {
                    first.add(order);
                }
                if (first.size() > Limits.MAX_CANCELS_PER_INPUT) {
                    return first;
                }
            }
        }
        return first;
    }

    private int cancelFirst(List<Order> inScope, CancelReason reason) {
        int count = Math.min(inScope.size(), Limits.MAX_CANCELS_PER_INPUT);
        inScope.subList(0, count).forEach(order -> orders.cancel(order, reason));
        return count;
    }

    private void configure() {
        RejectCode code = checks.knownSymbol();
        if (code != RejectCode.NONE) {
            results.rejected(code);
            return;
        }
        Book book = books.get(command.symbolId());
        setTerms(
                book,
                new SymbolTerms(
                        book.terms.state(),
                        command.feed(),
                        command.stepTicks(),
                        command.lowestTicks(),
                        command.highestTicks()));
        results.configured();
        results.reply(book.symbolId, 0, 0, 0);
    }

    private void setTerms(Book book, SymbolTerms terms) {
        digest.removeSymbol(book.digest());
        book.terms = terms;
        digest.addSymbol(book.digest());
    }

    private void setState(InputContext context) {
        RejectCode code = checks.setState();
        if (code != RejectCode.NONE) {
            results.rejected(code);
            return;
        }
        Book book = books.get(command.symbolId());
        SymbolTerms old = book.terms;
        setTerms(
                book,
                new SymbolTerms(command.state(), old.feed(), old.stepTicks(), old.lowestTicks(), old.highestTicks()));
        results.stateSet();
        int cancelled = goOn(book, context.timestampNanos());
        boolean isClosing = command.state() == SymbolState.CLOSED && book.orders() > 0;
        reply(book, 0, isClosing ? 1 : 0, cancelled);
    }

    /** Settles a symbol that is open, takes a step of closing one that is closed; gives how many orders that cancelled. */
    private int goOn(Book book, long nowNanos) {
        if (book.isOpen()) {
            matcher.settle(book);
        }
        if (book.terms.state() != SymbolState.CLOSED) {
            return 0;
        }
        int cancelled = cancelFirst(book.inOrder(Limits.MAX_CANCELS_PER_INPUT), CancelReason.SYMBOL_CLOSED);
        if (book.orders() > 0) {
            results.scheduleTimer(Matcher.timerId(book), nowNanos);
        }
        return cancelled;
    }

    @Override
    public void onTimer(InputContext context, long timerId, Outputs outputs) {
        results.beginTimer(outputs);
        matcher.begin(context.timestampNanos());
        Order order = orders.ofTimer(timerId);
        boolean isSymbols = timerId < 0 && timerId >= -Integer.MAX_VALUE;
        Book book = isSymbols ? books.get((int) -timerId) : null;
        if (order != null) {
            orders.expire(order);
        } else if (book != null) {
            goOn(book, context.timestampNanos());
        }
        feed.publish(results);
        results.endTimer();
    }

    @Override
    public byte[] query(ByteBuffer bytes) {
        return new Queries(books, orders)
                .answer(Query.decode(bytes), counters())
                .encode();
    }

    private Counters counters() {
        return new Counters(
                books.size(), orders.count(), acceptedOrders, matcher.trades, matcher.tradedLots, orders.placings());
    }

    @Override
    public void writeSnapshot(OutputStream out) throws IOException {
        SnapshotWriter writer = new SnapshotWriter(out);
        writer.header(MatchingApplication.SPECIFICATION_VERSION, counters());
        for (Book book : books.values()) {
            Snapshots.write(book, writer);
        }
        writer.end(digest());
    }

    @Override
    public void restoreSnapshot(InputStream in) throws IOException {
        SnapshotReader reader = new SnapshotReader(in);
        Counters counters = reader.header(MatchingApplication.SPECIFICATION_VERSION, maxRestingOrders);
        books.clear();
        digest.clear();
        orders.clear(counters.placings());
        acceptedOrders = counters.acceptedOrders();
        matcher.trades = counters.trades();
        matcher.tradedLots = counters.tradedLots();
        for (int i = 0; i < counters.symbols(); i++) {
            reader.nextSymbol();
            Book book = addBook(reader.symbolId(), reader.symbolName(), reader.terms(), reader.symbolStatistics());
            Snapshots.readOrders(book, reader, orders);
        }
        feed.forget();
        reader.end(digest());
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
