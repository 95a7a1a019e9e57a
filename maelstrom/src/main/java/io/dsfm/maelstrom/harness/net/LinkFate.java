package io.dsfm.maelstrom.harness.net;

import java.util.Random;

/**
 * Decides what becomes of the messages of one link in one direction. The n-th message of a link has the same fate in every
 * run with the same seed, whatever the other links carry.
 *
 * <p>Threading: one thread at a time.
 */
final class LinkFate {

    static final int HELD_BACK_MEANS = 4;
    static final long HELD_BACK_MILLIS = 5;

    private static final long[] LOST = {};

    private final NetworkOptions options;
    private final Random random;

    LinkFate(NetworkOptions options, long seed, String source, String destination) {
        this.options = options;
        // String.hashCode is specified, so it is the same in every run.
        this.random = new Random(seed * 1_000_003 + source.hashCode() * 31L + destination.hashCode());
    }

    /** The delays, in nanoseconds, of the copies that arrive: none if it is lost, two if it is repeated. */
    long[] nextNanos() {
        // Always the same number of draws per message, so that one option does not shift what the others decide.
        boolean isLost = random.nextDouble() < options.loss();
        boolean isTwice = random.nextDouble() < options.duplication();
        boolean isHeldBack = random.nextDouble() < options.reordering();
        long first = options.latency().sampleNanos(random);
        long second = options.latency().sampleNanos(random) + HELD_BACK_MILLIS * 1_000_000;
        if (isLost) {
            return LOST;
        }
        if (isHeldBack) {
            double millis = Math.max(
                    HELD_BACK_MILLIS, HELD_BACK_MEANS * options.latency().meanMillis());
            first += (long) (millis * 1e6);
        }
        return isTwice ? new long[] {first, second} : new long[] {first};
    }
}
