package io.dsfm.sample.matching.ladder;

import io.dsfm.sample.matching.domain.Answer;
import io.dsfm.sample.matching.domain.OrderKey;
import io.dsfm.sample.matching.domain.Query;
import io.dsfm.sample.matching.domain.RejectCode;
import io.dsfm.sample.matching.domain.Report;
import java.util.ArrayList;
import java.util.List;

/** Answers queries. Off the hot path: allocates. */
record Queries(State state) {

    Answer answer(Query query) {
        if (query instanceof Query.Depth depth) {
            Book book = state.books.find(depth.symbolId());
            return book == null
                    ? new Answer.Rejected(query.queryCode(), RejectCode.UNKNOWN_SYMBOL)
                    : new Answer.Depth(
                            book.symbolId, levels(book.bids, depth.levels()), levels(book.asks, depth.levels()));
        }
        if (query instanceof Query.Order order) {
            return order(query, order.key());
        }
        if (query instanceof Query.Report report) {
            Book book = state.books.find(report.symbolId());
            return book == null ? new Answer.Rejected(query.queryCode(), RejectCode.UNKNOWN_SYMBOL) : report(book);
        }
        if (query instanceof Query.Garbled garbled) {
            return new Answer.Rejected(garbled.queryCode(), garbled.code());
        }
        return state.counters();
    }

    private Answer order(Query query, OrderKey key) {
        int handle = state.orders.find(key.clientId(), key.orderId());
        if (handle == RecordPool.NONE) {
            return new Answer.Rejected(query.queryCode(), RejectCode.UNKNOWN_ORDER);
        }
        Incoming order = new Incoming();
        state.orders.load(handle, order);
        return new Answer.Order(
                key,
                state.orders.ladderOf(handle).symbolId(),
                order.side,
                order.priceTicks,
                order.leftLots,
                state.records.shownLots(handle),
                order.stopPriceTicks,
                order.displayLots,
                order.deadlineNanos,
                order.flags);
    }

    private Report report(Book book) {
        return new Report(
                book.symbolId,
                book.name,
                book.terms(),
                book.statistics(),
                best(book.bids),
                best(book.asks),
                book.bids.orderCount(),
                book.asks.orderCount(),
                book.waitingBuys.orderCount(),
                book.waitingSells.orderCount());
    }

    private Answer.Level best(PriceLadder ladder) {
        List<Answer.Level> best = levels(ladder, 1);
        return best.isEmpty() ? Report.NO_LEVEL : best.get(0);
    }

    private List<Answer.Level> levels(PriceLadder ladder, int most) {
        List<Answer.Level> levels = new ArrayList<>();
        for (int i = ladder.chunkCount() - 1; i >= 0; i--) {
            Chunk chunk = ladder.chunk(i);
            for (int j = chunk.size - 1; j >= 0; j--) {
                if (levels.size() == most) {
                    return levels;
                }
                int level = chunk.levels[j];
                int count = state.levels.count(level);
                if (count > 0) {
                    levels.add(new Answer.Level(ladder.priceTicks(chunk.keys[j]), state.levels.lots(level), count));
                }
            }
        }
        return levels;
    }
}
