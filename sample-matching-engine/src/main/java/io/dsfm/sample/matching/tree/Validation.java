package io.dsfm.sample.matching.tree;

import io.dsfm.sample.matching.domain.Counters;
import io.dsfm.sample.matching.domain.StateDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The walk over the whole state, for tests: every invariant, and the digest computed anew. */
final class Validation {

    private Validation() {}

    static void validate(Collection<Book> books, Orders orders, StateDigest kept, Counters counters) {
        StateDigest computed = new StateDigest();
        List<Order> walked = new ArrayList<>();
        for (Book book : books) {
            computed.addSymbol(book.digest());
            for (Queues queues : book.inCanonicalOrder()) {
                for (Order order : queues.validate()) {
                    check(order.book == book && book.queues(order) == queues, "an order is misplaced", order.key);
                    validate(order);
                    computed.add(order.digest());
                    walked.add(order);
                }
            }
            Order bid = book.bids.first();
            Order ask = book.asks.first();
            check(bid == null || ask == null || bid.priceTicks < ask.priceTicks, "a book is crossed", book.symbolId);
        }
        orders.validate(walked);
        check(computed.value(counters) == kept.value(counters), "the digest is not that of the state", counters);
    }

    private static void validate(Order order) {
        long mostShown = order.displayLots == 0 ? order.leftLots : Math.min(order.displayLots, order.leftLots);
        check(order.leftLots > 0, "an order has nothing left", order.key);
        if (order.isWaiting()) {
            check(order.shownLots == 0, "a waiting order shows lots", order.key);
        } else if (order.displayLots == 0) {
            check(order.shownLots == order.leftLots, "an order hides lots", order.key);
        } else {
            check(order.shownLots > 0 && order.shownLots <= mostShown, "an order shows too few or many", order.key);
        }
    }

    static void check(boolean condition, String broken, Object where) {
        if (!condition) {
            throw new IllegalStateException(broken + ": where=" + where);
        }
    }
}
