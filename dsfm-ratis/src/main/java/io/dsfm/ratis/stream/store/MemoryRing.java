package io.dsfm.ratis.stream.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The newest records, bounded in number and bytes.
 *
 * <p>Threading: one thread.
 *
 * <p>Invariants: holds the sequences {@code first} to {@code last}, inclusive, without gaps, each at its sequence modulo the
 * capacity; nothing if {@code first} is above {@code last}.
 */
final class MemoryRing {

    private static final int FIRST_CAPACITY = 1 << 10;

    private final int resultsMax;
    private final long bytesMax;
    private byte[] @Nullable [] records = new byte[FIRST_CAPACITY][];
    private long first = 1;
    private long last;
    private long bytes;

    MemoryRing(int resultsMax, long bytesMax) {
        this.resultsMax = resultsMax;
        this.bytesMax = bytesMax;
    }

    /** Forgets everything; the next record has the sequence behind {@code sequence}. */
    void restart(long sequence) {
        Arrays.fill(records, null);
        first = sequence + 1;
        last = sequence;
        bytes = 0;
    }

    void append(byte[] record) {
        long count = last - first + 1;
        if (count == records.length) {
            if (count < resultsMax) {
                grow();
            } else {
                dropFirst();
            }
        }
        last++;
        records[slot(last)] = record;
        bytes += record.length;
        while (first < last && (bytes > bytesMax || last - first + 1 > resultsMax)) {
            dropFirst();
        }
    }

    private void grow() {
        byte[] @Nullable [] before = records;
        records = new byte[before.length * 2][];
        for (long sequence = first; sequence <= last; sequence++) {
            records[slot(sequence)] = before[(int) (sequence & before.length - 1)];
        }
    }

    private void dropFirst() {
        byte[] dropped = records[slot(first)];
        bytes -= dropped == null ? 0 : dropped.length;
        records[slot(first)] = null;
        first++;
    }

    private int slot(long sequence) {
        return (int) (sequence & records.length - 1);
    }

    /** The record with this sequence, or null if it is not here. */
    byte @Nullable [] find(long sequence) {
        return sequence < first || sequence > last ? null : records[slot(sequence)];
    }

    /** The lowest sequence that is here; one above the last if none is. */
    long first() {
        return first;
    }
}
