package io.dsfm.sample.matching.ladder;

import io.dsfm.sample.matching.MatchingApplication;
import io.dsfm.sample.matching.domain.Cancel;
import io.dsfm.sample.matching.domain.CancelReason;
import io.dsfm.sample.matching.domain.CommandDecoder;
import io.dsfm.sample.matching.domain.Counters;
import io.dsfm.sample.matching.domain.Limits;
import io.dsfm.sample.matching.domain.OrderType;
import io.dsfm.sample.matching.domain.Query;
import io.dsfm.sample.matching.domain.RejectCode;
import io.dsfm.sample.matching.domain.ResultPublisher;
import io.dsfm.sample.matching.domain.Side;
import io.dsfm.sample.matching.domain.SnapshotReader;
import io.dsfm.sample.matching.domain.SnapshotWriter;
import io.dsfm.sample.matching.domain.StateDigest;
import io.dsfm.sample.matching.domain.Statistics;
import io.dsfm.sample.matching.domain.SymbolTerms;
import io.dsfm.sample.matching.domain.TimeInForce;
import io.dsfm.statemachine.InputContext;
import io.dsfm.statemachine.Outputs;
import io.dsfm.statemachine.Revertible;
import io.dsfm.statemachine.StateMachine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * The matching engine on primitive arrays; allocates nothing for orders and cancellations once its pools have grown. It
 * returns to a marked state by undoing what was done since, step by step.
 */
final class LadderMatchingEngine implements StateMachine, Revertible {

    private final int maxRestingOrders;
    private final CommandDecoder command = new CommandDecoder();
    private final ResultPublisher results = new ResultPublisher(command);

    /** For look-up; sorted before it is iterated for a result. */
    private final Int2ObjectHashMap<Book> books = new Int2ObjectHashMap<>();

    private final StateDigest digest = new StateDigest();
    private final Journal journal = new Journal();
    private final Orders orders = new Orders(digest, journal);
    private long acceptedOrders;
    private long trades;
    private long tradedLots;

    LadderMatchingEngine() {
        this(Limits.MAX_RESTING_ORDERS);
    }

    /** Creates an engine with a lower limit than the specification's, for tests. */
    LadderMatchingEngine(int maxRestingOrders) {
        this.maxRestingOrders = maxRestingOrders;
    }

    @Override
    public void execute(InputContext context, ByteBuffer input, Outputs outputs) {
        long clientId = context.clientId();
        RejectCode code = command.decode(input);
        results.begin(clientId, outputs);
        if (code == RejectCode.NONE) {
            code = switch (command.type()) {
                case ADD_SYMBOL -> addSymbol();
                case NEW_ORDER -> newOrder(clientId);
                case CANCEL -> cancel(clientId);
                default -> RejectCode.UNKNOWN_CODE;
            };
        }
        if (code != RejectCode.NONE) {
            results.rejected(code);
        }
    }

    private RejectCode addSymbol() {
        if (books.containsKey(command.symbolId())) {
            return RejectCode.SYMBOL_EXISTS;
        }
        if (books.size() >= Limits.MAX_SYMBOLS) {
            return RejectCode.TOO_MANY_SYMBOLS;
        }
        addBook(command.symbolId(), command.symbolName());
        journal.symbolAdded(command.symbolId());
        results.symbolAdded();
        results.reply(command.symbolId(), 0, 0, 0);
        return RejectCode.NONE;
    }

    private Book addBook(int symbolId, String name) {
        PriceLadder bids = orders.addLadder(symbolId, Side.BUY);
        PriceLadder asks = orders.addLadder(symbolId, Side.SELL);
        Book book = new Book(symbolId, name, bids, asks);
        books.put(symbolId, book);
        digest.addSymbol(StateDigest.symbol(
                StateDigest.symbolIdentity(symbolId, name), StateDigest.terms(SymbolTerms.INITIAL), 0));
        return book;
    }

    private RejectCode newOrder(long clientId) {
        Book book = books.get(command.symbolId());
        if (book == null) {
            return RejectCode.UNKNOWN_SYMBOL;
        }
        if (orders.find(clientId, command.orderId()) != RecordPool.NONE) {
            return RejectCode.DUPLICATE_ORDER_ID;
        }
        boolean mayRest = command.timeInForce() == TimeInForce.DAY;
        if (mayRest && orders.resting() >= maxRestingOrders) {
            return RejectCode.TOO_MANY_ORDERS;
        }
        long quantityLots = command.quantityLots();
        if (quantityLots > Long.MAX_VALUE - tradedLots) {
            return RejectCode.COUNTER_OVERFLOW;
        }
        acceptedOrders++;
        results.accepted();

        Side side = command.side();
        PriceLadder makers = book.ladder(side.opposite());
        long limitKey = makers.key(limitPriceTicks());
        long leftLots = match(makers, limitKey, quantityLots);
        long restingLots = 0;
        if (leftLots > 0) {
            boolean mayTradeMore = makers.bestLevel() != RecordPool.NONE && makers.bestKey() >= limitKey;
            if (mayRest && !mayTradeMore) {
                restingLots = leftLots;
                orders.rest(
                        book.ladder(side), clientId, command.orderId(), command.priceTicks(), leftLots, acceptedOrders);
            } else {
                CancelReason reason = mayTradeMore ? CancelReason.FILL_LIMIT : CancelReason.IMMEDIATE_OR_CANCEL;
                results.order(clientId, command.orderId(), command.symbolId(), side)
                        .cancelled(reason, leftLots, 0);
            }
        }
        results.reply(command.symbolId(), quantityLots - leftLots, restingLots, leftLots - restingLots);
        return RejectCode.NONE;
    }

