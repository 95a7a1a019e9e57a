package io.dsfm.ratis.peer;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which followers this node has heard lately while it leads: with a majority, nobody else can have been elected without
 * their knowing of it meanwhile.
 *
 * <p>Threading: any thread.
 */
public final class LeaderLease {

    private final int others;
    /** When what each follower has answered was sent, at the latest. */
    private final Map<String, Long> heardNanos = new ConcurrentHashMap<>();

    /** In a group with so many other nodes. */
    public LeaderLease(int others) {
        this.others = others;
    }

    /** The follower has answered what was sent at {@code sentNanos}. */
    void onHeard(String follower, long sentNanos) {
        heardNanos.merge(follower, sentNanos, (one, other) -> one - other > 0 ? one : other);
    }

    /** This node leads anew, or not any more: nothing of before counts. */
    public void reset() {
        heardNanos.clear();
    }

    /** Whether a majority, this node among it, has answered what was sent within the last {@code validNanos}. */
    public boolean isHeld(long nowNanos, long validNanos) {
        long[] ages = new long[others];
        Arrays.fill(ages, Long.MAX_VALUE);
        int i = 0;
        for (long sentNanos : heardNanos.values()) {
            if (i < others) {
                ages[i++] = nowNanos - sentNanos;
            }
        }
        Arrays.sort(ages);
        int needed = (others + 1) / 2;
        return needed == 0 || ages[needed - 1] <= validNanos;
    }
}
