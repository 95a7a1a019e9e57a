package io.dsfm.sample.matching.ladder;

import io.dsfm.sample.matching.domain.Answer;
import io.dsfm.sample.matching.domain.Counters;
import io.dsfm.sample.matching.domain.OrderKey;
import io.dsfm.sample.matching.domain.Query;
import io.dsfm.sample.matching.domain.RejectCode;
import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.Int2ObjectHashMap;

/** Answers queries. Off the hot path: allocates. */
record Queries(Int2ObjectHashMap<Book> books, Orders orders) {

    Answer answer(Query query, Counters counters) {
        if (query instanceof Query.Depth depth) {
            Book book = books.get(depth.symbolId());
            return book == null
                    ? new Answer.Rejected(query.queryCode(), RejectCode.UNKNOWN_SYMBOL)
                    : new Answer.Depth(
                            book.symbolId(), levels(book.bids(), depth.levels()), levels(book.asks(), depth.levels()));
        }
        if (query instanceof Query.Order order) {
            return order(query, order.key());
        }
        if (query instanceof Query.Garbled garbled) {
            return new Answer.Rejected(garbled.queryCode(), garbled.code());
        }
        return counters;
    }

    private Answer order(Query query, OrderKey key) {
        int order = orders.find(key.clientId(), key.orderId());
        if (order == RecordPool.NONE) {
            return new Answer.Rejected(query.queryCode(), RejectCode.UNKNOWN_ORDER);
        }
        PriceLadder ladder = orders.ladderOf(order);
        return new Answer.Order(
                key,
                ladder.symbolId(),
                ladder.side(),
                orders.get(order, Orders.PRICE_TICKS),
                orders.get(order, Orders.LEFT_LOTS),
                orders.get(order, Orders.LEFT_LOTS),
                0,
                0,
                0,
                0);
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
                long priceTicks = orders.get(orders.first(level), Orders.PRICE_TICKS);
                levels.add(new Answer.Level(priceTicks, orders.lots(level), orders.count(level)));
            }
        }
        return levels;
    }
}
