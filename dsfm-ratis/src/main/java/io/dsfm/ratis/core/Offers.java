package io.dsfm.ratis.core;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What the instances have offered for one position. Only {@link Arbiter} changes it. */
final class Offers {

    /** Which position; 0 for none. */
    long position;
    /** When the first came. */
    long firstNanos;

    final @Nullable Outcome[] byInstance;
    /** The order in which they came, from 1; 0 for those that have not. */
    final int[] arrival;
    /** How many have ever come; those of instances that are quarantined stay until they are rebuilt. */
    int count;
    /** Whether there was disagreement which is not resolved. */
    boolean isDisputed;
    /** Whether it was told that no outcome has a majority. */
    boolean isHalted;

    Offers(int instances) {
        byInstance = new Outcome[instances];
        arrival = new int[instances];
    }

    void occupy(long newPosition, long nowNanos) {
        clear();
        position = newPosition;
        firstNanos = nowNanos;
    }

    void clear() {
        position = 0;
        count = 0;
        isDisputed = false;
        isHalted = false;
        Arrays.fill(byInstance, null);
        Arrays.fill(arrival, 0);
    }

    /** Keeps nothing of what was offered for the position but that it was. */
    void forgetOutcomes(long offeredPosition) {
        if (position == offeredPosition) {
            Arrays.fill(byInstance, null);
        }
    }

    void add(int instance, Outcome outcome) {
        byInstance[instance] = outcome;
        arrival[instance] = ++count;
    }

    /** What an instance offered before it was rebuilt says nothing of what it is now. */
    void remove(int instance) {
        byInstance[instance] = null;
        arrival[instance] = 0;
    }

    /** The instance that came first of those that are trusted, or -1. */
    int first(boolean[] isTrusted) {
        int first = -1;
        for (int i = 0; i < arrival.length; i++) {
            if (isTrusted[i] && arrival[i] > 0 && (first < 0 || arrival[i] < arrival[first])) {
                first = i;
            }
        }
        return first;
    }

    /** The instance whose outcome came first, trusted or not, of all but one; or -1. */
    int firstBut(int instance) {
        int first = -1;
        for (int i = 0; i < arrival.length; i++) {
            if (i != instance && arrival[i] > 0 && (first < 0 || arrival[i] < arrival[first])) {
                first = i;
            }
        }
        return first;
    }

    /** The entry that brought the input. */
    long logIndex() {
        for (Outcome outcome : byInstance) {
            if (outcome != null) {
                return outcome.logIndex();
            }
        }
        throw new IllegalStateException("nothing was offered: position=" + position);
    }

    /** How many trusted instances gave the same as this one. */
    int agreeing(int instance, boolean[] isTrusted) {
        Outcome outcome = byInstance[instance];
        int agreeing = 0;
        for (int i = 0; i < byInstance.length; i++) {
            Outcome other = byInstance[i];
            if (isTrusted[i] && other != null && outcome != null && outcome.agreesWith(other)) {
                agreeing++;
            }
        }
        return agreeing;
    }
}
