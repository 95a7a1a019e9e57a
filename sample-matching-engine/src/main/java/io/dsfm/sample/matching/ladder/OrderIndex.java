package io.dsfm.sample.matching.ladder;

import io.dsfm.sample.matching.domain.OrderKey;
import io.dsfm.statemachine.Digest64;
import java.util.Arrays;
import java.util.TreeMap;

/**
 * Finds orders by client and order id: open addressing with linear probing, at most half full, in segments that grow on
 * their own, so that a growth moves a small part of the whole. A slot holds 32 bits of the key's hash and the order's
 * handle, so that a search touches the records of hardly any other order.
 *
 * <p>Ids that differ in the last bits alone have places side by side, in one row, so that what a client that numbers its
 * orders sends together is found together. Probing goes down the column, to the next row, and not along the row, where such
 * ids would meet each other: a table with its rows and columns exchanged.
 *
 * <p>Clients choose the ids, and can choose many that are all probed for along one chain. So no search, addition or removal
 * goes further than {@value #MOST_PROBES} slots: an order that finds none there is in a sorted map, at a cost that grows
 * with the logarithm of their number, and a removal that would move more leaves its slot marked until the next growth.
 *
 * <p>Threading: one thread.
 */
final class OrderIndex {

    private static final int SEGMENT_BITS = 6;
    private static final int INITIAL_SLOTS = 256;
    static final long CLIENT_FACTOR = 0xd1342543de82ef95L;
    private static final long ROW_FACTOR = 0x9e3779b97f4a7c15L;
    static final int ROW_BITS = 7;
    private static final int ROW_SLOTS = 1 << ROW_BITS;
    private static final int ROW_MASK = ROW_SLOTS - 1;
    private static final long EMPTY = 0;
    /**
     * Of a slot that others were probed past, so that what is not there may be behind. Where it is missing, most slots, no
     * search or removal has to look at the slot behind, which is in another row and mostly in no cache. Alone, it is the mark
     * of a slot whose order is gone.
     */
    private static final long PASSED = 1L << 31;

    private static final int ORDER_MASK = Integer.MAX_VALUE;

    /** In a table half full of orders whose ids were not chosen against it, hardly any chain is half as long. */
    static final int MOST_PROBES = 128;

    private static final int MOST_PENDING = 64;

    private final long[][] segments = new long[1 << SEGMENT_BITS][INITIAL_SLOTS];
    /** How many slots of a segment are not empty. */
    private final int[] taken = new int[1 << SEGMENT_BITS];

    private final RecordPool orders;
    private final int clientWord;
    private final int orderWord;

    /** The orders that found no slot at the end of so many probes; while there are any, nothing is left to be removed. */
    private final TreeMap<OrderKey, Integer> overflow = new TreeMap<>();

