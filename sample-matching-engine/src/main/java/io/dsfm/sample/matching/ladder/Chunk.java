package io.dsfm.sample.matching.ladder;

import org.jspecify.annotations.Nullable;

/** A sorted run of levels of one side: their keys, ascending, and beside them their handles. */
final class Chunk {

    static final int CAPACITY = 128;

    final long[] keys = new long[CAPACITY];
    final int[] levels = new int[CAPACITY];
    int size;

    @Nullable
    Chunk nextFree;

    /** The position of the first key that is not below {@code key}; {@link #size} if all are. */
    int lowerBound(long key) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = low + high >>> 1;
            if (keys[middle] < key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    void insert(int position, long key, int level) {
        int moved = size - position;
        System.arraycopy(keys, position, keys, position + 1, moved);
        System.arraycopy(levels, position, levels, position + 1, moved);
        keys[position] = key;
        levels[position] = level;
        size++;
    }

    void remove(int position) {
        int moved = size - position - 1;
        System.arraycopy(keys, position + 1, keys, position, moved);
        System.arraycopy(levels, position + 1, levels, position, moved);
        size--;
    }

    /** Moves what is at {@code position} and after it to the end of {@code other}, which has room. */
    void moveTo(Chunk other, int position) {
        int moved = size - position;
        System.arraycopy(keys, position, other.keys, other.size, moved);
        System.arraycopy(levels, position, other.levels, other.size, moved);
        other.size += moved;
        size = position;
    }

    /** The chunks that no side uses. */
    static final class Pool {

        private @Nullable Chunk firstFree;

        Chunk take() {
            Chunk chunk = firstFree;
            if (chunk == null) {
                return new Chunk();
            }
            firstFree = chunk.nextFree;
            chunk.nextFree = null;
            return chunk;
        }

        void free(Chunk chunk) {
            chunk.size = 0;
            chunk.nextFree = firstFree;
            firstFree = chunk;
        }
    }
}
