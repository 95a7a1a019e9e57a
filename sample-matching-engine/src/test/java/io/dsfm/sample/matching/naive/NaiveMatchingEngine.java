package io.dsfm.sample.matching.naive;

import io.dsfm.sample.matching.domain.CancelReason;
import io.dsfm.sample.matching.domain.CommandDecoder;
import io.dsfm.sample.matching.domain.Limits;
import io.dsfm.sample.matching.domain.OrderKey;
import io.dsfm.sample.matching.domain.OrderType;
import io.dsfm.sample.matching.domain.Query;
import io.dsfm.sample.matching.domain.RejectCode;
import io.dsfm.sample.matching.domain.ResultPublisher;
import io.dsfm.sample.matching.domain.Side;
import io.dsfm.sample.matching.domain.SymbolState;
import io.dsfm.sample.matching.domain.SymbolTerms;
import io.dsfm.sample.matching.domain.TimeInForce;
import io.dsfm.sample.matching.naive.NaiveMatching.Outcome;
import io.dsfm.statemachine.InputContext;
import io.dsfm.statemachine.Outputs;
import io.dsfm.statemachine.StateMachine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The oracle: written from {@code docs/matching-engine.md} alone, sentence by sentence, with lists that are sorted and searched
 * whenever something is wanted, and everything computed anew. Slow beyond some thousand orders.
 */
public final class NaiveMatchingEngine implements StateMachine {

    private final int maxRestingOrders;
    private final NaiveState state = new NaiveState();
    private final CommandDecoder command = new CommandDecoder();
    private final ResultPublisher publisher = new ResultPublisher(command);

    /** Creates an engine with the limit of the specification. */
    public NaiveMatchingEngine() {
        this(Limits.MAX_RESTING_ORDERS);
    }

    /** Creates an engine that lets so many orders rest or wait. */
    public NaiveMatchingEngine(int maxRestingOrders) {
        this.maxRestingOrders = maxRestingOrders;
    }

    @Override
    public void execute(InputContext context, ByteBuffer input, Outputs outputs) {
        RejectCode code = command.decode(input);
        publisher.begin(context.clientId(), outputs);
        NaiveInput running = new NaiveInput(context.clientId(), context.timestampNanos());
        if (code == RejectCode.NONE) {
            code = running.check();
        }
        if (code != RejectCode.NONE) {
            publisher.rejected(code);
            return;
        }
        running.execute();
    }

    @Override
    public void onTimer(InputContext context, long timerId, Outputs outputs) {
        publisher.beginTimer(outputs);
        NaiveFeed feed = new NaiveFeed(state);
        NaiveMatching matching = new NaiveMatching(state, publisher, context.timestampNanos());
        if (timerId > 0) {
            Optional<NaiveOrder> order = state.orderOfTimer(timerId);
            order.ifPresent(expired -> {
                // Its timer has fired, so there is none to cancel.
                symbol(expired.symbolId).orders.remove(expired);
                matching.cancelWhole(expired, CancelReason.EXPIRED);
            });
        } else if (timerId < 0 && timerId >= -Integer.MAX_VALUE) {
            NaiveSymbol symbol = state.symbols.get((int) -timerId);
            if (symbol != null && symbol.terms.state() == SymbolState.OPEN) {
                matching.settle(symbol);
            } else if (symbol != null && symbol.terms.state() == SymbolState.CLOSED) {
                matching.close(symbol);
            }
        }
        feed.publish(state, publisher);
        publisher.endTimer();
    }

    private NaiveSymbol symbol(int symbolId) {
        return Objects.requireNonNull(state.symbols.get(symbolId));
    }

    @Override
    public byte[] query(ByteBuffer query) {
        return NaiveQueries.answer(state, Query.decode(query)).encode();
    }

    @Override
    public void writeSnapshot(OutputStream out) throws IOException {
        NaiveSnapshots.write(state, out);
    }

    @Override
    public void restoreSnapshot(InputStream in) throws IOException {
        NaiveSnapshots.read(state, in, maxRestingOrders);
    }

    @Override
    public long digest() {
        return state.digest();
    }

    /** One command on its way. */
    private final class NaiveInput {

        private final long clientId;
        private final long nowNanos;
        private final NaiveMatching matching;

        NaiveInput(long clientId, long nowNanos) {
            this.clientId = clientId;
            this.nowNanos = nowNanos;
            this.matching = new NaiveMatching(state, publisher, nowNanos);
        }

        RejectCode check() {
            return switch (command.type()) {
                case ADD_SYMBOL -> checkAddSymbol();
                case NEW_ORDER -> checkNewOrder();
                case CANCEL -> own().isPresent() ? RejectCode.NONE : RejectCode.UNKNOWN_ORDER;
                case CONFIGURE -> checkSymbol();
                case SET_STATE -> checkSetState();
                case REPLACE -> own().map(this::checkReplace).orElse(RejectCode.UNKNOWN_ORDER);
                case MASS_CANCEL ->
                    switch (command.scope()) {
                        case OWN -> RejectCode.NONE;
                        case OWN_IN_SYMBOL, ALL_IN_SYMBOL -> checkSymbol();
                    };
            };
        }

