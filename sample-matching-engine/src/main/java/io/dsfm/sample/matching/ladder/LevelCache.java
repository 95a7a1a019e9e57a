package io.dsfm.sample.matching.ladder;

import java.util.Arrays;

/**
 * Levels that were looked up lately, by ladder and key: two for each place, whichever came last. A search on the ladder
 * takes a dozen steps of which none can be foreseen; most orders come to a level that is known. Only the handles of levels
 * are here, so that it is small; whether a level is the one in question is in its record, which is needed next.
 *
 * <p>Threading: one thread.
 */
final class LevelCache {

    private static final int PLACES = 1 << 14;
    private static final long KEY_FACTOR = 0x9e3779b97f4a7c15L;
    private static final long LADDER_FACTOR = 0xd1342543de82ef95L;

    private final LevelRecords levels;

    /** For each place two levels, the later in the lower half; {@link RecordPool#NONE} if there is none. */
    private final long[] places = new long[PLACES];

    LevelCache(LevelRecords levels) {
        this.levels = levels;
        clear();
    }

    void clear() {
        Arrays.fill(places, OrderRecords.pair(RecordPool.NONE, RecordPool.NONE));
    }

    /** The level, or {@link RecordPool#NONE} if it is not known. */
    int find(int ladder, long key) {
        long both = places[place(ladder, key)];
        int later = (int) both;
        if (later == RecordPool.NONE || levels.isAt(later, ladder, key)) {
            return later;
        }
        int earlier = OrderRecords.upper(both);
        return earlier == RecordPool.NONE || levels.isAt(earlier, ladder, key) ? earlier : RecordPool.NONE;
    }

    /** A level was found on a ladder. */
    void put(int ladder, long key, int level) {
        int place = place(ladder, key);
        places[place] = OrderRecords.pair((int) places[place], level);
    }

    private static int place(int ladder, long key) {
        return (int) (key * KEY_FACTOR + ladder * LADDER_FACTOR >>> 32) & PLACES - 1;
    }
}
