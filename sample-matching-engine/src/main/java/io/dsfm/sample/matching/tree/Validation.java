package io.dsfm.sample.matching.tree;

import io.dsfm.sample.matching.domain.Counters;
import io.dsfm.sample.matching.domain.OrderKey;
import io.dsfm.sample.matching.domain.StateDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The walk over the whole state, for tests: every invariant, and the digest computed anew. */
final class Validation {

    private Validation() {}

    static void validate(Collection<Book> books, Map<OrderKey, Order> orders, StateDigest kept, Counters counters) {
        StateDigest computed = new StateDigest();
        int walked = 0;
        for (Book book : books) {
            computed.addSymbol(StateDigest.symbol(
                    StateDigest.symbolIdentity(book.symbolId, book.name),
                    StateDigest.terms(io.dsfm.sample.matching.domain.SymbolTerms.INITIAL),
                    0));
            List<Order> inBook = new ArrayList<>(book.bids.validate());
            inBook.addAll(book.asks.validate());
            for (Order order : inBook) {
                check(order.book == book, "an order is in another book than its own", order.key);
                check(orders.get(order.key) == order, "an order is not to be found", order.key);
                computed.add(order.digest());
            }
            walked += inBook.size();
            Order bid = book.bids.first();
            Order ask = book.asks.first();
            check(bid == null || ask == null || bid.priceTicks < ask.priceTicks, "a book is crossed", book.symbolId);
        }
        check(walked == orders.size(), "orders are in no book", orders.size() + ", in books=" + walked);
        check(computed.value(counters) == kept.value(counters), "the digest is not that of the state", kept);
    }

    static void check(boolean condition, String broken, Object where) {
        if (!condition) {
            throw new IllegalStateException(broken + ": where=" + where);
        }
    }
}
