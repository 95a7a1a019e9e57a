package io.dsfm.maelstrom.harness;

import java.util.Random;

/**
 * When operations begin: at random distances, evenly from 0 to twice the mean, as Jepsen staggers them. What could not begin
 * in time is not made up for.
 *
 * <p>Threading: any thread.
 */
final class Pace {

    private final double meanNanos;
    private final Random random;
    private long nextNanos;

    Pace(double ratePerSecond, Random random, long startNanos) {
        this.meanNanos = 1e9 / ratePerSecond;
        this.random = random;
        this.nextNanos = startNanos;
    }

    /** When the next operation is to begin, by {@link System#nanoTime()}. */
    synchronized long nextNanos(long nowNanos) {
        if (nextNanos - nowNanos < 0) {
            nextNanos = nowNanos;
        }
        nextNanos += (long) (2 * meanNanos * random.nextDouble());
        return nextNanos;
    }
}
