package io.dsfm.maelstrom.harness.net;

import java.util.Random;

/**
 * How long messages between nodes take.
 *
 * @param shape the distribution
 * @param meanMillis its mean, in milliseconds, from 0
 */
public record Latency(Shape shape, double meanMillis) {

    /** No delay at all. */
    public static final Latency NONE = new Latency(Shape.CONSTANT, 0);

    /** A message never takes longer than this many means: a test ends. */
    private static final int LONGEST_MEANS = 20;

    private static final double NANOS_PER_MILLI = 1e6;

    /** Distributions that Maelstrom knows. */
    public enum Shape {
        /** Always the mean; messages of one link stay in order. */
        CONSTANT,
        /** Evenly from 0 to twice the mean. */
        UNIFORM,
        /** Many short, few long. */
        EXPONENTIAL
    }

    /** Refuses a mean that is no time. */
    public Latency {
        if (!(meanMillis >= 0 && meanMillis <= 60_000)) {
            throw new IllegalArgumentException("not a latency: meanMillis=" + meanMillis + ", accepted: 0 to 60000");
        }
    }

    /** Takes one from the distribution, in nanoseconds. */
    long sampleNanos(Random random) {
        double mean = meanMillis * NANOS_PER_MILLI;
        return (long)
                switch (shape) {
                    case CONSTANT -> mean;
                    case UNIFORM -> 2 * mean * random.nextDouble();
                    case EXPONENTIAL -> Math.min(-mean * Math.log(1 - random.nextDouble()), LONGEST_MEANS * mean);
                };
    }
}
