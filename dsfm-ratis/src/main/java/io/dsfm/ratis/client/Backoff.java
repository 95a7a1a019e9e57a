package io.dsfm.ratis.client;

import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * How long to wait before trying again: grows from a first time to a limit, with up to half of it taken off at random, so that
 * clients do not come all at once.
 *
 * <p>Threading: one thread.
 */
final class Backoff {

    static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Random random;
    private final long firstNanos;
    private final int growth;
    private final long limitNanos;
    private long currentNanos;

    /** From a millisecond on, each wait twice as long as the one before. */
    Backoff(Random random, long limitNanos) {
        this(random, FIRST_NANOS, 2, limitNanos);
    }

    /** Each wait {@code growth} times as long as the one before. */
    Backoff(Random random, long firstNanos, int growth, long limitNanos) {
        this.random = random;
        this.firstNanos = firstNanos;
        currentNanos = firstNanos;
        this.growth = growth;
        this.limitNanos = limitNanos;
    }

    /** How long to wait now; the next time it is longer. */
    long nextNanos() {
        long nanos = currentNanos - (long) (random.nextDouble() / 2 * currentNanos);
        currentNanos = Math.min(limitNanos, currentNanos * growth);
        return nanos;
    }

    /** It went well: the next wait is short again. */
    void reset() {
        currentNanos = firstNanos;
    }
}
