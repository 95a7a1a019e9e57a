package io.dsfm.maelstrom.workload.tree;

import io.dsfm.maelstrom.workload.store.StateDigest;
import java.util.Arrays;
import java.util.List;

/**
 * A list that is never changed: {@link #append} gives a longer one, in the same array as long as that has room. Of all
 * lists made from one, only the newest is appended to: going back drops those that came after.
 *
 * <p>Threading: the instance's thread.
 */
final class SharedList {

    private static final int FIRST_ROOM = 4;

    private final byte[][] items;
    private final int length;
    private final long bytes;
    private final long chain;

    /** Without items. */
    SharedList() {
        this(new byte[FIRST_ROOM][], 0, 0, StateDigest.EMPTY_CHAIN);
    }

    private SharedList(byte[][] items, int length, long bytes, long chain) {
        this.items = items;
        this.length = length;
        this.bytes = bytes;
        this.chain = chain;
    }

    int length() {
        return length;
    }

    /** Those of the items, and 4 for each. */
    long bytes() {
        return bytes;
    }

    long chain() {
        return chain;
    }

    SharedList append(byte[] item) {
        byte[][] room = length < items.length ? items : Arrays.copyOf(items, 2 * length);
        room[length] = item;
        return new SharedList(room, length + 1, bytes + item.length + 4, StateDigest.chain(chain, item));
    }

    /** Up to {@code most} items from this index on. */
    List<byte[]> from(long index, int most) {
        if (index >= length) {
            return List.of();
        }
        int start = (int) index;
        int end = (int) Math.min(length, index + most);
        return List.of(Arrays.copyOfRange(items, start, end));
    }
}
