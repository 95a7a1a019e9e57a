package io.dsfm.sample.matching.flow;

import java.util.Arrays;

/**
 * What the generator knows of one side of a symbol's book: the queues at a fixed number of price steps, of which a
 * bitmap tells which hold orders. Orders are handles of {@link FlowOrders}.
 */
final class FlowBook {

    /** Steps 0 to {@value} - 1 exist. */
    static final int STEPS = 1 << 14;

    /** There is no order, or no step with one. */
    static final int NONE = -1;

    private final boolean isBid;
    private final FlowOrders orders;
    private final int[] first = new int[STEPS];
    private final int[] last = new int[STEPS];
    private final long[] used = new long[STEPS / 64];
    private int bestStep = NONE;

    FlowBook(boolean isBid, FlowOrders orders) {
        this.isBid = isBid;
        this.orders = orders;
        Arrays.fill(first, NONE);
        Arrays.fill(last, NONE);
    }

    int bestStep() {
        return bestStep;
    }

    /** The order that trades first; the side is not empty. */
    int firstOrder() {
        return first[bestStep];
    }

    void add(int order, int step) {
        orders.before[order] = last[step];
        orders.behind[order] = NONE;
        if (last[step] == NONE) {
            first[step] = order;
            used[step >> 6] |= 1L << step;
            boolean isBest = bestStep == NONE || (isBid ? step > bestStep : step < bestStep);
            bestStep = isBest ? step : bestStep;
        } else {
            orders.behind[last[step]] = order;
        }
        last[step] = order;
    }

    void remove(int order, int step) {
        int before = orders.before[order];
        int behind = orders.behind[order];
        if (before == NONE) {
            first[step] = behind;
        } else {
            orders.behind[before] = behind;
        }
        if (behind == NONE) {
            last[step] = before;
        } else {
            orders.before[behind] = before;
        }
        if (first[step] == NONE) {
            used[step >> 6] &= ~(1L << step);
            if (step == bestStep) {
                bestStep = isBid ? nextBelow(step) : nextAbove(step);
            }
        }
    }

    private int nextBelow(int step) {
        for (int word = step >> 6; word >= 0; word--) {
            if (used[word] != 0) {
                return (word << 6) + 63 - Long.numberOfLeadingZeros(used[word]);
            }
        }
        return NONE;
    }

    private int nextAbove(int step) {
        for (int word = step >> 6; word < used.length; word++) {
            if (used[word] != 0) {
                return (word << 6) + Long.numberOfTrailingZeros(used[word]);
            }
        }
        return NONE;
    }
}
