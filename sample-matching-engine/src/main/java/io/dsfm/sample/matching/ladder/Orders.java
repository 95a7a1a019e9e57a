package io.dsfm.sample.matching.ladder;

import io.dsfm.sample.matching.domain.StateDigest;

/**
 * What is done to the orders that rest or wait: each step changes an order's record, its level's queue, the indexes and the
 * digest, and is written to the journal.
 *
 * <p>Invariants: an order is in the index, in the queue of its level and in the digest, or nowhere.
 *
 * <p>Threading: one thread.
 */
final class Orders {

    private final OrderRecords records;
    private final OrderIndex index;
    /** Extensions by their timer's id, which stands for both parts of the key. */
    private final OrderIndex timers;

    private final Incoming moved = new Incoming();
    private final Levels levels;
    private final Queues queues;
    private final Changes changes;
    private final Journal journal;

    Orders(OrderRecords records, Levels levels, Changes changes, StateDigest digest, Journal journal) {
        this.records = records;
        this.levels = levels;
        this.changes = changes;
        this.journal = journal;
        index = new OrderIndex(records.orders, OrderRecords.CLIENT_ID, OrderRecords.ORDER_ID);
        timers = new OrderIndex(records.extensions, OrderRecords.TIMER_ID, OrderRecords.TIMER_ID);
        queues = new Queues(records, levels, digest);
    }

    /** Forgets all orders and ladders. */
    void clear() {
        records.clear();
        index.clear();
        timers.clear();
        levels.clear();
    }

    /** How many orders rest or wait. */
    int count() {
        return records.orders.used();
    }

    /** How many of them have an extension. */
    int extended() {
        return records.extensions.used();
    }

    /** The order with this key, or {@link RecordPool#NONE}. */
    int find(long clientId, long orderId) {
        return index.find(OrderIndex.hash(clientId, orderId), clientId, orderId);
    }

    /** The order with this timer, whose id is above 0, or {@link RecordPool#NONE}. */
    int findTimer(long timerId) {
        int extension = timers.find(OrderIndex.hash(timerId, timerId), timerId, timerId);
        return extension == RecordPool.NONE
                ? RecordPool.NONE
                : (int) records.extensions.get(extension, OrderRecords.OWNER);
    }

    PriceLadder ladderOf(int order) {
        return levels.ladder(records.ladder(order));
    }

    /** Reads an order out. */
    void load(int order, Incoming into) {
        records.load(order, into);
        PriceLadder ladder = ladderOf(order);
        into.side = ladder.side();
        if (!ladder.isWaiting()) {
            into.priceTicks = ladder.priceTicks(levels.key(records.level(order)));
        }
    }

    /** Adds an order at the end of the queue at its price, or its stop price. Its key is not in use. */
    void add(PriceLadder ladder, Incoming incoming) {
        long key = keyOf(ladder, incoming);
        int level = levels.find(ladder, key);
        changes.before(ladder, key, level);
        if (level == RecordPool.NONE) {
            level = levels.add(ladder, key);
        }
        int order = records.take(incoming);
        long[] page = records.orders.page(order);
        int offset = RecordPool.offset(order);
        records.place(page, offset, ladder, level, levels.last(level), incoming);
        queues.append(ladder, order, page, offset);
        addToIndexes(order, page, offset);
        journal.added(order);
    }

    private static long keyOf(PriceLadder ladder, Incoming incoming) {
        return ladder.key(ladder.isWaiting() ? incoming.stopPriceTicks : incoming.priceTicks);
    }

    /** Takes an order out of its place. */
    void remove(int order) {
        long[] page = records.orders.page(order);
        int offset = RecordPool.offset(order);
        PriceLadder ladder = beforeChange(page, offset);
        journal.removed(order, levels.key((int) page[offset + OrderRecords.PLACE]), page, offset, records.extensions);
        leave(ladder, order, page, offset);
    }

    /** As {@link #remove}, for the first order of the best level of a ladder, which has no extension. */
    void removeFirst(PriceLadder ladder, int order) {
        long[] page = records.orders.page(order);
        int offset = RecordPool.offset(order);
        changes.before(ladder, ladder.bestKey(), ladder.bestLevel());
        journal.removed(order, ladder.bestKey(), page, offset, records.extensions);
        index.removeLater(hash(page, offset), order);
        queues.leaveFirst(ladder, page, offset);
        records.orders.free(order);
    }

    /** Changes what is left, which stays above 0, and what is shown of an order that keeps its place. */
    void change(int order, long leftLots, long shownLots) {
        beforeChange(records.orders.page(order), RecordPool.offset(order));
        journal.changed(order, records.leftLots(order), records.icebergShownLots(order));
        changeLots(order, leftLots, shownLots);
    }

