package io.dsfm.sample.matching.ladder;

import io.dsfm.sample.matching.domain.StateDigest;

/** The walk over the whole state, for tests: every invariant, and the digest computed anew. */
final class Validation {

    private final State state;
    private final StateDigest computed = new StateDigest();
    private final Incoming order = new Incoming();
    private long walkedOrders;
    private int walkedLevels;
    private int walkedExtensions;

    Validation(State state) {
        this.state = state;
    }

    void validate() {
        for (int i = 0; i < state.books.count(); i++) {
            Book book = state.books.at(i);
            check(i == 0 || state.books.at(i - 1).symbolId < book.symbolId, "a symbol is out of order", book.symbolId);
            check(state.books.find(book.symbolId) == book, "a symbol is not to be found", book.symbolId);
            check(book.digest == book.currentDigest(), "a symbol's digest is old", book.symbolId);
            computed.addSymbol(book.currentDigest());
            for (int section = 0; section < Levels.LADDERS; section++) {
                validateLadder(book, book.ladder(section), section);
            }
            validateBest(book);
        }
        check(walkedOrders == state.orders.count(), "orders are in no book; in books", walkedOrders);
        check(walkedLevels == state.levels.used(), "levels are on no ladder; on ladders", walkedLevels);
        check(walkedExtensions == state.orders.extended(), "extensions of no order; of orders", walkedExtensions);
        check(computed.value(state.counters()) == state.digest(), "the digest is not that of the state", 0);
    }

    private void validateLadder(Book book, PriceLadder ladder, int section) {
        check(ladder.symbolId() == book.symbolId, "a ladder is another symbol's", ladder.symbolId());
        check(ladder.isWaiting() == section >= 2, "a ladder is in the wrong section", section);
        boolean isTold = !ladder.isWaiting() && ladder.feed() == book.terms().feed();
        check(
                isTold || ladder.isWaiting(),
                "a ladder has another feed than its symbol",
                ladder.feed().code());
        validateChunks(ladder);
        long before = walkedOrders;
        for (int i = 0; i < ladder.chunkCount(); i++) {
            Chunk chunk = ladder.chunk(i);
            for (int j = 0; j < chunk.size; j++) {
                validateLevel(ladder, chunk.keys[j], chunk.levels[j]);
                walkedLevels++;
            }
        }
        check(walkedOrders - before == ladder.orderCount(), "a ladder's orders were miscounted", ladder.orderCount());
    }

    private static void validateChunks(PriceLadder ladder) {
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
                check(ladder.keyBelow(chunk.keys[j]) == lastKey, "a level's neighbour is wrong", chunk.keys[j]);
                lastKey = chunk.keys[j];
                bestLevel = chunk.levels[j];
            }
            lastSize = chunk.size;
        }
        check(ladder.bestKey() == lastKey && ladder.bestLevel() == bestLevel, "the best level is wrong", lastKey);
    }

    private static void validateBest(Book book) {
        // A bid's key is its price and an ask's the negative price, so that keys of a crossed book add up to 0 or more.
        boolean isOneSided = book.bids.bestLevel() == RecordPool.NONE || book.asks.bestLevel() == RecordPool.NONE;
        check(isOneSided || book.bids.bestKey() + book.asks.bestKey() < 0, "a book is crossed", book.symbolId);
    }

    private void validateLevel(PriceLadder ladder, long key, int level) {
        Orders orders = state.orders;
        OrderRecords records = state.records;
        long shownLots = 0;
        long count = 0;
        long lastArrival = 0;
        int before = RecordPool.NONE;
        for (int handle = state.levels.first(level); handle != RecordPool.NONE; handle = records.behind(handle)) {
            orders.load(handle, order);
            long keyTicks = ladder.isWaiting() ? order.stopPriceTicks : order.priceTicks;
            check(ladder.key(keyTicks) == key, "an order is at the wrong price", handle);
            check(order.arrival > lastArrival, "an order is out of turn", handle);
            check(order.arrival <= state.counters().placings(), "an order is of the future", handle);
            check(records.level(handle) == level, "an order names another level", handle);
            check(records.ladder(handle) == ladder.ordinal(), "an order names another ladder", handle);
            check(records.before(handle) == before, "a queue is torn", handle);
            check(orders.find(order.clientId, order.orderId) == handle, "an order is not to be found", handle);
            shownLots += validateOrder(ladder, handle);
            lastArrival = order.arrival;
            count++;
            before = handle;
        }
        walkedOrders += count;
        check(count == state.levels.count(level), "a level's orders were miscounted", level);
        check(state.levels.isAt(level, ladder, key), "a level's record is another's", level);
        check(count > 0 || state.levels.isEmptied(level), "a level without orders was forgotten", level);
        check(count > 0 || level != ladder.bestLevel(), "the best level has no orders", level);
        check(shownLots == state.levels.lots(level), "a level's lots were miscounted", level);
        check(before == state.levels.last(level), "a queue's end is wrong", level);
        check(state.levels.find(ladder, key) == level, "another level is found for a key", level);
    }

    /** Checks the order that was loaded for itself, and takes it into the digest; gives its shown lots. */
    private long validateOrder(PriceLadder ladder, int handle) {
        boolean isIceberg = order.displayLots > 0 && !ladder.isWaiting();
        long most = Math.min(order.displayLots, order.leftLots);
        check(order.leftLots > 0, "an order has nothing left", handle);
        check(ladder.isWaiting() == order.stopPriceTicks > 0, "an order has the wrong stop price", handle);
        check(
                isIceberg ? order.shownLots >= 1 && order.shownLots <= most : order.shownLots == 0,
                "an iceberg order shows too much or nothing",
                handle);
        check(order.timerId > 0 == order.deadlineNanos > 0, "an order has the wrong timer", handle);
        check(
                order.timerId == 0 || state.orders.findTimer(order.timerId) == handle,
                "an order's timer is not to be found",
                handle);
        if ((order.stopPriceTicks | order.displayLots | order.deadlineNanos) != 0) {
            walkedExtensions++;
        }
        long identity = StateDigest.identity(
                ladder.symbolId(), ladder.side(), order.clientId, order.orderId, order.priceTicks, order.arrival);
        long extension = StateDigest.extension(
                order.flags, order.stopPriceTicks, order.displayLots, order.deadlineNanos, order.timerId);
        long hiddenLots = isIceberg ? order.leftLots - order.shownLots : 0;
        computed.add(StateDigest.order(identity + extension, order.leftLots, hiddenLots));
        long shownLots = ladder.isWaiting() ? 0 : order.leftLots - hiddenLots;
        check(shownLots == state.records.shownLots(handle), "an order shows something else", handle);
        return shownLots;
    }

    private static void check(boolean condition, String broken, long value) {
        if (!condition) {
            throw new IllegalStateException(broken + ": value=" + value);
        }
    }
}
