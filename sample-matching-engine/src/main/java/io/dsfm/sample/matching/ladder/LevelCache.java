package io.dsfm.sample.matching.ladder;

import java.util.Arrays;

/**
 * Levels that were looked up lately, by ladder and key: one for each place, whichever came last. A search on the ladder
 * takes a dozen steps of which none can be foreseen; most orders come to a level that is known.
 *
 * <p>Invariants: a level that it gives is on the ladder, with the key: what leaves a ladder has to be told.
 *
 * <p>Threading: one thread.
 */
final class LevelCache {

    private static final int PLACES = 1 << 12;
    private static final long KEY_FACTOR = 0x9e3779b97f4a7c15L;
    private static final long LADDER_FACTOR = 0xd1342543de82ef95L;

    private final long[] keys = new long[PLACES];
    private final int[] ladders = new int[PLACES];
    private final int[] levels = new int[PLACES];

    LevelCache() {
        clear();
    }

    void clear() {
        Arrays.fill(levels, RecordPool.NONE);
    }

    /** The level, or {@link RecordPool#NONE} if it is not known. */
    int find(int ladder, long key) {
        int place = place(ladder, key);
        return keys[place] == key && ladders[place] == ladder ? levels[place] : RecordPool.NONE;
    }

    /** A level was found on a ladder, or has come to it. */
    void put(int ladder, long key, int level) {
        int place = place(ladder, key);
        keys[place] = key;
        ladders[place] = ladder;
        levels[place] = level;
    }

    /** A level leaves its ladder. */
    void remove(int ladder, long key) {
        int place = place(ladder, key);
        if (keys[place] == key && ladders[place] == ladder) {
            levels[place] = RecordPool.NONE;
        }
    }

    private static int place(int ladder, long key) {
        return (int) (key * KEY_FACTOR + ladder * LADDER_FACTOR >>> 32) & PLACES - 1;
    }
}