        private Optional<NaiveOrder> own() {
            return state.order(new OrderKey(clientId, command.orderId()));
        }

        private RejectCode checkSymbol() {
            return state.symbols.containsKey(command.symbolId()) ? RejectCode.NONE : RejectCode.UNKNOWN_SYMBOL;
        }

        private RejectCode checkAddSymbol() {
            if (state.symbols.containsKey(command.symbolId())) {
                return RejectCode.SYMBOL_EXISTS;
            }
            return state.symbols.size() >= Limits.MAX_SYMBOLS ? RejectCode.TOO_MANY_SYMBOLS : RejectCode.NONE;
        }

        private RejectCode checkSetState() {
            NaiveSymbol symbol = state.symbols.get(command.symbolId());
            if (symbol == null) {
                return RejectCode.UNKNOWN_SYMBOL;
            }
            boolean isClosing = symbol.terms.state() == SymbolState.CLOSED && !symbol.orders.isEmpty();
            return isClosing && command.state() != SymbolState.CLOSED ? RejectCode.SYMBOL_CLOSING : RejectCode.NONE;
        }

        private RejectCode checkNewOrder() {
            NaiveSymbol symbol = state.symbols.get(command.symbolId());
            if (symbol == null) {
                return RejectCode.UNKNOWN_SYMBOL;
            }
            RejectCode notOpen = checkOpen(symbol);
            if (notOpen != RejectCode.NONE) {
                return notOpen;
            }
            if (own().isPresent()) {
                return RejectCode.DUPLICATE_ORDER_ID;
            }
            RejectCode price = checkPrices(symbol, command.priceTicks(), command.stopPriceTicks());
            if (price != RejectCode.NONE) {
                return price;
            }
            if (command.timeInForce() == TimeInForce.GTT && command.deadlineNanos() <= nowNanos) {
                return RejectCode.DEADLINE_PASSED;
            }
            if (command.timeInForce().mayRest() && state.orders().size() >= maxRestingOrders) {
                return RejectCode.TOO_MANY_ORDERS;
            }
            return checkLots(symbol, command.side(), command.orderType() == OrderType.POST_ONLY);
        }

        private static RejectCode checkOpen(NaiveSymbol symbol) {
            return switch (symbol.terms.state()) {
                case OPEN -> RejectCode.NONE;
                case HALTED -> RejectCode.SYMBOL_HALTED;
                case CLOSED -> RejectCode.SYMBOL_CLOSED;
            };
        }

        /** Prices of 0 are none. */
        private static RejectCode checkPrices(NaiveSymbol symbol, long... prices) {
            for (long priceTicks : prices) {
                if (priceTicks != 0 && priceTicks % symbol.terms.stepTicks() != 0) {
                    return RejectCode.WRONG_STEP;
                }
            }
            for (long priceTicks : prices) {
                boolean isInBand =
                        priceTicks >= symbol.terms.lowestTicks() && priceTicks <= symbol.terms.highestTicks();
                if (priceTicks != 0 && !isInBand) {
                    return RejectCode.OUT_OF_BAND;
                }
            }
            return RejectCode.NONE;
        }

        private RejectCode checkLots(NaiveSymbol symbol, Side side, boolean isPostOnly) {
            if (state.tradedLots > Long.MAX_VALUE - command.quantityLots()) {
                return RejectCode.COUNTER_OVERFLOW;
            }
            List<NaiveOrder> makers = symbol.resting(side.opposite());
            boolean wouldTrade =
                    isPostOnly && !makers.isEmpty() && side.crosses(command.priceTicks(), makers.get(0).priceTicks);
            return wouldTrade ? RejectCode.WOULD_TRADE : RejectCode.NONE;
        }

        private boolean keepsPlace(NaiveOrder order) {
            return command.priceTicks() == order.priceTicks && command.quantityLots() < order.leftLots;
        }

        private RejectCode checkReplace(NaiveOrder order) {
            if (order.isWaiting()) {
                return RejectCode.ORDER_WAITS;
            }
            NaiveSymbol symbol = symbol(order.symbolId);
            RejectCode notOpen = checkOpen(symbol);
            if (notOpen != RejectCode.NONE) {
                return notOpen;
            }
            if (order.isExpired(nowNanos)) {
                return RejectCode.DEADLINE_PASSED;
            }
            if (keepsPlace(order)) {
                return RejectCode.NONE;
            }
            RejectCode price = checkPrices(symbol, command.priceTicks());
            return price == RejectCode.NONE ? checkLots(symbol, order.side, order.isPostOnly) : price;
        }