    /* What is left to be removed. */
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
        long[] slots = segments[segment(hash)];
        int home = home(hash, slots);
        long slot = slots[home];
        if (isSlotOf(slot, hash, clientId, orderId)) {
            return order(slot);
        }
        return (slot & PASSED) == 0 && overflow.isEmpty() ? RecordPool.NONE : findBehind(home, hash, clientId, orderId);
    }

    private int findBehind(int home, long hash, long clientId, long orderId) {
        long[] slots = segments[segment(hash)];
        int end = end(home, slots);
        int i = home;
        while ((slots[i] & PASSED) != 0) {
            i = next(i, slots);
            if (i == end) {
                break;
            }
            if (isSlotOf(slots[i], hash, clientId, orderId)) {
                return order(slots[i]);
            }
        }
        return overflow.isEmpty() ? RecordPool.NONE : findOverflowed(clientId, orderId);
    }

    private boolean isSlotOf(long slot, long hash, long clientId, long orderId) {
        if ((int) (slot >>> 32) != (int) hash || isFree(slot)) {
            return false;
        }
        int order = order(slot);
        long[] page = orders.page(order);
        int offset = RecordPool.offset(order);
        return page[offset + orderWord] == orderId && page[offset + clientWord] == clientId;
    }

    private int findOverflowed(long clientId, long orderId) {
        Integer order = overflow.get(new OrderKey(clientId, orderId));
        return order == null ? RecordPool.NONE : order;
    }

    /** Adds an order whose key is not there yet, and is in its record. */
    void add(long hash, int order) {
        int segment = segment(hash);
        if (taken[segment] >= segments[segment].length >> 1) {
            settle();
            if (taken[segment] >= segments[segment].length >> 1) {
                rebuild(segment);
            }
        }
        put(segment, slot(hash, order));
    }

    /**
     * As {@link #remove}, but together with others, some time: in a large index each is in a place that no cache holds, and
     * it takes hardly longer to wait for many of them than for one. Until then the slot names a record that is free, whose
     * client is nobody, or that of another order, which has another key or the very same slot. So the record has to be freed.
     */
    void removeLater(long hash, int order) {
        if (!overflow.isEmpty()) {
            remove(hash, order);
            return;
        }
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
        // Nothing here waits for what another order's slots hold, so that the CPU reads many of them at a time.
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

    /** Removes an order that is there, whose record still has its key. */
    void remove(long hash, int order) {
        int segment = segment(hash);
        long[] slots = segments[segment];
        long slot = slot(hash, order);
        int hole = home(hash, slots);
        if ((slots[hole] & ~PASSED) != slot) {
            hole = findBehind(hole, slot, slots);
            if (hole < 0) {
                removeOverflowed(order);
                return;
            }
        }
        if ((slots[hole] & PASSED) == 0) {
            slots[hole] = EMPTY;
            taken[segment]--;
        } else {
            taken[segment] -= close(slots, hole);
        }
    }

    /** Where a slot is that is not at its home; -1 if it is nowhere. */
    private static int findBehind(int home, long slot, long[] slots) {
        int end = end(home, slots);
        int i = home;
        while ((slots[i] & PASSED) != 0) {
            i = next(i, slots);
            if (i == end) {
                return -1;
            }
            if ((slots[i] & ~PASSED) == slot) {
                return i;
            }
        }
        return -1;
    }

    private void removeOverflowed(int order) {
        Integer removed = overflow.remove(key(order));
        if (removed == null || removed != order) {
            throw new IllegalStateException("an order is not in the index: order=" + order);
        }
    }

    /**
     * Moves back what would not be found past a hole that was probed past, so that no marks of deleted slots gather, unless
     * that were to go on for too long; 0 if the slot stays taken, by such a mark, else 1.
     */
    private static int close(long[] slots, int from) {
        int hole = from;
        int end = end(from, slots);
        int i = from;
        while ((slots[i] & PASSED) != 0) {
            i = next(i, slots);
            if (i == end) {
                slots[hole] = PASSED;
                return 0;
            }
            if (!isFree(slots[i])) {
                int home = home(slots[i] >>> 32, slots);
                if (distance(home, i, slots) >= distance(hole, i, slots)) {
                    slots[hole] = slots[i] | PASSED;
                    hole = i;
                }
            }
        }
        slots[hole] = EMPTY;
        return 1;
    }

    void clear() {
        for (long[] slots : segments) {
            Arrays.fill(slots, EMPTY);
        }
        Arrays.fill(taken, 0);
        overflow.clear();
        pending = 0;
    }

    /** How many orders are not in a slot, for tests. */
    int overflowed() {
        return overflow.size();
    }

    /** Doubles a segment, unless most of what takes its slots are marks of deleted ones. */
    private void rebuild(int segment) {
        long[] old = segments[segment];
        int live = 0;
        for (long slot : old) {
            live += isFree(slot) ? 0 : 1;
        }
        segments[segment] = new long[live > old.length >> 2 ? old.length << 1 : old.length];
        taken[segment] = 0;
        for (long slot : old) {
            if (!isFree(slot)) {
                put(segment, slot & ~PASSED);
            }
        }
    }

    private void put(int segment, long slot) {
        long[] slots = segments[segment];
        int home = home(slot >>> 32, slots);
        if (slots[home] == EMPTY) {
            slots[home] = slot;
            taken[segment]++;
        } else {
            putBehind(segment, home, slot);
        }
    }

    private void putBehind(int segment, int home, long slot) {
        long[] slots = segments[segment];
        int end = end(home, slots);
        int i = home;
        do {
            if (isFree(slots[i])) {
                taken[segment] += slots[i] == EMPTY ? 1 : 0;
                slots[i] |= slot;
                return;
            }
            slots[i] |= PASSED;
            i = next(i, slots);
        } while (i != end);
        if (pending > 0) {
            settle();
            put(segment, slot);
        } else {
            int order = order(slot);
            overflow.put(key(order), order);
        }
    }

    private OrderKey key(int order) {
        return new OrderKey(orders.get(order, clientWord), orders.get(order, orderWord));
    }

    private static long slot(long hash, int order) {
        return hash << 32 | order + 1;
    }

    private static int order(long slot) {
        return ((int) slot & ORDER_MASK) - 1;
    }

    /** Whether a slot is no order's. */
    private static boolean isFree(long slot) {
        return ((int) slot & ORDER_MASK) == 0;
    }

    private static int segment(long hash) {
        return (int) (hash >>> 64 - SEGMENT_BITS);
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

    /** The slot that is {@value #MOST_PROBES} after the given one; that one itself if there are not so many. */
    private static int end(int i, long[] slots) {
        int rowBits = Integer.numberOfTrailingZeros(slots.length) - ROW_BITS;
        int place = ((i & ROW_MASK) << rowBits) + (i >>> ROW_BITS) + MOST_PROBES & slots.length - 1;
        return (place & (1 << rowBits) - 1) << ROW_BITS | place >>> rowBits;
    }

    /** How many slots there are from one to the other. */
    private static int distance(int from, int to, long[] slots) {
        int rows = slots.length >>> ROW_BITS;
        int columns = (to & ROW_MASK) - (from & ROW_MASK);
        return columns * rows + (to >>> ROW_BITS) - (from >>> ROW_BITS) & slots.length - 1;
    }
}
