package io.dsfm.sample.matching.ladder;

import java.util.Arrays;

/**
 * Records of eight words each, named by handles from 1. Pages are added as needed and never moved or given back; a freed
 * record is the next to be used, since it is the likeliest to be in the cache.
 *
 * <p>Threading: one thread.
 */
final class RecordPool {

    /**
     * The handle of no record. What is written to it goes into record 0, which nobody reads: whether an order has a neighbour
     * cannot be foreseen, so that to write costs less than to ask.
     */
    static final int NONE = 0;

    private static final int WORDS_SHIFT = 3;

    /** The words of a record. */
    static final int WORDS = 1 << WORDS_SHIFT;

    private static final int PAGE_SHIFT = 12;
    private static final int PAGE_RECORDS = 1 << PAGE_SHIFT;
    private static final int PAGE_MASK = PAGE_RECORDS - 1;

    private long[][] pages = new long[0][];
    private int firstFree = NONE;
    private int nextUnused = 1;
    private int used;

    /** Gives a record, whose words hold anything. */
    int take() {
        used++;
        int record = firstFree;
        if (record != NONE) {
            firstFree = (int) ~get(record, 0);
            return record;
        }
        record = nextUnused++;
        int page = record >>> PAGE_SHIFT;
        if (page == pages.length) {
            pages = Arrays.copyOf(pages, page + 1);
            pages[page] = new long[PAGE_RECORDS << WORDS_SHIFT];
        }
        return record;
    }

    /** Takes a record back, whose word 0 is overwritten with a negative number, which is no client's. */
    void free(int record) {
        set(record, 0, ~(firstFree & 0xffff_ffffL));
        firstFree = record;
        used--;
    }

    /** Takes all records back; the pages stay. */
    void clear() {
        firstFree = NONE;
        nextUnused = 1;
        used = 0;
    }

    /** All ones for the handle of a record, 0 for {@link #NONE}. */
    static int maskOf(int handle) {
        return -handle >> 31;
    }

    int used() {
        return used;
    }

    long get(int record, int word) {
        return pages[record >>> PAGE_SHIFT][(record & PAGE_MASK) << WORDS_SHIFT | word];
    }

    void set(int record, int word, long value) {
        pages[record >>> PAGE_SHIFT][(record & PAGE_MASK) << WORDS_SHIFT | word] = value;
    }

    /** The page that holds the record, for those who touch several of its words; see {@link #offset}. */
    long[] page(int record) {
        return pages[record >>> PAGE_SHIFT];
    }

    /** Where in its page the record's word 0 is. */
    static int offset(int record) {
        return (record & PAGE_MASK) << WORDS_SHIFT;
    }
}
