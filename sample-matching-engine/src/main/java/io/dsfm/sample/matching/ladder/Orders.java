package io.dsfm.sample.matching.ladder;

import io.dsfm.sample.matching.domain.Side;
import io.dsfm.sample.matching.domain.SnapshotReader;
import io.dsfm.sample.matching.domain.SnapshotWriter;
import io.dsfm.sample.matching.domain.StateDigest;
import java.io.IOException;
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

    private static final int LEVEL = 6;
    /** The part of the order's digest that stays. */
    private static final int IDENTITY = 7;

    /* The words of a level's record. */
    private static final int LADDER = 0;
    private static final int LOTS = 1;
    private static final int COUNT = 2;
    private static final int FIRST = 3;
    private static final int LAST = 4;

    private final RecordPool records = new RecordPool();
    private final RecordPool levels = new RecordPool();
    private final OrderIndex index = new OrderIndex(records);
    private final List<PriceLadder> ladders = new ArrayList<>();
    private final Chunk.Pool chunks = new Chunk.Pool();
    private final StateDigest digest;

    Orders(StateDigest digest) {
        this.digest = digest;
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

    long lots(int level) {
        return levels.get(level, LOTS);
    }

    long count(int level) {
        return levels.get(level, COUNT);
    }

    /** Adds an order at the end of the queue at its price. Its key is not in use. */
    void rest(PriceLadder ladder, long clientId, long orderId, long priceTicks, long leftLots, long arrival) {
        int level = levelAt(ladder, priceTicks);
        int order = records.take();
        int before = (int) levels.get(level, LAST);
        long identity = StateDigest.identity(ladder.symbolId(), ladder.side(), clientId, orderId, priceTicks, arrival);
        long[] page = records.page(order);
        int offset = RecordPool.offset(order);
        page[offset + CLIENT_ID] = clientId;
        page[offset + ORDER_ID] = orderId;
        page[offset + PRICE_TICKS] = priceTicks;
        page[offset + LEFT_LOTS] = leftLots;
        page[offset + ARRIVAL] = arrival;
        page[offset + LINKS] = links(before, RecordPool.NONE);
        page[offset + LEVEL] = level;
        page[offset + IDENTITY] = identity;
        if (before == RecordPool.NONE) {
            levels.set(level, FIRST, order);
        } else {
            setBehind(before, order);
        }
        levels.set(level, LAST, order);
        levels.set(level, LOTS, levels.get(level, LOTS) + leftLots);
        levels.set(level, COUNT, levels.get(level, COUNT) + 1);
        index.add(OrderIndex.hash(clientId, orderId), order);
        digest.add(StateDigest.order(identity, leftLots));
    }

    /**
     * Takes lots from an order, which keeps its place; with nothing left it leaves the book.
     *
     * @return what is left
     */
    long reduce(int order, long lots) {
        long[] page = records.page(order);
        int offset = RecordPool.offset(order);
        long identity = page[offset + IDENTITY];
        long leftLots = page[offset + LEFT_LOTS];
        digest.remove(StateDigest.order(identity, leftLots));
        leftLots -= lots;
        int level = (int) page[offset + LEVEL];
        if (leftLots > 0) {
            page[offset + LEFT_LOTS] = leftLots;
            levels.set(level, LOTS, levels.get(level, LOTS) - lots);
            digest.add(StateDigest.order(identity, leftLots));
        } else {
            index.remove(OrderIndex.hash(page[offset + CLIENT_ID], page[offset + ORDER_ID]), order);
            leaveQueue(page[offset + PRICE_TICKS], level, page[offset + LINKS], lots);
            records.free(order);
        }
        return leftLots;
    }

    private int levelAt(PriceLadder ladder, long priceTicks) {
        long key = ladder.key(priceTicks);
        int level = ladder.find(key);
        if (level == RecordPool.NONE) {
            level = levels.take();
            levels.set(level, LADDER, ladder.ordinal());
            levels.set(level, LOTS, 0);
            levels.set(level, COUNT, 0);
            levels.set(level, FIRST, RecordPool.NONE);
            levels.set(level, LAST, RecordPool.NONE);
            ladder.insert(key, level);
        }
        return level;
    }

    private void leaveQueue(long priceTicks, int level, long links, long lots) {
        long count = levels.get(level, COUNT) - 1;
        if (count == 0) {
            PriceLadder ladder = ladders.get((int) levels.get(level, LADDER));
            ladder.remove(ladder.key(priceTicks));
            levels.free(level);
            return;
        }
        levels.set(level, COUNT, count);
        levels.set(level, LOTS, levels.get(level, LOTS) - lots);
        int before = (int) (links >> 32);
        int behind = (int) links;
        if (before == RecordPool.NONE) {
            levels.set(level, FIRST, behind);
        } else {
            setBehind(before, behind);
        }
        if (behind == RecordPool.NONE) {
            levels.set(level, LAST, before);
        } else {
            records.set(behind, LINKS, links(before, (int) records.get(behind, LINKS)));
        }
    }

    private void setBehind(int order, int behind) {
        records.set(order, LINKS, links((int) (records.get(order, LINKS) >> 32), behind));
    }

    private static long links(int before, int behind) {
        return (long) before << 32 | behind & 0xffff_ffffL;
    }

    /** Writes the orders of a side, in the order in which they trade. */
    void writeSide(PriceLadder ladder, SnapshotWriter writer) throws IOException {
        long orders = 0;
        for (int i = 0; i < ladder.chunkCount(); i++) {
            Chunk chunk = ladder.chunk(i);
            for (int j = 0; j < chunk.size; j++) {
                orders += count(chunk.levels[j]);
            }
        }
        writer.side((int) orders);
        for (int i = ladder.chunkCount() - 1; i >= 0; i--) {
            Chunk chunk = ladder.chunk(i);
            for (int j = chunk.size - 1; j >= 0; j--) {
                writeLevel(chunk.levels[j], writer);
            }
        }
    }

    private void writeLevel(int level, SnapshotWriter writer) throws IOException {
        for (int order = first(level); order != RecordPool.NONE; order = behind(order)) {
            writer.order(
                    get(order, CLIENT_ID),
                    get(order, ORDER_ID),
                    get(order, PRICE_TICKS),
                    get(order, LEFT_LOTS),
                    get(order, ARRIVAL));
        }
    }

    /** Reads the orders of a side, which is empty. */
    void readSide(PriceLadder ladder, SnapshotReader reader) throws IOException {
        for (int count = reader.nextSide(); count > 0; count--) {
            reader.nextOrder();
            boolean isNew = find(reader.clientId(), reader.orderId()) == RecordPool.NONE;
            SnapshotReader.check(isNew, "orderId of two orders", reader.orderId());
            rest(ladder, reader.clientId(), reader.orderId(), reader.priceTicks(), reader.leftLots(), reader.arrival());
        }
    }

    /** Walks the queue of a level and throws if an invariant is broken. */
    void validateLevel(PriceLadder ladder, long key, int level, StateDigest computed) {
        long lots = 0;
        long count = 0;
        long lastArrival = 0;
        int before = RecordPool.NONE;
        for (int order = first(level); order != RecordPool.NONE; order = behind(order)) {
            Validation.check(ladder.key(get(order, PRICE_TICKS)) == key, "an order is at the wrong price", order);
            Validation.check(get(order, ARRIVAL) > lastArrival, "an order is out of turn", order);
            Validation.check(get(order, LEFT_LOTS) > 0, "an order has nothing left", order);
            Validation.check((int) get(order, LEVEL) == level, "an order names another level", order);
            Validation.check((int) (get(order, LINKS) >> 32) == before, "a queue is torn", order);
            Validation.check(find(get(order, CLIENT_ID), get(order, ORDER_ID)) == order, "an order is lost", order);
            long identity = StateDigest.identity(
                    ladder.symbolId(),
                    ladder.side(),
                    get(order, CLIENT_ID),
                    get(order, ORDER_ID),
                    get(order, PRICE_TICKS),
                    get(order, ARRIVAL));
            computed.add(StateDigest.order(identity, get(order, LEFT_LOTS)));
            lastArrival = get(order, ARRIVAL);
            lots += get(order, LEFT_LOTS);
            count++;
            before = order;
        }
        Validation.check(count > 0 && count == count(level), "a level's orders were miscounted", level);
        Validation.check(lots == lots(level), "a level's lots were miscounted", level);
        Validation.check(before == (int) levels.get(level, LAST), "a queue's end is wrong", level);
        Validation.check(ladder == ladderOf(before), "a level names another ladder", level);
    }

    /** The levels in use. */
    int levels() {
        return levels.used();
    }
}
