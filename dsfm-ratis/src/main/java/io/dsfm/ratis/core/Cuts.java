package io.dsfm.ratis.core;

import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * The cuts of the log that some instance has not made yet. Only {@link Arbiter} uses it.
 *
 * <p>Invariants: {@code pending} is in order of number, and holds those above the lowest of {@code madeBy} among the
 * instances that were trusted when it was last tidied.
 */
final class Cuts {

    private record Cut(long number, long toIndex) {}

    private final ArrayDeque<Cut> pending = new ArrayDeque<>();
    /** The number of the last cut that each instance has made. */
    private final long[] madeBy;

    private long newest;
    /** Cuts up to this number are not kept any more. */
    private long forgotten;

    Cuts(int instances) {
        madeBy = new long[instances];
    }

    /** Every instance was brought to one state, after all cuts up to this number, told or not. */
    void clear(long number) {
        pending.clear();
        newest = Math.max(newest, number);
        forgotten = newest;
        Arrays.fill(madeBy, newest);
    }

    void add(long number, long toIndex, boolean[] isTrusted) {
        if (number <= newest) {
            throw new IllegalStateException("a cut is told out of order: number=" + number + ", newest=" + newest);
        }
        long madeByAll = newest;
        for (int i = 0; i < madeBy.length; i++) {
            if (isTrusted[i]) {
                madeByAll = Math.min(madeByAll, madeBy[i]);
            }
        }
        while (!pending.isEmpty() && pending.peekFirst().number <= madeByAll) {
            forgotten = pending.pollFirst().number;
        }
        newest = number;
        pending.addLast(new Cut(number, toIndex));
    }

    /** The number of the newest cut. */
    long newest() {
        return newest;
    }

    /** What an instance offers of entries above this index has been cut. */
    long limitOf(int instance) {
        if (madeBy[instance] >= newest) {
            return Long.MAX_VALUE;
        }
        long limit = Long.MAX_VALUE;
        for (Cut cut : pending) {
            if (cut.number > madeBy[instance]) {
                limit = Math.min(limit, cut.toIndex);
            }
        }
        return limit;
    }

    void onReverted(int instance, long number) {
        if (number > newest) {
            throw new IllegalStateException("an instance has made a cut that was not told: instance=" + instance
                    + ", number=" + number + ", newest=" + newest);
        }
        madeBy[instance] = Math.max(madeBy[instance], number);
    }

    boolean tryAdmit(int instance, long number) {
        if (number < forgotten) {
            return false;
        }
        onReverted(instance, number);
        return true;
    }
}
