package io.dsfm.ratis.core;

import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * Tells which outcomes are void after the log was cut: instances return one after the other, each at a time of its own, and
 * what one has executed beyond the cut may still be on its way.
 *
 * <p>Threading: one thread.
 *
 * <p>Invariants: {@code ends} holds, for entries that gave outcomes and may still be cut, the position of their last one, in
 * order; {@code cuts} holds those cuts from which some instance has not returned.
 */
public final class CutTracker {

    private static final int ENDS_MAX = 1 << 16;

    private record End(long index, long position) {}

    private record Cut(long epoch, long behindIndex) {}

    private final ArrayDeque<End> ends = new ArrayDeque<>();
    private final ArrayDeque<Cut> cuts = new ArrayDeque<>();
    private final long[] returnedFrom;
    private long epoch;
    /** Of the last outcome before the first of {@code ends}. */
    private long basePosition;

    /** For so many instances. */
    public CutTracker(int instances) {
        returnedFrom = new long[instances];
    }

    /** All instances were restored to the state after {@code position}. */
    public void restart(long position) {
        ends.clear();
        cuts.clear();
        Arrays.fill(returnedFrom, epoch);
        basePosition = position;
    }

    /** An outcome came first; they come in order. */
    public void onFirst(long index, long position) {
        End last = ends.peekLast();
        if (last != null && last.index() == index) {
            ends.pollLast();
        }
        ends.addLast(new End(index, position));
        if (ends.size() > ENDS_MAX) {
            basePosition = ends.pollFirst().position();
        }
    }

    /**
     * The log was cut behind {@code index}.
     *
     * @param newEpoch above that of every cut before
     * @return the position of the last outcome that is not void
     */
    public long onCut(long newEpoch, long index) {
        epoch = newEpoch;
        cuts.addLast(new Cut(newEpoch, index));
        while (!ends.isEmpty() && ends.peekLast().index() > index) {
            ends.pollLast();
        }
        return ends.isEmpty() ? basePosition : ends.peekLast().position();
    }

    /** What the instance gives from here on is of the log as it was at {@code atEpoch}. */
    public void onReturned(int instance, long atEpoch) {
        returnedFrom[instance] = atEpoch;
        long all = Arrays.stream(returnedFrom).min().orElse(0);
        while (!cuts.isEmpty() && cuts.peekFirst().epoch() <= all) {
            cuts.pollFirst();
        }
    }

    /** Whether the instance's next outcome, of the entry at {@code index}, was executed beyond a cut. */
    public boolean isVoid(int instance, long index) {
        for (Cut cut : cuts) {
            if (cut.epoch() > returnedFrom[instance] && index > cut.behindIndex()) {
                return true;
            }
        }
        return false;
    }
}