    /**
     * Gives an order another place on its ladder, with the price, the lots and the arrival of {@code incoming}, into which it
     * was loaded. It rests.
     */
    void move(int order, Incoming incoming) {
        long[] page = records.orders.page(order);
        int offset = RecordPool.offset(order);
        PriceLadder ladder = beforeChange(page, offset);
        int place = (int) page[offset + OrderRecords.PLACE];
        long keyBefore = levels.key(place);
        journal.moved(order, keyBefore, page, offset, records.extensions);
        // Found before it leaves, so that the CPU waits for both of its places at once.
        long key = keyOf(ladder, incoming);
        int level = levels.find(ladder, key);
        changes.before(ladder, key, level);
        // If that empties its level, one that was emptied before goes, which can be the one that was found.
        boolean isEmptied = OrderRecords.isAlone(page, offset);
        queues.leave(ladder, page, offset);
        if (level == RecordPool.NONE) {
            level = levels.add(ladder, key);
        } else if (isEmptied) {
            level = levels.findOrAdd(ladder, key);
        }
        long moreTicks = incoming.priceTicks - ladder.priceTicks(keyBefore);
        records.move(page, offset, level, levels.last(level), moreTicks, incoming);
        queues.append(ladder, order, page, offset);
    }

    /** Gives an iceberg order that has this much left, and shows nothing any more, a new place at its price. */
    void replenish(int order, long leftLots, long arrival) {
        load(order, moved);
        moved.leftLots = leftLots;
        moved.shownLots = Math.min(moved.displayLots, leftLots);
        moved.arrival = arrival;
        move(order, moved);
    }

    /** Undoes the last {@link #add}. */
    void undoAddition(int order) {
        leave(ladderOf(order), order, records.orders.page(order), RecordPool.offset(order));
    }

    /** Undoes the last {@link #change}, or does it. */
    void changeLots(int order, long leftLots, long shownLots) {
        queues.change(records.orders.page(order), RecordPool.offset(order), leftLots, shownLots);
    }

    /**
     * Undoes the last {@link #remove}. Everything since was undone, so that the pools give the same handles again, and
     * the neighbours in the queue are those of then.
     *
     * @param words the order's record as it was, and behind it the extension, if there was one
     * @param key that of its level
     */
    void undoRemoval(int order, long[] words, long key) {
        requireSame(order, records.orders.take());
        if (OrderRecords.isExtended(words, 0)) {
            requireSame(OrderRecords.upper(words[OrderRecords.PLACE]), records.extensions.take());
        }
        PriceLadder ladder = restore(order, words, key);
        long[] page = records.orders.page(order);
        int offset = RecordPool.offset(order);
        queues.join(ladder, order, page, offset);
        addToIndexes(order, page, offset);
    }

    /** Undoes the last {@link #move}; the parameters are those of {@link #undoRemoval}. */
    void undoMove(int order, long[] words, long key) {
        long[] page = records.orders.page(order);
        int offset = RecordPool.offset(order);
        queues.leave(ladderOf(order), page, offset);
        queues.join(restore(order, words, key), order, page, offset);
    }

    /** Writes a record and its extension as they were, and adds their level again if it is gone; gives the ladder. */
    private PriceLadder restore(int order, long[] words, long key) {
        long[] page = records.orders.page(order);
        int offset = RecordPool.offset(order);
        System.arraycopy(words, 0, page, offset, RecordPool.WORDS);
        if (OrderRecords.isExtended(page, offset)) {
            int extension = OrderRecords.upper(page[offset + OrderRecords.PLACE]);
            long[] extensions = records.extensions.page(extension);
            System.arraycopy(words, RecordPool.WORDS, extensions, RecordPool.offset(extension), RecordPool.WORDS);
        }
        PriceLadder ladder = levels.ladder(OrderRecords.ladder(page, offset));
        // The level may be in another record by now.
        int level = levels.findOrAdd(ladder, key);
        page[offset + OrderRecords.PLACE] =
                OrderRecords.pair(OrderRecords.upper(page[offset + OrderRecords.PLACE]), level);
        return ladder;
    }

    private static void requireSame(int expected, int given) {
        if (expected != given) {
            throw new IllegalStateException(
                    "the past cannot be restored: expected record=" + expected + ", given record=" + given);
        }
    }

    /** Has to be called before an order that has a place, or its level, changes; gives its ladder. */
    private PriceLadder beforeChange(long[] page, int offset) {
        PriceLadder ladder = levels.ladder(OrderRecords.ladder(page, offset));
        int level = (int) page[offset + OrderRecords.PLACE];
        changes.before(ladder, levels.key(level), level);
        return ladder;
    }

    private void addToIndexes(int order, long[] page, int offset) {
        index.add(hash(page, offset), order);
        if (OrderRecords.isExtended(page, offset)) {
            int extension = OrderRecords.upper(page[offset + OrderRecords.PLACE]);
            long timerId = records.extensions.get(extension, OrderRecords.TIMER_ID);
            if (timerId > 0) {
                timers.add(OrderIndex.hash(timerId, timerId), extension);
            }
        }
    }

    /** Takes an order out of all that it entered, and of the pool. */
    private void leave(PriceLadder ladder, int order, long[] page, int offset) {
        queues.leave(ladder, page, offset);
        index.remove(hash(page, offset), order);
        if (OrderRecords.isExtended(page, offset)) {
            int extension = OrderRecords.upper(page[offset + OrderRecords.PLACE]);
            long timerId = records.extensions.get(extension, OrderRecords.TIMER_ID);
            if (timerId > 0) {
                timers.remove(OrderIndex.hash(timerId, timerId), extension);
            }
        }
        records.free(order);
    }

    private static long hash(long[] page, int offset) {
        return OrderIndex.hash(page[offset + OrderRecords.CLIENT_ID], page[offset + OrderRecords.ORDER_ID]);
    }
}
