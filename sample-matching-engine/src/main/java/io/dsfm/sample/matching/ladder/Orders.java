package io.dsfm.sample.matching.ladder;

import io.dsfm.sample.matching.domain.Side;
import io.dsfm.sample.matching.domain.StateDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * The resting orders of all books, the levels that they queue at, the index by which they are found, and their part of
 * the digest. Orders and levels are named by the handles of their records.
 *
 * <p>Invariants: an order is in the index, in the queue of its level and in the digest, or nowhere; a level has orders
 * and is on its ladder, or is free.
 *
 * <p>Threading: one thread.
 */
final class Orders {

    /* The words of an order's record. */
    static final int CLIENT_ID = 0;
    static final int ORDER_ID = 1;
    static final int PRICE_TICKS = 2;
    static final int LEFT_LOTS = 3;
    static final int ARRIVAL = 4;
    /** The neighbours in the queue: before in the upper half, behind in the lower. */
    private static final int LINKS = 5;

    static final int LEVEL = 6;
    /** The part of the order's digest that stays. */
    private static final int IDENTITY = 7;

    /* The words of a level's record. */
    private static final int LADDER = 0;
    private static final int LOTS = 1;
    private static final int COUNT = 2;
    private static final int FIRST = 3;
    private static final int LAST = 4;

    /** The {@link #LINKS} of an order without neighbours. */
    private static final long ALONE = -1;

    private final RecordPool records = new RecordPool();
    private final RecordPool levels = new RecordPool();
    private final OrderIndex index = new OrderIndex(records);
    private final List<PriceLadder> ladders = new ArrayList<>();
    private final Chunk.Pool chunks = new Chunk.Pool();
    private final StateDigest digest;
    private final Journal journal;

    Orders(StateDigest digest, Journal journal) {
        this.digest = digest;
        this.journal = journal;
    }

    /** Forgets all orders and ladders. */
    void clear() {
        records.clear();
        levels.clear();
        index.clear();
        ladders.clear();
    }

    PriceLadder addLadder(int symbolId, Side side) {
        PriceLadder ladder = new PriceLadder(ladders.size(), symbolId, side, chunks);
        ladders.add(ladder);
        return ladder;
    }

    /** Undoes the last two {@link #addLadder}. */
    void undoLadders() {
        ladders.remove(ladders.size() - 1);
        ladders.remove(ladders.size() - 1);
    }

    int resting() {
        return records.used();
    }

    /** The order with this key, or {@link RecordPool#NONE}. */
    int find(long clientId, long orderId) {
        return index.find(OrderIndex.hash(clientId, orderId), clientId, orderId);
    }

    /** A word of an order's record. */
    long get(int order, int word) {
        return records.get(order, word);
    }

    PriceLadder ladderOf(int order) {
        return ladders.get((int) levels.get((int) records.get(order, LEVEL), LADDER));
    }

    int first(int level) {
        return (int) levels.get(level, FIRST);
    }

    /** The order behind this one in the queue of its level, or {@link RecordPool#NONE}. */
    int behind(int order) {
        return (int) records.get(order, LINKS);
    }

    /** The order before this one in the queue of its level, or {@link RecordPool#NONE}. */
    int before(int order) {
        return before(records.get(order, LINKS));
    }

    int last(int level) {
        return (int) levels.get(level, LAST);
    }

    long lots(int level) {
        return levels.get(level, LOTS);
    }

    long count(int level) {
        return levels.get(level, COUNT);
    }

    /** Adds an order at the end of the queue at its price. Its key is not in use. */
    void rest(PriceLadder ladder, long clientId, long orderId, long priceTicks, long leftLots, long arrival) {
        long key = ladder.key(priceTicks);
        int level = ladder.find(key);
        if (level == RecordPool.NONE) {
            level = newLevel(ladder, key);
        }
        int order = records.take();
        long[] page = records.page(order);
        int offset = RecordPool.offset(order);
        page[offset + CLIENT_ID] = clientId;
        page[offset + ORDER_ID] = orderId;
        page[offset + PRICE_TICKS] = priceTicks;
        page[offset + LEFT_LOTS] = leftLots;
        page[offset + ARRIVAL] = arrival;
        page[offset + LINKS] = links((int) levels.get(level, LAST), RecordPool.NONE);
        page[offset + LEVEL] = level;
        page[offset + IDENTITY] =
                StateDigest.identity(ladder.symbolId(), ladder.side(), clientId, orderId, priceTicks, arrival);
        enter(order, page, offset);
        journal.rested(order);
    }

    /**
     * Takes lots from an order, which keeps its place; with nothing left it leaves the book.
     *
     * @return what is left
     */
    long reduce(int order, long lots) {
        long[] page = records.page(order);
        int offset = RecordPool.offset(order);
        long leftLots = page[offset + LEFT_LOTS] - lots;
        if (leftLots > 0) {
            changeLots(page, offset, -lots);
            journal.reduced(order, lots);
        } else {
            int ladder = (int) levels.get((int) page[offset + LEVEL], LADDER);
            journal.removed(order, page, offset, ladder);
            leave(order, page, offset);
        }
        return leftLots;
    }

