package io.dsfm.sample.matching.ladder;

import java.util.Arrays;

/**
 * The records of the levels, of four words each, so that two fill a line of the cache; named by handles from 1. Pages are
 * added as needed and never moved or given back.
 *
 * <p>Invariants: of a record that is free, the ladder is -1.
 *
 * <p>Threading: one thread.
 */
final class LevelRecords {

    private static final int WORDS_SHIFT = 2;
    private static final int PAGE_SHIFT = 12;
    private static final int PAGE_RECORDS = 1 << PAGE_SHIFT;
    private static final int PAGE_MASK = PAGE_RECORDS - 1;

    /* The words of a record. */
    private static final int LOTS = 0;
    /** The ladder in the upper half, how many orders there are in the lower. */
    private static final int LADDER_COUNT = 1;
    /** The first order in the upper half, the last in the lower. */
    private static final int ENDS = 2;
    /** Of a free record, the next that is free. */
    private static final int KEY = 3;

    private static final long NOWHERE = -1L << 32;
    private static final long NOBODY = 0;

    private long[][] pages = new long[0][];
    private int firstFree = RecordPool.NONE;
    private int nextUnused = 1;
    private int used;

    /** Gives a record of a level without orders. */
    int take(int ladder, long key) {
        used++;
        int level = firstFree;
        if (level == RecordPool.NONE) {
            level = nextUnused++;
            int page = level >>> PAGE_SHIFT;
            if (page == pages.length) {
                pages = Arrays.copyOf(pages, page + 1);
                pages[page] = new long[PAGE_RECORDS << WORDS_SHIFT];
            }
        } else {
            firstFree = (int) page(level)[offset(level) + KEY];
        }
        long[] page = page(level);
        int offset = offset(level);
        page[offset + LOTS] = 0;
        page[offset + LADDER_COUNT] = (long) ladder << 32;
        page[offset + ENDS] = NOBODY;
        page[offset + KEY] = key;
        return level;
    }

    void free(int level) {
        long[] page = page(level);
        int offset = offset(level);
        page[offset + LADDER_COUNT] = NOWHERE;
        page[offset + KEY] = firstFree;
        firstFree = level;
        used--;
    }

    /** Takes all records back; the pages stay. */
    void clear() {
        firstFree = RecordPool.NONE;
        nextUnused = 1;
        used = 0;
    }

    int used() {
        return used;
    }

    /** Whether a record, which was given out once since the last {@link #clear}, is that of the level with this key. */
    boolean isAt(int level, int ladder, long key) {
        long[] page = page(level);
        int offset = offset(level);
        return page[offset + KEY] == key && OrderRecords.upper(page[offset + LADDER_COUNT]) == ladder;
    }

    int ladder(int level) {
        return OrderRecords.upper(page(level)[offset(level) + LADDER_COUNT]);
    }

    /** Whether the level is on a ladder, without orders. */
    boolean isEmpty(int level) {
        long ladderAndCount = page(level)[offset(level) + LADDER_COUNT];
        return (int) ladderAndCount == 0 && ladderAndCount != NOWHERE;
    }

    long key(int level) {
        return page(level)[offset(level) + KEY];
    }

    long lots(int level) {
        return page(level)[offset(level) + LOTS];
    }

    int count(int level) {
        return (int) page(level)[offset(level) + LADDER_COUNT];
    }

    int first(int level) {
        return OrderRecords.upper(page(level)[offset(level) + ENDS]);
    }

    int last(int level) {
        return (int) page(level)[offset(level) + ENDS];
    }

    /** An order that shows this much came in between these two, of which each may be {@link RecordPool#NONE}. */
    void join(int level, int before, int order, int behind, long lots) {
        ends(level, before, order, order, behind);
        change(level, lots, 1);
    }

    /** As {@link #join}, behind all others. */
    void append(int level, int order, long lots) {
        long[] page = page(level);
        int offset = offset(level);
        long ends = page[offset + ENDS];
        page[offset + ENDS] = OrderRecords.pair(ends == NOBODY ? order : OrderRecords.upper(ends), order);
        change(level, lots, 1);
    }

    /** An order that showed this much has left from between these two, or was the only one. */
    void leave(int level, int before, int behind, long lots) {
        ends(level, before, behind, before, behind);
        change(level, -lots, -1);
    }

    /** Gives the level this first order if there is none before it, and this last one if there is none behind it. */
    private void ends(int level, int before, int first, int last, int behind) {
        long[] page = page(level);
        int ends = offset(level) + ENDS;
        // Without branches, since which neighbours an order has cannot be foreseen.
        long isKept = OrderRecords.pair(RecordPool.maskOf(before), RecordPool.maskOf(behind));
        page[ends] = page[ends] & isKept | OrderRecords.pair(first, last) & ~isKept;
    }

    void change(int level, long lots, int orders) {
        long[] page = page(level);
        int offset = offset(level);
        page[offset + LOTS] += lots;
        // The count stays in its half, since it does not go below 0.
        page[offset + LADDER_COUNT] += orders;
    }

    private long[] page(int level) {
        return pages[level >>> PAGE_SHIFT];
    }

    private static int offset(int level) {
        return (level & PAGE_MASK) << WORDS_SHIFT;
    }
}