        /** The command is accepted. */
        void execute() {
            NaiveFeed feed = new NaiveFeed(state);
            int symbolId = command.symbolId();
            Outcome outcome = new Outcome(0, 0, 0);
            switch (command.type()) {
                case ADD_SYMBOL -> {
                    state.symbols.put(symbolId, new NaiveSymbol(symbolId, command.symbolName()));
                    publisher.symbolAdded();
                }
                case NEW_ORDER -> outcome = newOrder(symbol(symbolId));
                case CANCEL -> {
                    NaiveOrder order = own().orElseThrow();
                    symbolId = order.symbolId;
                    outcome = cancel(symbol(symbolId), order);
                }
                case CONFIGURE -> configure(symbol(symbolId));
                case SET_STATE -> outcome = setState(symbol(symbolId));
                case REPLACE -> {
                    NaiveOrder order = own().orElseThrow();
                    symbolId = order.symbolId;
                    outcome = replace(symbol(symbolId), order);
                }
                case MASS_CANCEL -> outcome = massCancel();
            }
            feed.publish(state, publisher);
            publisher.reply(symbolId, outcome.filledLots(), outcome.restingLots(), outcome.cancelledLots());
        }

        private Outcome newOrder(NaiveSymbol symbol) {
            long number = ++state.acceptedOrders;
            publisher.accepted();
            OrderType type = command.orderType();
            NaiveOrder order = new NaiveOrder(
                    new OrderKey(clientId, command.orderId()),
                    symbol.symbolId,
                    command.side(),
                    command.selfTrade(),
                    type == OrderType.POST_ONLY,
                    command.displayLots(),
                    command.deadlineNanos(),
                    command.deadlineNanos() > 0 ? number : 0);
            order.priceTicks = command.priceTicks();
            order.leftLots = command.quantityLots();
            Outcome outcome;
            if (!type.hasStopPrice()) {
                outcome = matching.match(symbol, order, command.timeInForce());
            } else if (symbol.isReached(order.side, command.stopPriceTicks())) {
                outcome = matching.trigger(symbol, order);
            } else {
                order.stopPriceTicks = command.stopPriceTicks();
                matching.enter(symbol, order);
                outcome = new Outcome(0, order.leftLots, 0);
            }
            matching.settle(symbol);
            return outcome;
        }

        private Outcome cancel(NaiveSymbol symbol, NaiveOrder order) {
            long takenLots =
                    command.quantityLots() == 0 ? order.leftLots : Math.min(command.quantityLots(), order.leftLots);
            order.leftLots -= takenLots;
            order.shownLots = Math.min(order.shownLots, order.leftLots);
            if (order.leftLots == 0) {
                matching.leave(symbol, order);
            }
            publisher
                    .order(clientId, order.key.orderId(), order.symbolId, order.side)
                    .cancelled(CancelReason.CLIENT, takenLots, order.leftLots);
            return new Outcome(0, order.leftLots, takenLots);
        }

        private void configure(NaiveSymbol symbol) {
            symbol.terms = new SymbolTerms(
                    symbol.terms.state(),
                    command.feed(),
                    command.stepTicks(),
                    command.lowestTicks(),
                    command.highestTicks());
            publisher.configured();
        }

        private Outcome setState(NaiveSymbol symbol) {
            symbol.terms = new SymbolTerms(
                    command.state(),
                    symbol.terms.feed(),
                    symbol.terms.stepTicks(),
                    symbol.terms.lowestTicks(),
                    symbol.terms.highestTicks());
            publisher.stateSet();
            if (command.state() == SymbolState.OPEN) {
                matching.settle(symbol);
            } else if (command.state() == SymbolState.CLOSED) {
                long cancelled = matching.close(symbol);
                return new Outcome(0, symbol.orders.isEmpty() ? 0 : 1, cancelled);
            }
            return new Outcome(0, 0, 0);
        }

        private Outcome replace(NaiveSymbol symbol, NaiveOrder order) {
            Outcome outcome;
            if (keepsPlace(order)) {
                order.leftLots = command.quantityLots();
                order.shownLots = Math.min(order.shownLots, order.leftLots);
                publisher.replaced(symbol.symbolId, order.side, true);
                outcome = new Outcome(0, order.leftLots, 0);
            } else {
                matching.leave(symbol, order);
                publisher.replaced(symbol.symbolId, order.side, false);
                order.priceTicks = command.priceTicks();
                order.leftLots = command.quantityLots();
                outcome = matching.match(symbol, order, TimeInForce.DAY);
            }
            matching.settle(symbol);
            return outcome;
        }

        private Outcome massCancel() {
            List<NaiveOrder> scope = inScope();
            long cancelled = matching.cancelFirst(scope, CancelReason.MASS_CANCEL);
            return new Outcome(0, cancelled < scope.size() ? 1 : 0, cancelled);
        }

        private List<NaiveOrder> inScope() {
            return state.symbols.values().stream()
                    .filter(symbol -> command.symbolId() == 0 || symbol.symbolId == command.symbolId())
                    .flatMap(symbol -> symbol.canonical().stream())
                    .filter(order -> switch (command.scope()) {
                        case OWN, OWN_IN_SYMBOL -> order.key.clientId() == clientId;
                        case ALL_IN_SYMBOL -> true;
                    })
                    .toList();
        }
    }
}
