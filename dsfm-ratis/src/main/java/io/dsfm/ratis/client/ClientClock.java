package io.dsfm.ratis.client;

import java.time.Duration;

/** The time that a client goes by: nanoseconds, above 0, so that plain comparisons are safe. */
final class ClientClock {

    /** Later than any time. */
    static final long NEVER = Long.MAX_VALUE;

    private static final long ORIGIN_NANOS = System.nanoTime() - 1;

    private ClientClock() {}

    static long nanos() {
        return System.nanoTime() - ORIGIN_NANOS;
    }

    /** The time so much from now; {@link #NEVER} if that is too far to be counted. */
    static long after(Duration duration) {
        long now = nanos();
        return duration.compareTo(Duration.ofNanos(NEVER - now)) < 0 ? now + duration.toNanos() : NEVER;
    }
}
