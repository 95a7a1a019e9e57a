package io.dsfm.sample.matching.ladder;

import io.dsfm.statemachine.Digest64;
import java.util.Arrays;

/**
 * Finds orders by client and order id: open addressing with linear probing, at most half full, in segments that grow on
 * their own, so that a growth moves a small part of the whole. A slot holds 32 bits of the key's hash and the order's
 * handle, so that a search touches the records of hardly any other order.
 *
 * <p>Orders that trade are removed together, later, but before anything is looked up or added: in a large index each is in
 * a place that no cache holds, and it takes hardly longer to wait for many of them than for one.
 *
 * <p>Threading: one thread.
 */
final class OrderIndex {

    private static final int SEGMENT_BITS = 6;
    private static final int INITIAL_SLOTS = 64;
    private static final long CLIENT_FACTOR = 0xd1342543de82ef95L;
    /**
     * Ids that differ in these bits alone have neighbouring slots, so that a client that numbers its orders meets the same
     * cache line again. More bits would make the runs long that a search for what is not there has to walk.
     */
    private static final int BLOCK_BITS = 2;

    private static final long BLOCK_SLOTS = 1 << BLOCK_BITS;
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

    static long hash(long clientId, long orderId) {
        long block = Digest64.mix(clientId * CLIENT_FACTOR + (orderId >>> BLOCK_BITS));
        return block & -BLOCK_SLOTS | orderId & BLOCK_SLOTS - 1;
    }

    /** The handle of the order with this key, whose hash is given, or {@link RecordPool#NONE}. */
    int find(long hash, long clientId, long orderId) {
        settle();
        long[] slots = segments[segment(hash)];
        int mask = slots.length - 1;
        for (int i = (int) hash & mask; ; i = i + 1 & mask) {
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

    /** Removes an order that is there, whose record is not needed for it. */
    void remove(long hash, int order) {
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
            requireFilled(slots[(int) pendingHashes[i] & slots.length - 1], pendingOrders[i]);
        }
        for (int i = 0; i < pending; i++) {
            removeNow(pendingHashes[i], pendingOrders[i]);
        }
        pending = 0;
    }

    private void removeNow(long hash, int order) {
        int segment = segment(hash);
        sizes[segment]--;
        long[] slots = segments[segment];
        int mask = slots.length - 1;
        int hole = (int) hash & mask;
        while ((int) slots[hole] != order + 1) {
            requireFilled(slots[hole], order);
            hole = hole + 1 & mask;
        }
        // Moves back what would not be found past the hole, so that no tombstones gather.
        for (int i = hole + 1 & mask; slots[i] != EMPTY; i = i + 1 & mask) {
            int home = (int) (slots[i] >>> 32) & mask;
            if ((i - home & mask) >= (i - hole & mask)) {
                slots[hole] = slots[i];
                hole = i;
            }
        }
        slots[hole] = EMPTY;
    }

    private static void requireFilled(long slot, int order) {
        if (slot == EMPTY) {
            throw new IllegalStateException("an order is not in the index: order=" + order);
        }
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
        int mask = slots.length - 1;
        int i = (int) (slot >>> 32) & mask;
        while (slots[i] != EMPTY) {
            i = i + 1 & mask;
        }
        slots[i] = slot;
    }
}
