package io.dsfm.sample.matching.flow;

import io.dsfm.statemachine.Digest64;

/** Random numbers that a seed determines, the same on every machine: SplitMix64. */
final class SeededRandom {

    private long state;

    SeededRandom(long seed) {
        state = seed;
    }

    private long next() {
        long value = Digest64.mix(state);
        state += Digest64.EMPTY;
        return value;
    }

    /** A number from 0 to {@code bound - 1}; so slightly uneven that no flow shows it. */
    int below(int bound) {
        return (int) ((next() >>> 32) * bound >>> 32);
    }

    /** True in {@code times} of {@code outOf} cases. */
    boolean chance(int times, int outOf) {
        return below(outOf) < times;
    }

    /** One of the values, all of them equally likely. */
    int oneOf(int[] values) {
        return values[below(values.length)];
    }
}
