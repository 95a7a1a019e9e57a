package io.dsfm.sample.matching.flow;

import java.util.Arrays;

/** The orders that the generator believes to rest, and the most recent of them. Memory is fixed by the capacity. */
final class FlowOrders {

    /** How many recent orders are known as such. */
    private static final int RECENT = 64;

    final int[] before;
    final int[] behind;
    final long[] orderId;
    final int[] leftLots;
    final int[] step;
    /** The side that the order rests on, as an index into the flow's sides. */
    final int[] side;

    private final int[] live;
    private final int[] positionInLive;
    private final int[] recent = new int[RECENT];
    private final long[] recentId = new long[RECENT];
    private int liveCount;
    private int added;

    FlowOrders(int capacity) {
        before = new int[capacity];
        behind = new int[capacity];
        orderId = new long[capacity];
        leftLots = new int[capacity];
        step = new int[capacity];
        side = new int[capacity];
        live = new int[capacity];
        positionInLive = new int[capacity];
        for (int i = 0; i < capacity; i++) {
            live[i] = i;
        }
        Arrays.fill(recentId, -1);
    }

    int count() {
        return liveCount;
    }

    boolean isFull() {
        return liveCount == live.length;
    }

    /** Takes a free handle. What is before {@link #liveCount} in the array is live, what is from there on is free. */
    int add(long id, int lots, int atStep, int onSide) {
        int order = live[liveCount];
        positionInLive[order] = liveCount++;
        orderId[order] = id;
        leftLots[order] = lots;
        step[order] = atStep;
        side[order] = onSide;
        recent[added % RECENT] = order;
        recentId[added % RECENT] = id;
        added = added + 1 & Integer.MAX_VALUE;
        return order;
    }

    void remove(int order) {
        int position = positionInLive[order];
        int other = live[--liveCount];
        live[position] = other;
        positionInLive[other] = position;
        live[liveCount] = order;
        orderId[order] = 0;
    }

    /** Any of the live orders; there is one. */
    int any(SeededRandom random) {
        return live[random.below(liveCount)];
    }

    /** The order that was added so many orders ago, below {@value #RECENT}, or none if it rests no more. */
    int recent(int ordersAgo) {
        int i = (added - 1 - ordersAgo) & RECENT - 1;
        return recentId[i] > 0 && orderId[recent[i]] == recentId[i] ? recent[i] : FlowBook.NONE;
    }
}