    /** Undoes the last {@link #rest}. */
    void undoRest(int order) {
        leave(order, records.page(order), RecordPool.offset(order));
    }

    /** Undoes the last {@link #reduce}, after which something was left. */
    void undoReduction(int order, long lots) {
        changeLots(records.page(order), RecordPool.offset(order), lots);
    }

    /**
     * Undoes the last {@link #reduce}, after which nothing was left. Everything since was undone, so that the pools give
     * the same handles again, and the neighbours in the queue are those of then.
     *
     * @param words the order's record as it was
     * @param ladder the number of its ladder
     */
    void undoRemoval(int order, long[] words, int ladder) {
        requireSame(order, records.take());
        long[] page = records.page(order);
        int offset = RecordPool.offset(order);
        System.arraycopy(words, 0, page, offset, RecordPool.WORDS);
        if (page[offset + LINKS] == ALONE) {
            PriceLadder owner = ladders.get(ladder);
            requireSame((int) page[offset + LEVEL], newLevel(owner, owner.key(page[offset + PRICE_TICKS])));
        }
        enter(order, page, offset);
    }

    private static void requireSame(int expected, int given) {
        if (expected != given) {
            throw new IllegalStateException(
                    "the past cannot be restored: expected record=" + expected + ", given record=" + given);
        }
    }

    private int newLevel(PriceLadder ladder, long key) {
        int level = levels.take();
        levels.set(level, LADDER, ladder.ordinal());
        levels.set(level, LOTS, 0);
        levels.set(level, COUNT, 0);
        levels.set(level, FIRST, RecordPool.NONE);
        levels.set(level, LAST, RecordPool.NONE);
        ladder.insert(key, level);
        return level;
    }

    /** Takes an order whose record is complete into the queue between its neighbours, the index and the digest. */
    private void enter(int order, long[] page, int offset) {
        int level = (int) page[offset + LEVEL];
        int before = before(page[offset + LINKS]);
        int behind = (int) page[offset + LINKS];
        join(level, before, order);
        join(level, order, behind);
        long leftLots = page[offset + LEFT_LOTS];
        levels.set(level, LOTS, levels.get(level, LOTS) + leftLots);
        levels.set(level, COUNT, levels.get(level, COUNT) + 1);
        index.add(OrderIndex.hash(page[offset + CLIENT_ID], page[offset + ORDER_ID]), order);
        digest.add(StateDigest.order(page[offset + IDENTITY], leftLots));
    }

    /** Takes an order out of the digest, the index, the queue and the pool; and its level, if it was alone there. */
    private void leave(int order, long[] page, int offset) {
        long leftLots = page[offset + LEFT_LOTS];
        digest.remove(StateDigest.order(page[offset + IDENTITY], leftLots));
        index.remove(OrderIndex.hash(page[offset + CLIENT_ID], page[offset + ORDER_ID]), order);
        int level = (int) page[offset + LEVEL];
        long links = page[offset + LINKS];
        if (links == ALONE) {
            PriceLadder ladder = ladders.get((int) levels.get(level, LADDER));
            ladder.remove(ladder.key(page[offset + PRICE_TICKS]));
            levels.free(level);
        } else {
            join(level, before(links), (int) links);
            levels.set(level, LOTS, levels.get(level, LOTS) - leftLots);
            levels.set(level, COUNT, levels.get(level, COUNT) - 1);
        }
        records.free(order);
    }

    private void changeLots(long[] page, int offset, long lots) {
        long identity = page[offset + IDENTITY];
        long leftLots = page[offset + LEFT_LOTS];
        int level = (int) page[offset + LEVEL];
        digest.remove(StateDigest.order(identity, leftLots));
        digest.add(StateDigest.order(identity, leftLots + lots));
        page[offset + LEFT_LOTS] = leftLots + lots;
        levels.set(level, LOTS, levels.get(level, LOTS) + lots);
    }

    /** Makes two orders neighbours in a queue; {@link RecordPool#NONE} stands for the end before or behind it. */
    private void join(int level, int before, int behind) {
        if (before == RecordPool.NONE) {
            levels.set(level, FIRST, behind);
        } else {
            records.set(before, LINKS, links(before(records.get(before, LINKS)), behind));
        }
        if (behind == RecordPool.NONE) {
            levels.set(level, LAST, before);
        } else {
            records.set(behind, LINKS, links(before, (int) records.get(behind, LINKS)));
        }
    }

    private static long links(int before, int behind) {
        return (long) before << 32 | behind & 0xffff_ffffL;
    }

    private static int before(long links) {
        return (int) (links >> 32);
    }

    /** The levels in use. */
    int levels() {
        return levels.used();
    }
}
