package io.dsfm.sample.matching.ladder;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * What was done since the oldest mark, so that it can be undone step by step, last step first. Nothing is kept while no
 * state is marked. A step is a few words in a ring, with what kind it is, and of which order or symbol, in the last; the
 * ring doubles when it is full, so that it is as large as the most that was ever done between the oldest mark and the
 * newest, at ten words for an order that was taken out.
 *
 * <p>Threading: one thread.
 */
final class Journal {

    private static final int RESTED = 0;
    private static final int REDUCED = 1;
    private static final int REMOVED = 2;
    private static final int SYMBOL_ADDED = 3;

    /* The words of a mark. */
    private static final int POINT = 0;
    private static final int POSITION = 1;
    private static final int ACCEPTED_ORDERS = 2;
    private static final int TRADES = 3;
    private static final int TRADED_LOTS = 4;
    private static final int MARK_WORDS = 5;

    private long[] ring = new long[1 << 10];
    /** Where the first and the next word are, counted from the beginning of time. */
    private long start;

    private long end;

    private long[] marks = new long[16 * MARK_WORDS];
    private int markCount;

    private final long[] removed = new long[RecordPool.WORDS];

    void rested(int order) {
        if (markCount > 0) {
            push(step(RESTED, order));
        }
    }

    void reduced(int order, long lots) {
        if (markCount > 0) {
            push(lots);
            push(step(REDUCED, order));
        }
    }

    /** The order, whose record is still whole, is about to be taken out. */
    void removed(int order, long[] page, int offset, int ladder) {
        if (markCount > 0) {
            for (int i = 0; i < RecordPool.WORDS; i++) {
                push(page[offset + i]);
            }
            push(ladder);
            push(step(REMOVED, order));
        }
    }

    void symbolAdded(int symbolId) {
        if (markCount > 0) {
            push(step(SYMBOL_ADDED, symbolId));
        }
    }

    /** Undoes the last step. */
    void undoLast(IntConsumer symbols, Orders orders) {
        long step = pop();
        int subject = (int) step;
        switch ((int) (step >>> 32)) {
            case RESTED -> orders.undoRest(subject);
            case REDUCED -> orders.undoReduction(subject, pop());
            case REMOVED -> {
                int ladder = (int) pop();
                for (int i = RecordPool.WORDS - 1; i >= 0; i--) {
                    removed[i] = pop();
                }
                orders.undoRemoval(subject, removed, ladder);
            }
            case SYMBOL_ADDED -> symbols.accept(subject);
            default -> throw new IllegalStateException("a step is of no known kind: step=" + step);
        }
    }

    void mark(long point, long acceptedOrders, long trades, long tradedLots) {
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
        marks[at + ACCEPTED_ORDERS] = acceptedOrders;
        marks[at + TRADES] = trades;
        marks[at + TRADED_LOTS] = tradedLots;
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

    long acceptedOrders(int mark) {
        return get(mark, ACCEPTED_ORDERS);
    }

    long trades(int mark) {
        return get(mark, TRADES);
    }

    long tradedLots(int mark) {
        return get(mark, TRADED_LOTS);
    }

    void dropMarksAbove(int mark) {
        markCount = mark + 1;
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
