package io.dsfm.statemachine.testkit;

import io.dsfm.statemachine.Digest64;

/**
 * Random numbers that a seed determines, the same on every machine and in every version of Java.
 *
 * <p>Threading: one thread.
 *
 * <p>Source: SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014).
 */
public final class SeededRandom {

    private long state;

    /** Starts the numbers of {@code seed}, of which all values are allowed. */
    public SeededRandom(long seed) {
        state = seed;
    }

    /** Any of the 2^64 numbers. */
    public long nextLong() {
        long value = Digest64.mix(state);
        state += Digest64.EMPTY;
        return value;
    }

    /** A number from 0 to {@code bound - 1}; {@code bound} is from 1. So slightly uneven that no test shows it. */
    public int below(int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("no number is below this: bound=" + bound + ", accepted: from 1");
        }
        return (int) ((nextLong() >>> 32) * bound >>> 32);
    }

    /** A number from {@code least} to {@code most}, both inclusive. */
    public long between(long least, long most) {
        if (least > most) {
            throw new IllegalArgumentException("no number is between: least=" + least + ", most=" + most);
        }
        long span = most - least + 1;
        return span == 0 ? nextLong() : least + Long.remainderUnsigned(nextLong(), span);
    }

    /** True in {@code times} of {@code outOf} cases. */
    public boolean chance(int times, int outOf) {
        return below(outOf) < times;
    }

    /** Bytes of any value. */
    public byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) nextLong();
        }
        return bytes;
    }
}