    private long limitPriceTicks() {
        if (command.orderType() == OrderType.LIMIT) {
            return command.priceTicks();
        }
        return command.side() == Side.BUY ? Limits.MAX_PRICE_TICKS : 1;
    }

    /** Trades with the best orders while their keys are not below the limit; gives what is left of the quantity. */
    private long match(PriceLadder makers, long limitKey, long quantityLots) {
        long leftLots = quantityLots;
        for (int fills = 0; fills < Limits.MAX_FILLS_PER_ORDER && leftLots > 0; fills++) {
            int level = makers.bestLevel();
            if (level == RecordPool.NONE || makers.bestKey() < limitKey) {
                break;
            }
            int maker = orders.first(level);
            long makerClientId = orders.get(maker, Orders.CLIENT_ID);
            long makerOrderId = orders.get(maker, Orders.ORDER_ID);
            long priceTicks = orders.get(maker, Orders.PRICE_TICKS);
            long lots = Math.min(leftLots, orders.get(maker, Orders.LEFT_LOTS));
            long makerLeftLots = orders.reduce(maker, lots);
            leftLots -= lots;
            trades++;
            results.maker(makerClientId, makerOrderId, makerLeftLots).filled(priceTicks, lots, trades);
        }
        tradedLots += quantityLots - leftLots;
        return leftLots;
    }

    private RejectCode cancel(long clientId) {
        int order = orders.find(clientId, command.orderId());
        if (order == RecordPool.NONE) {
            return RejectCode.UNKNOWN_ORDER;
        }
        PriceLadder ladder = orders.ladderOf(order);
        long takenLots = orders.get(order, Orders.LEFT_LOTS);
        if (command.quantityLots() != Cancel.ALL) {
            takenLots = Math.min(takenLots, command.quantityLots());
        }
        long leftLots = orders.reduce(order, takenLots);
        results.order(clientId, command.orderId(), ladder.symbolId(), ladder.side())
                .cancelled(CancelReason.CLIENT, takenLots, leftLots);
        results.reply(ladder.symbolId(), 0, leftLots, takenLots);
        return RejectCode.NONE;
    }

    @Override
    public byte[] query(ByteBuffer query) {
        return new Queries(books, orders)
                .answer(Query.decode(query), counters())
                .encode();
    }

    private Counters counters() {
        return new Counters(books.size(), orders.resting(), acceptedOrders, trades, tradedLots, acceptedOrders);
    }

    @Override
    public void writeSnapshot(OutputStream out) throws IOException {
        SnapshotWriter writer = new SnapshotWriter(out);
        Snapshots snapshots = new Snapshots(orders);
        writer.header(MatchingApplication.SPECIFICATION_VERSION, counters());
        List<Book> sorted = new ArrayList<>(books.values());
        sorted.sort(Comparator.comparingInt(Book::symbolId));
        for (Book book : sorted) {
            writer.symbol(book.symbolId(), book.name(), SymbolTerms.INITIAL, Statistics.NONE);
            snapshots.writeSide(book.bids(), writer);
            snapshots.writeSide(book.asks(), writer);
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
        journal.clear();
        SnapshotReader reader = new SnapshotReader(in);
        Snapshots snapshots = new Snapshots(orders);
        Counters counters = reader.header(MatchingApplication.SPECIFICATION_VERSION, maxRestingOrders);
        for (int i = 0; i < counters.symbols(); i++) {
            reader.nextSymbol();
            Book book = addBook(reader.symbolId(), reader.symbolName());
            snapshots.readSide(book.bids(), reader);
            snapshots.readSide(book.asks(), reader);
            reader.nextSection();
            reader.nextSection();
        }
        acceptedOrders = counters.acceptedOrders();
        trades = counters.trades();
        tradedLots = counters.tradedLots();
        reader.end(digest());
    }

    @Override
    public long digest() {
        return digest.value(counters());
    }

    @Override
    public void mark(long point) {
        journal.mark(point, acceptedOrders, trades, tradedLots);
    }

    @Override
    public void revertTo(long point) {
        int mark = journal.markOf(point);
        while (journal.hasStepsSince(mark)) {
            journal.undoLast(this::undoSymbol, orders);
        }
        acceptedOrders = journal.acceptedOrders(mark);
        trades = journal.trades(mark);
        tradedLots = journal.tradedLots(mark);
        journal.dropMarksAbove(mark);
    }

    private void undoSymbol(int symbolId) {
        Book book = books.remove(symbolId);
        digest.removeSymbol(StateDigest.symbol(
                StateDigest.symbolIdentity(symbolId, book.name()), StateDigest.terms(SymbolTerms.INITIAL), 0));
        orders.undoLadders();
    }

    @Override
    public void forgetBefore(long point) {
        journal.forgetBefore(point);
    }

    /** Walks the whole state and throws if an invariant is broken. */
    void validate() {
        Validation.validate(books.values(), orders, digest, counters());
    }
}
