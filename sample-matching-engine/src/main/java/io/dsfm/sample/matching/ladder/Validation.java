package io.dsfm.sample.matching.ladder;

import io.dsfm.sample.matching.domain.Counters;
import io.dsfm.sample.matching.domain.StateDigest;
import io.dsfm.sample.matching.domain.SymbolTerms;
import java.util.Collection;

/** The walk over the whole state, for tests: every invariant, and the digest computed anew. */
final class Validation {

    private Validation() {}

    static void validate(Collection<Book> books, Orders orders, StateDigest kept, Counters counters) {
        StateDigest computed = new StateDigest();
        long walkedOrders = 0;
        int walkedLevels = 0;
        for (Book book : books) {
            computed.addSymbol(StateDigest.symbol(
                    StateDigest.symbolIdentity(book.symbolId(), book.name()),
                    StateDigest.terms(SymbolTerms.INITIAL),
                    0));
            for (PriceLadder ladder : new PriceLadder[] {book.bids(), book.asks()}) {
                validateOrder(ladder);
                for (int i = 0; i < ladder.chunkCount(); i++) {
                    Chunk chunk = ladder.chunk(i);
                    for (int j = 0; j < chunk.size; j++) {
                        validateLevel(orders, ladder, chunk.keys[j], chunk.levels[j], computed);
                        walkedOrders += orders.count(chunk.levels[j]);
                        walkedLevels++;
                    }
                }
            }
            // A bid's key is its price and an ask's the negative price, so that keys of a crossed book add up to 0 or
            // more.
            boolean isOneSided =
                    book.bids().bestLevel() == RecordPool.NONE || book.asks().bestLevel() == RecordPool.NONE;
            check(
                    isOneSided || book.bids().bestKey() + book.asks().bestKey() < 0,
                    "a book is crossed",
                    book.symbolId());
        }
        check(walkedOrders == orders.resting(), "orders are in no book; in books", walkedOrders);
        check(walkedLevels == orders.levels(), "levels are on no ladder; on ladders", walkedLevels);
        check(computed.value(counters) == kept.value(counters), "the digest is not that of the state", 0);
    }

    private static void validateOrder(PriceLadder ladder) {
        long lastKey = Long.MIN_VALUE;
        int lastSize = Chunk.CAPACITY;
        int bestLevel = RecordPool.NONE;
        for (int i = 0; i < ladder.chunkCount(); i++) {
            Chunk chunk = ladder.chunk(i);
            check(chunk.size > 0, "a chunk is empty", i);
            check(lastSize + chunk.size > Chunk.CAPACITY / 2, "neighbouring chunks are too small", i);
            for (int j = 0; j < chunk.size; j++) {
                check(chunk.keys[j] > lastKey, "a level is out of order", chunk.keys[j]);
                check(ladder.find(chunk.keys[j]) == chunk.levels[j], "a level is not to be found", chunk.keys[j]);
                lastKey = chunk.keys[j];
                bestLevel = chunk.levels[j];
            }
            lastSize = chunk.size;
        }
        check(ladder.bestKey() == lastKey && ladder.bestLevel() == bestLevel, "the best level is wrong", lastKey);
    }

    private static void validateLevel(Orders orders, PriceLadder ladder, long key, int level, StateDigest computed) {
        long lots = 0;
        long count = 0;
        long lastArrival = 0;
        int before = RecordPool.NONE;
        for (int order = orders.first(level); order != RecordPool.NONE; order = orders.behind(order)) {
            long clientId = orders.get(order, Orders.CLIENT_ID);
            long orderId = orders.get(order, Orders.ORDER_ID);
            long priceTicks = orders.get(order, Orders.PRICE_TICKS);
            long leftLots = orders.get(order, Orders.LEFT_LOTS);
            long arrival = orders.get(order, Orders.ARRIVAL);
            check(ladder.key(priceTicks) == key, "an order is at the wrong price", order);
            check(arrival > lastArrival, "an order is out of turn", order);
            check(leftLots > 0, "an order has nothing left", order);
            check(orders.get(order, Orders.LEVEL) == level, "an order names another level", order);
            check(orders.before(order) == before, "a queue is torn", order);
            check(orders.find(clientId, orderId) == order, "an order is not to be found", order);
            long identity =
                    StateDigest.identity(ladder.symbolId(), ladder.side(), clientId, orderId, priceTicks, arrival);
            computed.add(StateDigest.order(identity, leftLots));
            lastArrival = arrival;
            lots += leftLots;
            count++;
            before = order;
        }
        check(count > 0 && count == orders.count(level), "a level's orders were miscounted", level);
        check(lots == orders.lots(level), "a level's lots were miscounted", level);
        check(before == orders.last(level), "a queue's end is wrong", level);
        check(ladder == orders.ladderOf(before), "a level names another ladder", level);
    }

    private static void check(boolean condition, String broken, long value) {
        if (!condition) {
            throw new IllegalStateException(broken + ": value=" + value);
        }
    }
}
