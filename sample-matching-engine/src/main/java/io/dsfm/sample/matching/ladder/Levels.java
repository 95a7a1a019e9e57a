package io.dsfm.sample.matching.ladder;

import io.dsfm.sample.matching.domain.Side;
import java.util.Arrays;

/**
 * The levels of all ladders, and the ladders. Levels are named by the handles of their records.
 *
 * <p>Invariants: a level has orders and is on its ladder, or is free, but for the {@value #MOST_EMPTIED} that were emptied
 * last, which may stay on their ladders; the best level of a ladder has orders.
 *
 * <p>Threading: one thread.
 */
final class Levels {

    /** How many ladders a symbol has: bids, asks, waiting buys, waiting sells. */
    static final int LADDERS = 4;

    /** The most levels without orders. */
    static final int MOST_EMPTIED = 64;

    private final LevelRecords records = new LevelRecords();
    private final LevelCache cache = new LevelCache(records);
    private PriceLadder[] ladders = new PriceLadder[4 * LADDERS];
    private int ladderCount;
    private final Chunk.Pool chunks = new Chunk.Pool();

    /**
     * The levels behind the best that were emptied last, in a ring. An order that comes to one of them soon saves a removal
     * and an insertion, whose branches cannot be foreseen.
     */
    private final int[] emptied = new int[MOST_EMPTIED];

    private int nextEmptied;

    void clear() {
        while (ladderCount > 0) {
            ladders[--ladderCount].clear();
        }
        records.clear();
        cache.clear();
        Arrays.fill(emptied, RecordPool.NONE);
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

    int findOrAdd(PriceLadder ladder, long key) {
        int level = find(ladder, key);
        return level == RecordPool.NONE ? add(ladder, key) : level;
    }

    int add(PriceLadder ladder, long key) {
        int level = records.take(ladder.ordinal(), key);
        ladder.insert(key, level);
        return level;
    }

    /** The last order of a level has left; it is removed now, or after {@value #MOST_EMPTIED} others at the latest. */
    void emptied(PriceLadder ladder, int level) {
        if (level == ladder.bestLevel()) {
            removeBest(ladder);
            return;
        }
        int oldest = emptied[nextEmptied];
        emptied[nextEmptied] = level;
        nextEmptied = nextEmptied + 1 & MOST_EMPTIED - 1;
        if (oldest != level && oldest != RecordPool.NONE && records.isEmpty(oldest)) {
            ladder(records.ladder(oldest)).remove(records.key(oldest));
            records.free(oldest);
        }
    }

    /** Whether a level is among those that were emptied last, for validation. */
    boolean isEmptied(int level) {
        return Arrays.stream(emptied).anyMatch(other -> other == level);
    }

    /** Removes the best level of a ladder, and with it those behind that have no orders either. */
    void removeBest(PriceLadder ladder) {
        do {
            int level = ladder.bestLevel();
            ladder.removeBest();
            records.free(level);
        } while (ladder.bestLevel() != RecordPool.NONE && records.count(ladder.bestLevel()) == 0);
    }

    /** The shown lots of a level's orders. */
    long lots(int level) {
        return records.lots(level);
    }

    /** Whether a level's record is of this ladder and key, for validation. */
    boolean isAt(int level, PriceLadder ladder, long key) {
        return records.isAt(level, ladder.ordinal(), key);
    }

    int count(int level) {
        return records.count(level);
    }

    /** The key of a level, which its orders have in common. */
    long key(int level) {
        return records.key(level);
    }

    int first(int level) {
        return records.first(level);
    }

    int last(int level) {
        return records.last(level);
    }

    /** An order that shows this much came in between these two, of which each may be {@link RecordPool#NONE}. */
    void join(int level, int before, int order, int behind, long lots) {
        records.join(level, before, order, behind, lots);
    }

    /** As {@link #join}, behind all others. */
    void append(int level, int order, long lots) {
        records.append(level, order, lots);
    }

    /** An order that showed this much has left from between these two; if it was the only one, {@link #emptied} comes next. */
    void leave(int level, int before, int behind, long lots) {
        records.leave(level, before, behind, lots);
    }

    void change(int level, long lots, int orders) {
        records.change(level, lots, orders);
    }

    /** The levels in use. */
    int used() {
        return records.used();
    }
}
