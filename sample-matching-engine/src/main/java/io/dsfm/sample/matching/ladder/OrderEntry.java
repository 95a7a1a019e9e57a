package io.dsfm.sample.matching.ladder;

import io.dsfm.sample.matching.domain.CommandDecoder;
import io.dsfm.sample.matching.domain.OrderFlags;
import io.dsfm.sample.matching.domain.OrderType;
import io.dsfm.sample.matching.domain.RejectCode;
import io.dsfm.sample.matching.domain.ResultPublisher;
import io.dsfm.sample.matching.domain.Side;
import io.dsfm.sample.matching.domain.SymbolState;

/** Executes the commands that bring orders in: new ones, and replaced ones. */
final class OrderEntry {

    private final State state;
    private final CommandDecoder command;
    private final ResultPublisher results;
    private final Effects effects;
    private final Matcher matcher;
    private final Triggers triggers;
    private final int maxOrders;
    private final Incoming incoming = new Incoming();

    OrderEntry(
            State state,
            CommandDecoder command,
            ResultPublisher results,
            Effects effects,
            Matcher matcher,
            Triggers triggers,
            int maxOrders) {
        this.state = state;
        this.command = command;
        this.results = results;
        this.effects = effects;
        this.matcher = matcher;
        this.triggers = triggers;
        this.maxOrders = maxOrders;
    }

    RejectCode newOrder(long clientId, long nowNanos) {
        Book book = state.books.find(command.symbolId());
        if (book == null) {
            return RejectCode.UNKNOWN_SYMBOL;
        }
        RejectCode code = checkNew(book, clientId, nowNanos);
        if (code != RejectCode.NONE) {
            return code;
        }
        incoming.takeNew(command, clientId, state.nextAccepted());
        results.accepted();
        if (incoming.stopPriceTicks == 0) {
            matcher.match(book, incoming);
        } else if (book.isReached(incoming.side, incoming.stopPriceTicks)) {
            incoming.stopPriceTicks = 0;
            results.triggered(clientId, incoming.orderId, book.symbolId, incoming.side);
            matcher.match(book, incoming);
        } else {
            effects.enter(book.waiting(incoming.side), incoming);
        }
        triggers.settle(book, nowNanos);
        effects.reply(book.symbolId, incoming);
        return RejectCode.NONE;
    }

    private RejectCode checkNew(Book book, long clientId, long nowNanos) {
        RejectCode code = checkOpen(book);
        if (code != RejectCode.NONE) {
            return code;
        }
        if (state.orders.find(clientId, command.orderId()) != RecordPool.NONE) {
            return RejectCode.DUPLICATE_ORDER_ID;
        }
        code = checkTerms(book, command.priceTicks(), command.stopPriceTicks());
        if (code != RejectCode.NONE) {
            return code;
        }
        if (command.deadlineNanos() > 0 && command.deadlineNanos() <= nowNanos) {
            return RejectCode.DEADLINE_PASSED;
        }
        if (command.timeInForce().mayRest() && state.orders.count() >= maxOrders) {
            return RejectCode.TOO_MANY_ORDERS;
        }
        return checkTrade(book, command.side(), command.orderType() == OrderType.POST_ONLY);
    }

    private static RejectCode checkOpen(Book book) {
        SymbolState symbolState = book.state();
        if (symbolState == SymbolState.OPEN) {
            return RejectCode.NONE;
        }
        return symbolState == SymbolState.HALTED ? RejectCode.SYMBOL_HALTED : RejectCode.SYMBOL_CLOSED;
    }

    /** Checks the prices against step and band; 0 stands for none. */
    private static RejectCode checkTerms(Book book, long priceTicks, long stopPriceTicks) {
        int stepTicks = book.terms().stepTicks();
        // Divisions, for which every order would wait.
        if (stepTicks != 1 && (priceTicks % stepTicks != 0 || stopPriceTicks % stepTicks != 0)) {
            return RejectCode.WRONG_STEP;
        }
        return isInBand(book, priceTicks) && isInBand(book, stopPriceTicks) ? RejectCode.NONE : RejectCode.OUT_OF_BAND;
    }

    private static boolean isInBand(Book book, long priceTicks) {
        return priceTicks == 0
                || priceTicks >= book.terms().lowestTicks()
                        && priceTicks <= book.terms().highestTicks();
    }

    private RejectCode checkTrade(Book book, Side side, boolean isPostOnly) {
        if (state.couldOverflow(command.quantityLots())) {
            return RejectCode.COUNTER_OVERFLOW;
        }
        boolean wouldTrade = isPostOnly && Matcher.wouldTrade(book.makers(side), command.priceTicks());
        return wouldTrade ? RejectCode.WOULD_TRADE : RejectCode.NONE;
    }

    RejectCode replace(long clientId, long nowNanos) {
        Orders orders = state.orders;
        int order = orders.find(clientId, command.orderId());
        if (order == RecordPool.NONE) {
            return RejectCode.UNKNOWN_ORDER;
        }
        PriceLadder ladder = orders.ladderOf(order);
        if (ladder.isWaiting()) {
            return RejectCode.ORDER_WAITS;
        }
        Book book = state.books.find(ladder.symbolId());
        if (book == null) {
            throw new IllegalStateException("an order is in no book: symbolId=" + ladder.symbolId());
        }
        orders.load(order, incoming);
        boolean keepsPlace = command.priceTicks() == incoming.priceTicks && command.quantityLots() < incoming.leftLots;
        RejectCode code = checkReplaced(book, keepsPlace, nowNanos);
        if (code != RejectCode.NONE) {
            return code;
        }
        if (keepsPlace) {
            reduce(order);
        } else {
            comeInAgain(book, order);
        }
        triggers.settle(book, nowNanos);
        effects.reply(book.symbolId, incoming);
        return RejectCode.NONE;
    }

    private RejectCode checkReplaced(Book book, boolean keepsPlace, long nowNanos) {
        RejectCode code = checkOpen(book);
        if (code != RejectCode.NONE) {
            return code;
        }
        if (incoming.deadlineNanos > 0 && incoming.deadlineNanos <= nowNanos) {
            return RejectCode.DEADLINE_PASSED;
        }
        if (keepsPlace) {
            return RejectCode.NONE;
        }
        code = checkTerms(book, command.priceTicks(), 0);
        return code == RejectCode.NONE ? checkTrade(book, incoming.side, OrderFlags.isPostOnly(incoming.flags)) : code;
    }

    private void reduce(int order) {
        incoming.comeIn();
        incoming.restingLots = command.quantityLots();
        state.orders.change(
                order, command.quantityLots(), Math.min(state.records.shownLots(order), command.quantityLots()));
        results.replaced(state.orders.ladderOf(order).symbolId(), incoming.side, true);
    }

    private void comeInAgain(Book book, int order) {
        incoming.comeIn();
        incoming.priceTicks = command.priceTicks();
        incoming.leftLots = command.quantityLots();
        if (Matcher.wouldTrade(book.makers(incoming.side), incoming.priceTicks)) {
            effects.leave(order);
            results.replaced(book.symbolId, incoming.side, false);
            matcher.match(book, incoming);
        } else {
            effects.move(order, book.symbolId, incoming);
        }
    }
}
