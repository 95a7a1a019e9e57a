package io.dsfm.sample.matching.tree;

import io.dsfm.sample.matching.domain.CommandDecoder;
import io.dsfm.sample.matching.domain.Limits;
import io.dsfm.sample.matching.domain.NewOrder;
import io.dsfm.sample.matching.domain.OrderKey;
import io.dsfm.sample.matching.domain.OrderType;
import io.dsfm.sample.matching.domain.RejectCode;
import io.dsfm.sample.matching.domain.Side;
import io.dsfm.sample.matching.domain.SymbolState;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The checks of a command against the state, in their order; none of them changes anything. */
final class Checks {

    private final CommandDecoder command;
    private final Map<Integer, Book> books;
    private final Orders orders;
    private final Matcher matcher;
    private final int maxRestingOrders;

    Checks(CommandDecoder command, Map<Integer, Book> books, Orders orders, Matcher matcher, int maxRestingOrders) {
        this.command = command;
        this.books = books;
        this.orders = orders;
        this.matcher = matcher;
        this.maxRestingOrders = maxRestingOrders;
    }

    RejectCode addSymbol() {
        if (books.containsKey(command.symbolId())) {
            return RejectCode.SYMBOL_EXISTS;
        }
        return books.size() == Limits.MAX_SYMBOLS ? RejectCode.TOO_MANY_SYMBOLS : RejectCode.NONE;
    }

    RejectCode knownSymbol() {
        return books.containsKey(command.symbolId()) ? RejectCode.NONE : RejectCode.UNKNOWN_SYMBOL;
    }

    RejectCode setState() {
        Book book = books.get(command.symbolId());
        if (book == null) {
            return RejectCode.UNKNOWN_SYMBOL;
        }
        boolean isClosing = book.terms.state() == SymbolState.CLOSED && book.orders() > 0;
        return isClosing && command.state() != SymbolState.CLOSED ? RejectCode.SYMBOL_CLOSING : RejectCode.NONE;
    }

    RejectCode newOrder(OrderKey key, long nowNanos) {
        Book book = books.get(command.symbolId());
        if (book == null) {
            return RejectCode.UNKNOWN_SYMBOL;
        }
        if (!book.isOpen()) {
            return notOpen(book);
        }
        if (orders.find(key) != null) {
            return RejectCode.DUPLICATE_ORDER_ID;
        }
        RejectCode prices = prices(book, command.priceTicks(), command.stopPriceTicks());
        if (prices != RejectCode.NONE) {
            return prices;
        }
        if (command.deadlineNanos() != NewOrder.NO_DEADLINE && command.deadlineNanos() <= nowNanos) {
            return RejectCode.DEADLINE_PASSED;
        }
        if (command.timeInForce().mayRest() && orders.count() >= maxRestingOrders) {
            return RejectCode.TOO_MANY_ORDERS;
        }
        if (couldOverflow()) {
            return RejectCode.COUNTER_OVERFLOW;
        }
        boolean isPostOnly = command.orderType() == OrderType.POST_ONLY;
        return isPostOnly && wouldTrade(book, command.side()) ? RejectCode.WOULD_TRADE : RejectCode.NONE;
    }

    RejectCode replace(@Nullable Order order, long nowNanos) {
        if (order == null) {
            return RejectCode.UNKNOWN_ORDER;
        }
        if (order.isWaiting()) {
            return RejectCode.ORDER_WAITS;
        }
        Book book = order.book;
        if (!book.isOpen()) {
            return notOpen(book);
        }
        if (order.isExpired(nowNanos)) {
            return RejectCode.DEADLINE_PASSED;
        }
        if (keepsPlace(order)) {
            return RejectCode.NONE;
        }
        RejectCode prices = prices(book, command.priceTicks(), NewOrder.NO_PRICE);
        if (prices != RejectCode.NONE) {
            return prices;
        }
        if (couldOverflow()) {
            return RejectCode.COUNTER_OVERFLOW;
        }
        return order.isPostOnly && wouldTrade(book, order.side) ? RejectCode.WOULD_TRADE : RejectCode.NONE;
    }

    /** Whether the order is replaced where it is. */
    boolean keepsPlace(Order order) {
        return command.priceTicks() == order.priceTicks && command.quantityLots() < order.leftLots;
    }

    private static RejectCode notOpen(Book book) {
        return book.terms.state() == SymbolState.HALTED ? RejectCode.SYMBOL_HALTED : RejectCode.SYMBOL_CLOSED;
    }

    private static RejectCode prices(Book book, long priceTicks, long stopPriceTicks) {
        if (priceTicks % book.terms.stepTicks() != 0 || stopPriceTicks % book.terms.stepTicks() != 0) {
            return RejectCode.WRONG_STEP;
        }
        boolean isInBand = isInBand(book, priceTicks) && isInBand(book, stopPriceTicks);
        return isInBand ? RejectCode.NONE : RejectCode.OUT_OF_BAND;
    }

    private static boolean isInBand(Book book, long ticks) {
        return ticks == NewOrder.NO_PRICE || ticks >= book.terms.lowestTicks() && ticks <= book.terms.highestTicks();
    }

    private boolean couldOverflow() {
        return matcher.tradedLots > Long.MAX_VALUE - command.quantityLots();
    }

    private boolean wouldTrade(Book book, Side side) {
        Order best = book.side(side.opposite()).first();
        return best != null && side.crosses(command.priceTicks(), best.priceTicks);
    }
}
