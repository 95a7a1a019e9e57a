package io.dsfm.sample.matching.ladder;

import io.dsfm.statemachine.Digest64;
import java.util.Arrays;

/**
 * Finds orders by client and order id: open addressing with linear probing, at most half full, in segments that grow on
 * their own, so that a growth moves a small part of the whole. A slot holds 32 bits of the key's hash and the order's
 * handle, so that a search touches the records of hardly any other order.
 *
 * <p>Ids that differ in the last bits alone have places side by side, in one row, so that what a client that numbers its
 * orders sends together is found together. Probing goes down the column, to the next row, and not along the row, where such
 * ids would meet each other: a table with its rows and columns exchanged.
 *
 * <p>Threading: one thread.
 */
final class OrderIndex {

    private static final int SEGMENT_BITS = 6;
    private static final int INITIAL_SLOTS = 64;
    private static final long CLIENT_FACTOR = 0xd1342543de82ef95L;
    private static final long ROW_FACTOR = 0x9e3779b97f4a7c15L;
    private static final int ROW_BITS = 5;
    private static final int ROW_SLOTS = 1 << ROW_BITS;
    private static final int ROW_MASK = ROW_SLOTS - 1;
    private static final long EMPTY = 0;
    private static final int MOST_PENDING = 64;

    private final long[][] segments = new long[1 << SEGMENT_BITS][INITIAL_SLOTS];
    private final int[] sizes = new int[1 << SEGMENT_BITS];
    private final RecordPool orders;
    private final int clientWord;
    private final int orderWord;

    /* What is to be removed. */
    private final long[] pendingHashes = new long[MOST_PENDING];
    private final int[] pendingOrders = new int[MOST_PENDING];
    private int pending;

    /** An index over records that hold the two parts of their key in the given words. */
    OrderIndex(RecordPool orders, int clientWord, int orderWord) {
        this.orders = orders;
        this.clientWord = clientWord;
        this.orderWord = orderWord;
    }

    /**
     * The hash of a key. The segment is in its highest bits: consecutive rows are in consecutive segments, so that these are
     * of one size. The column, in the lowest, is mixed too, since all ids could be multiples of a power of two.
     */
    static long hash(long clientId, long orderId) {
        long row = clientId * CLIENT_FACTOR + (orderId >>> ROW_BITS);
        long segment = row + ((row >>> SEGMENT_BITS) * ROW_FACTOR >>> 64 - SEGMENT_BITS);
        return Digest64.mix(row) >>> SEGMENT_BITS ^ orderId & ROW_MASK | segment << 64 - SEGMENT_BITS;
    }

    /** The handle of the order with this key, whose hash is given, or {@link RecordPool#NONE}. */
    int find(long hash, long clientId, long orderId) {
        settle();
        long[] slots = segments[segment(hash)];
        for (int i = home(hash, slots); ; i = next(i, slots)) {
            long slot = slots[i];
            if (slot == EMPTY) {
                return RecordPool.NONE;
            }
            if ((int) (slot >>> 32) == (int) hash) {
                int order = (int) slot - 1;
                long[] page = orders.page(order);
                int offset = RecordPool.offset(order);
                if (page[offset + orderWord] == orderId && page[offset + clientWord] == clientId) {
                    return order;
                }
            }
        }
    }

    /** Adds an order whose key is not there yet. */
    void add(long hash, int order) {
        settle();
        int segment = segment(hash);
        if (++sizes[segment] > segments[segment].length >> 1) {
            segments[segment] = grown(segments[segment]);
        }
        put(segments[segment], (hash & 0xffff_ffffL) << 32 | order + 1);
    }

    /**
     * As {@link #remove}, but together with others, before anything is looked up or added: in a large index each is in a
     * place that no cache holds, and it takes hardly longer to wait for many of them than for one.
     */
    void removeLater(long hash, int order) {
        if (pending == MOST_PENDING) {
            settle();
        }
        pendingHashes[pending] = hash;
        pendingOrders[pending] = order;
        pending++;
    }

    private void settle() {
        if (pending > 0) {
            removePending();
        }
    }

    private void removePending() {
        // Nothing here waits for what another order's place holds, so that the CPU reads many of them at a time.
        for (int i = 0; i < pending; i++) {
            long[] slots = segments[segment(pendingHashes[i])];
            if (slots[home(pendingHashes[i], slots)] == EMPTY) {
                throw new IllegalStateException("an order is not in the index: order=" + pendingOrders[i]);
            }
        }
        for (int i = 0; i < pending; i++) {
            remove(pendingHashes[i], pendingOrders[i]);
        }
        pending = 0;
    }

    /** Removes an order that is there, whose record is not needed for it. */
    void remove(long hash, int order) {
        int segment = segment(hash);
        sizes[segment]--;
        long[] slots = segments[segment];
        int hole = home(hash, slots);
        while ((int) slots[hole] != order + 1) {
            if (slots[hole] == EMPTY) {
                throw new IllegalStateException("an order is not in the index: order=" + order);
            }
            hole = next(hole, slots);
        }
        // Moves back what would not be found past the hole, so that no tombstones gather.
        for (int i = next(hole, slots); slots[i] != EMPTY; i = next(i, slots)) {
            int home = home(slots[i] >>> 32, slots);
            if (distance(home, i, slots) >= distance(hole, i, slots)) {
                slots[hole] = slots[i];
                hole = i;
            }
        }
        slots[hole] = EMPTY;
    }

    void clear() {
        for (long[] slots : segments) {
            Arrays.fill(slots, EMPTY);
        }
        Arrays.fill(sizes, 0);
        pending = 0;
    }

    private static int segment(long hash) {
        return (int) (hash >>> 64 - SEGMENT_BITS);
    }

    private static long[] grown(long[] slots) {
        long[] grown = new long[slots.length << 1];
        for (long slot : slots) {
            if (slot != EMPTY) {
                put(grown, slot);
            }
        }
        return grown;
    }

    private static void put(long[] slots, long slot) {
        int i = home(slot >>> 32, slots);
        while (slots[i] != EMPTY) {
            i = next(i, slots);
        }
        slots[i] = slot;
    }

    /** Where a hash, of which the lower half is enough, is looked for first. */
    private static int home(long hash, long[] slots) {
        return (int) hash & slots.length - 1;
    }

    /** The slot below; below the last of a column, the first of the column beside. */
    private static int next(int i, long[] slots) {
        int below = i + ROW_SLOTS;
        return below < slots.length ? below : i + 1 & ROW_MASK;
    }

    /** How many slots there are from one to the other. */
    private static int distance(int from, int to, long[] slots) {
        int rows = slots.length >>> ROW_BITS;
        int columns = (to & ROW_MASK) - (from & ROW_MASK);
        return columns * rows + (to >>> ROW_BITS) - (from >>> ROW_BITS) & slots.length - 1;
    }
}
