package io.dsfm.sample.matching.tree;

import io.dsfm.sample.matching.domain.Answer;
import io.dsfm.sample.matching.domain.Counters;
import io.dsfm.sample.matching.domain.Query;
import io.dsfm.sample.matching.domain.RejectCode;
import io.dsfm.sample.matching.domain.Report;
import java.util.Map;

/** Answers queries. */
record Queries(Map<Integer, Book> books, Orders orders) {

    Answer answer(Query query, Counters counters) {
        if (query instanceof Query.Depth depth) {
            Book book = books.get(depth.symbolId());
            return book == null ? unknownSymbol(query) : depth(book, depth.levels());
        }
        if (query instanceof Query.Report report) {
            Book book = books.get(report.symbolId());
            return book == null ? unknownSymbol(query) : report(book);
        }
        if (query instanceof Query.Order order) {
            return order(order);
        }
        if (query instanceof Query.Garbled garbled) {
            return new Answer.Rejected(garbled.queryCode(), garbled.code());
        }
        return counters;
    }

    private static Answer unknownSymbol(Query query) {
        return new Answer.Rejected(query.queryCode(), RejectCode.UNKNOWN_SYMBOL);
    }

    private static Answer depth(Book book, int levels) {
        return new Answer.Depth(book.symbolId, book.bids.depth(levels), book.asks.depth(levels));
    }

    private static Answer report(Book book) {
        return new Report(
                book.symbolId,
                book.name,
                book.terms,
                book.statistics,
                book.bids.best(),
                book.asks.best(),
                book.bids.orders(),
                book.asks.orders(),
                book.waitingBuys.orders(),
                book.waitingSells.orders());
    }

    private Answer order(Query.Order query) {
        Order order = orders.find(query.key());
        if (order == null) {
            return new Answer.Rejected(query.queryCode(), RejectCode.UNKNOWN_ORDER);
        }
        return new Answer.Order(
                order.key,
                order.book.symbolId,
                order.side,
                order.priceTicks,
                order.leftLots,
                order.shownLots,
                order.stopPriceTicks,
                order.displayLots,
                order.deadlineNanos,
                order.flags());
    }
}
