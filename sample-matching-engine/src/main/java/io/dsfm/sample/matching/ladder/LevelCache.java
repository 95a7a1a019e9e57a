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

    private static final int PLACES = 1 << 14;
    private static final long KEY_FACTOR = 0x9e3779b97f4a7c15L;
    private static final long LADDER_FACTOR = 0xd1342543de82ef95L;
    private static final long NOTHING = 0;

    /** Two words for each place, side by side, since a search that leaves the CPU's caches is to leave them once: the key... */
    private static final int KEY = 0;
    /** ...and the ladder in the upper half, one more than the level in the lower. */
    private static final int LEVEL = 1;

    private static final int WORDS = 2;

    private final long[] places = new long[WORDS * PLACES];

    void clear() {
        Arrays.fill(places, NOTHING);
    }

    /** The level, or {@link RecordPool#NONE} if it is not known. */
    int find(int ladder, long key) {
        int place = place(ladder, key);
        long level = places[place + LEVEL];
        return places[place + KEY] == key && (int) (level >>> 32) == ladder ? (int) level - 1 : RecordPool.NONE;
    }

    /** A level was found on a ladder, or has come to it. */
    void put(int ladder, long key, int level) {
        int place = place(ladder, key);
        places[place + KEY] = key;
        places[place + LEVEL] = (long) ladder << 32 | level + 1;
    }

    /** A level leaves its ladder. */
    void remove(int ladder, long key) {
        int place = place(ladder, key);
        if (places[place + KEY] == key && (int) (places[place + LEVEL] >>> 32) == ladder) {
            places[place + LEVEL] = NOTHING;
        }
    }

    private static int place(int ladder, long key) {
        return ((int) (key * KEY_FACTOR + ladder * LADDER_FACTOR >>> 32) & PLACES - 1) * WORDS;
    }
}
