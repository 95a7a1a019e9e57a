package io.dsfm.sample.matching.ladder;

import io.dsfm.sample.matching.domain.CommandDecoder;
import io.dsfm.sample.matching.domain.Limits;
import io.dsfm.sample.matching.domain.Query;
import io.dsfm.sample.matching.domain.RejectCode;
import io.dsfm.sample.matching.domain.ResultPublisher;
import io.dsfm.sample.matching.domain.SymbolState;
import io.dsfm.sample.matching.domain.SymbolTerms;
import io.dsfm.statemachine.InputContext;
import io.dsfm.statemachine.Outputs;
import io.dsfm.statemachine.Revertible;
import io.dsfm.statemachine.StateMachine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * The matching engine on primitive arrays; allocates nothing for orders, cancellations and timers once its pools have
 * grown. It returns to a marked state by undoing what was done since, step by step.
 */
final class LadderMatchingEngine implements StateMachine, Revertible {

    private final int maxRestingOrders;
    private final CommandDecoder command = new CommandDecoder();
    private final ResultPublisher results = new ResultPublisher(command);
    private final State state = new State();
    private final Effects effects = new Effects(state, results);
    private final Matcher matcher = new Matcher(state, results, effects);
    private final Triggers triggers = new Triggers(state, results, effects, matcher);
    private final Cancellations cancellations = new Cancellations(state, command, results, effects);
    private final OrderEntry orderEntry;

    LadderMatchingEngine() {
        this(Limits.MAX_RESTING_ORDERS);
    }

    /** Creates an engine with a lower limit than the specification's, for tests. */
    LadderMatchingEngine(int maxRestingOrders) {
        this.maxRestingOrders = maxRestingOrders;
        orderEntry = new OrderEntry(state, command, results, effects, matcher, triggers, maxRestingOrders);
    }

    @Override
    public void execute(InputContext context, ByteBuffer input, Outputs outputs) {
        long clientId = context.clientId();
        long nowNanos = context.timestampNanos();
        RejectCode code = command.decode(input);
        results.begin(clientId, outputs);
        matcher.begin(nowNanos);
        if (code == RejectCode.NONE) {
            code = switch (command.type()) {
                case ADD_SYMBOL -> addSymbol();
                case NEW_ORDER -> orderEntry.newOrder(clientId, nowNanos);
                case CANCEL -> cancellations.cancel(clientId);
                case CONFIGURE -> configure();
                case SET_STATE -> setState(nowNanos);
                case REPLACE -> orderEntry.replace(clientId, nowNanos);
                case MASS_CANCEL -> cancellations.massCancel(clientId);
            };
        }
        if (code != RejectCode.NONE) {
            results.rejected(code);
        }
    }

    @Override
    public void onTimer(InputContext context, long timerId, Outputs outputs) {
        long nowNanos = context.timestampNanos();
        results.beginTimer(outputs);
        matcher.begin(nowNanos);
        if (timerId > 0) {
            int order = state.orders.findTimer(timerId);
            if (order != RecordPool.NONE) {
                effects.expire(order);
            }
        } else if (timerId < 0 && timerId >= -Integer.MAX_VALUE) {
            Book book = state.books.find((int) -timerId);
            if (book != null) {
                goOn(book, nowNanos);
            }
        }
        state.changes.tell(results);
        results.endTimer();
    }

    /** Settles or closes a symbol further. */
    private void goOn(Book book, long nowNanos) {
        if (book.state() == SymbolState.OPEN) {
            triggers.settle(book, nowNanos);
        } else if (book.state() == SymbolState.CLOSED) {
            cancellations.close(book, nowNanos);
        }
    }

    private RejectCode addSymbol() {
        if (state.books.find(command.symbolId()) != null) {
            return RejectCode.SYMBOL_EXISTS;
        }
        if (state.books.count() >= Limits.MAX_SYMBOLS) {
            return RejectCode.TOO_MANY_SYMBOLS;
        }
        state.addBook(command.symbolId(), command.symbolName());
        results.symbolAdded();
        effects.reply(command.symbolId(), 0, 0, 0);
        return RejectCode.NONE;
    }

    private RejectCode configure() {
        Book book = state.books.find(command.symbolId());
        if (book == null) {
            return RejectCode.UNKNOWN_SYMBOL;
        }
        state.beforeChange(book);
        book.terms(new SymbolTerms(
                book.state(), command.feed(), command.stepTicks(), command.lowestTicks(), command.highestTicks()));
        state.afterChange(book);
        results.configured();
        effects.reply(book.symbolId, 0, 0, 0);
        return RejectCode.NONE;
    }

    private RejectCode setState(long nowNanos) {
        Book book = state.books.find(command.symbolId());
        if (book == null) {
            return RejectCode.UNKNOWN_SYMBOL;
        }
        boolean isClosing = book.state() == SymbolState.CLOSED && book.hasOrders();
        if (isClosing && command.state() != SymbolState.CLOSED) {
            return RejectCode.SYMBOL_CLOSING;
        }
        SymbolTerms terms = book.terms();
        state.beforeChange(book);
        book.terms(new SymbolTerms(
                command.state(), terms.feed(), terms.stepTicks(), terms.lowestTicks(), terms.highestTicks()));
        state.afterChange(book);
        results.stateSet();
        goOn(book, nowNanos);
        boolean isClosed = command.state() == SymbolState.CLOSED;
        effects.reply(
                book.symbolId,
                0,
                isClosed && cancellations.hasMore() ? 1 : 0,
                isClosed ? cancellations.cancelled() : 0);
        return RejectCode.NONE;
    }

    @Override
    public byte[] query(ByteBuffer query) {
        return new Queries(state).answer(Query.decode(query)).encode();
    }

    @Override
    public void writeSnapshot(OutputStream out) throws IOException {
        new Snapshots(state).write(out);
    }

    @Override
    public void restoreSnapshot(InputStream in) throws IOException {
        new Snapshots(state).read(in, maxRestingOrders);
    }

    @Override
    public long digest() {
        return state.digest();
    }

    @Override
    public void mark(long point) {
        state.mark(point);
    }

    @Override
    public void revertTo(long point) {
        state.revertTo(point);
    }

    @Override
    public void forgetBefore(long point) {
        state.forgetBefore(point);
    }

    /** Walks the whole state and throws if an invariant is broken. */
    void validate() {
        new Validation(state).validate();
    }
}
