package io.dsfm.sample.matching.ladder;

import io.dsfm.sample.matching.domain.Side;
import java.util.Arrays;

/**
 * The levels of all ladders, and the ladders. Levels are named by the handles of their records.
 *
 * <p>Threading: one thread.
 */
final class Levels {

    /** How many ladders a symbol has: bids, asks, waiting buys, waiting sells. */
    static final int LADDERS = 4;

    private static final int LOTS = 0;
    private static final int COUNT = 1;
    private static final int FIRST = 2;
    private static final int LAST = 3;

    private final RecordPool records = new RecordPool();
    private final LevelCache cache = new LevelCache();
    private PriceLadder[] ladders = new PriceLadder[4 * LADDERS];
    private int ladderCount;
    private final Chunk.Pool chunks = new Chunk.Pool();

    void clear() {
        while (ladderCount > 0) {
            ladders[--ladderCount].clear();
        }
        records.clear();
        cache.clear();
    }

    /** Adds the ladders of a symbol; gives the number of the first. */
    int addLadders(int symbolId) {
        int first = ladderCount;
        addLadder(symbolId, Side.BUY, false);
        addLadder(symbolId, Side.SELL, false);
        addLadder(symbolId, Side.BUY, true);
        addLadder(symbolId, Side.SELL, true);
        return first;
    }

    private void addLadder(int symbolId, Side side, boolean isWaiting) {
        if (ladderCount == ladders.length) {
            ladders = Arrays.copyOf(ladders, ladderCount * 2);
        }
        ladders[ladderCount] = new PriceLadder(ladderCount, symbolId, side, isWaiting, chunks);
        ladderCount++;
    }

    /** Undoes the last {@link #addLadders}. */
    void undoLadders() {
        ladderCount -= LADDERS;
    }

    PriceLadder ladder(int ordinal) {
        return ladders[ordinal];
    }

    /** The level of a ladder with the given key, or {@link RecordPool#NONE}. */
    int find(PriceLadder ladder, long key) {
        if (key >= ladder.bestKey()) {
            return key == ladder.bestKey() ? ladder.bestLevel() : RecordPool.NONE;
        }
        int level = cache.find(ladder.ordinal(), key);
        if (level == RecordPool.NONE) {
            level = ladder.find(key);
            if (level != RecordPool.NONE) {
                cache.put(ladder.ordinal(), key, level);
            }
        }
        return level;
    }

    int add(PriceLadder ladder, long key) {
        int level = records.take();
        records.set(level, LOTS, 0);
        records.set(level, COUNT, 0);
        records.set(level, FIRST, RecordPool.NONE);
        records.set(level, LAST, RecordPool.NONE);
        ladder.insert(key, level);
        return level;
    }

    void remove(PriceLadder ladder, int level, long key) {
        ladder.remove(key);
        cache.remove(ladder.ordinal(), key);
        records.free(level);
    }

    /** The shown lots of a level's orders. */
    long lots(int level) {
        return records.get(level, LOTS);
    }

    int count(int level) {
        return (int) records.get(level, COUNT);
    }

    int first(int level) {
        return (int) records.get(level, FIRST);
    }

    int last(int level) {
        return (int) records.get(level, LAST);
    }

    void first(int level, int order) {
        records.set(level, FIRST, order);
    }

    void last(int level, int order) {
        records.set(level, LAST, order);
    }

    void change(int level, long lots, int orders) {
        records.set(level, LOTS, records.get(level, LOTS) + lots);
        records.set(level, COUNT, records.get(level, COUNT) + orders);
    }

    /** The levels in use. */
    int used() {
        return records.used();
    }
}
