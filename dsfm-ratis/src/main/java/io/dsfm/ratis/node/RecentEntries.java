package io.dsfm.ratis.node;

import io.dsfm.ratis.core.InputBatch;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The newest entries of the log, as far as there is room for them.
 *
 * <p>Threading: one thread at a time.
 *
 * <p>Invariants: the entries at {@code first} to {@code end - 1}, each at its number modulo the capacity, are in order of
 * index.
 */
final class RecentEntries {

    private static final int CAPACITY = 1 << 12;
    private static final long BYTES_MAX = 64L << 20;

    private final @Nullable InputBatch[] entries = new @Nullable InputBatch[CAPACITY];
    private long first;
    private long end;
    private long bytes;

    /** Takes the newest entry; gives the highest index of those that had to go for it, or 0. */
    long add(InputBatch batch) {
        long gone = 0;
        bytes += batch.bytes().length;
        while (end - first == CAPACITY || bytes > BYTES_MAX && end > first) {
            gone = at(first).index();
            bytes -= at(first).bytes().length;
            entries[slot(first++)] = null;
        }
        entries[slot(end++)] = batch;
        return gone;
    }

    /** Drops the entries above {@code index}. */
    void cut(long index) {
        while (end > first && at(end - 1).index() > index) {
            end--;
            bytes -= at(end).bytes().length;
            entries[slot(end)] = null;
        }
    }

    /** Drops the entries at or below {@code index}; gives the highest index of those, or 0. */
    long dropThrough(long index) {
        long gone = 0;
        while (end > first && at(first).index() <= index) {
            gone = at(first).index();
            bytes -= at(first).bytes().length;
            entries[slot(first++)] = null;
        }
        return gone;
    }

    void clear() {
        cut(-1);
    }

    /** The first entry above {@code index}, or null. */
    @Nullable
    InputBatch after(long index) {
        long low = first;
        long high = end;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (at(middle).index() > index) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low == end ? null : at(low);
    }

    private InputBatch at(long number) {
        return Objects.requireNonNull(entries[slot(number)]);
    }

    private static int slot(long number) {
        return (int) (number & CAPACITY - 1);
    }
}
