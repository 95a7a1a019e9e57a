package io.dsfm.sample.matching.ladder;

import java.util.Arrays;

/**
 * What was done since the oldest mark, so that it can be undone step by step, last step first. Nothing is kept while no
 * state is marked. A step is a few words in a ring, with what kind it is, and of which order or symbol, in the last; the
 * ring doubles when it is full, so that it is as large as the most that was ever done between the oldest mark and the
 * newest, at ten words for an order that was taken out and eight more for its extension. The terms and statistics of a
 * symbol are kept whole, once for each mark after which they change.
 *
 * <p>Threading: one thread.
 */
final class Journal {

    private static final int ADDED = 0;
    private static final int CHANGED = 1;
    private static final int REMOVED = 2;
    private static final int SYMBOL_ADDED = 3;
    private static final int BOOK_SAVED = 4;
    private static final int MOVED = 5;

    /* The words of a mark; behind these, the counters. */
    private static final int POINT = 0;
    private static final int POSITION = 1;
    private static final int COUNTERS = 2;
    private static final int MARK_WORDS = COUNTERS + State.COUNTERS;

    private long[] ring = new long[1 << 10];
    /** Where the first and the next word are, counted from the beginning of time. */
    private long start;

    private long end;

    private long[] marks = new long[16 * MARK_WORDS];
    private int markCount;

    /** An order's record and its extension. */
    private final long[] whole = new long[2 * RecordPool.WORDS];

    private final long[] book = new long[Book.WORDS];

    /**
     * Goes up with every mark and every return to one. What was saved in an earlier epoch has to be saved again before it
     * changes.
     */
    private long epoch;

    /** Whether anything is marked. */
    boolean isOn() {
        return markCount > 0;
    }

    long epoch() {
        return epoch;
    }

    void added(int order) {
        if (isOn()) {
            push(step(ADDED, order));
        }
    }

    void changed(int order, long leftLots, long shownLots) {
        if (isOn()) {
            push(leftLots);
            push(shownLots);
            push(step(CHANGED, order));
        }
    }

    /** The order, whose record and extension are still whole, is about to be taken out of the level with this key. */
    void removed(int order, long key, long[] page, int offset, RecordPool extensions) {
        if (isOn()) {
            pushWhole(key, page, offset, extensions);
            push(step(REMOVED, order));
        }
    }

    /** As {@link #removed}, for an order that gets another place on the ladder. */
    void moved(int order, long key, long[] page, int offset, RecordPool extensions) {
        if (isOn()) {
            pushWhole(key, page, offset, extensions);
            push(step(MOVED, order));
        }
    }

    private void pushWhole(long key, long[] page, int offset, RecordPool extensions) {
        if (OrderRecords.isExtended(page, offset)) {
            int extension = OrderRecords.upper(page[offset + OrderRecords.PLACE]);
            push(extensions.page(extension), RecordPool.offset(extension), RecordPool.WORDS);
        }
        push(page, offset, RecordPool.WORDS);
        push(key);
    }

    /** Reads back what {@link #pushWhole} wrote into {@link #whole}; gives the key. */
    private long popWhole() {
        long key = pop();
        pop(whole, 0, RecordPool.WORDS);
        if (OrderRecords.isExtended(whole, 0)) {
            pop(whole, RecordPool.WORDS, RecordPool.WORDS);
        }
        return key;
    }

    void symbolAdded(int symbolId) {
        if (isOn()) {
            push(step(SYMBOL_ADDED, symbolId));
        }
    }

    /** The terms or the statistics of a symbol, which are given as they are, are about to change. */
    void bookSaved(int symbolId, long[] words) {
        push(words, 0, words.length);
        push(step(BOOK_SAVED, symbolId));
    }

    /** Undoes the last step. */
    void undoLast(State state) {
        long step = pop();
        int subject = (int) step;
        switch ((int) (step >>> 32)) {
            case ADDED -> state.orders.undoAddition(subject);
            case CHANGED -> {
                long shownLots = pop();
                state.orders.changeLots(subject, pop(), shownLots);
            }
            case REMOVED -> {
                long key = popWhole();
                state.orders.undoRemoval(subject, whole, key);
            }
            case MOVED -> {
                long key = popWhole();
                state.orders.undoMove(subject, whole, key);
            }
            case SYMBOL_ADDED -> state.undoSymbol(subject);
            case BOOK_SAVED -> {
                pop(book, 0, Book.WORDS);
                state.undoBook(subject, book);
            }
            default -> throw new IllegalStateException("a step is of no known kind: step=" + step);
        }
    }

    void mark(long point, long[] counters) {
        if (markCount > 0 && point <= get(markCount - 1, POINT)) {
            throw new IllegalArgumentException(
                    "a point must be above the last: point=" + point + ", last=" + get(markCount - 1, POINT));
        }
        if ((markCount + 1) * MARK_WORDS > marks.length) {
            marks = Arrays.copyOf(marks, marks.length * 2);
        }
        int at = markCount++ * MARK_WORDS;
        marks[at + POINT] = point;
        marks[at + POSITION] = end;
        System.arraycopy(counters, 0, marks, at + COUNTERS, State.COUNTERS);
        epoch++;
    }

    /** The mark of a point, which is marked. */
    int markOf(long point) {
        for (int mark = markCount - 1; mark >= 0; mark--) {
            if (get(mark, POINT) == point) {
                return mark;
            }
        }
        throw new IllegalArgumentException("the point is not marked: point=" + point + ", marks=" + markCount);
    }

    boolean hasStepsSince(int mark) {
        return end > get(mark, POSITION);
    }

    /** Gives the counters of a mark, and forgets the marks above it. */
    void returnTo(int mark, long[] counters) {
        System.arraycopy(marks, mark * MARK_WORDS + COUNTERS, counters, 0, State.COUNTERS);
        markCount = mark + 1;
        epoch++;
    }

    void forgetBefore(long point) {
        int forgotten = 0;
        while (forgotten < markCount && get(forgotten, POINT) < point) {
            forgotten++;
        }
        markCount -= forgotten;
        System.arraycopy(marks, forgotten * MARK_WORDS, marks, 0, markCount * MARK_WORDS);
        start = markCount == 0 ? end : get(0, POSITION);
    }

    void clear() {
        markCount = 0;
        start = end;
        epoch++;
    }

    private long get(int mark, int word) {
        return marks[mark * MARK_WORDS + word];
    }

    private static long step(int kind, int subject) {
        return (long) kind << 32 | subject;
    }

    private void push(long word) {
        if (end - start == ring.length) {
            grow();
        }
        ring[(int) end & ring.length - 1] = word;
        end++;
    }

    private void push(long[] words, int from, int count) {
        for (int i = 0; i < count; i++) {
            push(words[from + i]);
        }
    }

    private void pop(long[] words, int from, int count) {
        for (int i = count - 1; i >= 0; i--) {
            words[from + i] = pop();
        }
    }

    private long pop() {
        end--;
        return ring[(int) end & ring.length - 1];
    }

    private void grow() {
        long[] grown = new long[ring.length * 2];
        for (long i = start; i < end; i++) {
            grown[(int) i & grown.length - 1] = ring[(int) i & ring.length - 1];
        }
        ring = grown;
    }
}
