package io.dsfm.ratis.core;

import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * Tells which outcomes are void after the log was cut: instances return one after the other, each at a time of its own, and
 * what one has executed beyond the cut may still be on its way.
 *
 * <p>Threading: one thread.
 *
 * <p>Invariants: {@code cuts} holds those from which some instance has not returned, oldest first.
 */
public final class CutTracker {

    private record Cut(long epoch, long behindIndex) {}

    private final ArrayDeque<Cut> cuts = new ArrayDeque<>();
    private final long[] returnedFrom;
    private long epoch;

    /** For so many instances. */
    public CutTracker(int instances) {
        returnedFrom = new long[instances];
    }

    /** All instances were restored to a state without any of the cuts, and nothing of before is on its way. */
    public void restart() {
        cuts.clear();
        Arrays.fill(returnedFrom, epoch);
    }

    /** The log was cut behind {@code index}; the epoch is above that of every cut before. */
    public void onCut(long newEpoch, long index) {
        epoch = newEpoch;
        cuts.addLast(new Cut(newEpoch, index));
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
