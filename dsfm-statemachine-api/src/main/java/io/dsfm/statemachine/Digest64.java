package io.dsfm.statemachine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Digests of 64 bits, the same on every machine and in every run. They detect faults, not attacks: whoever wants to can
 * make two states with one digest.
 *
 * <p>A digest of a set that changes is best kept as the sum of the {@linkplain #mix mixed} digests of its elements: an
 * element's is added when it comes and subtracted when it goes, in any order, at constant cost.
 *
 * <p>Threading: pure functions.
 *
 * <p>Source: the finalizer of SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014).
 */
public final class Digest64 {

    /** The digest of nothing, with which a chain of {@link #append} starts. */
    public static final long EMPTY = 0x9e3779b97f4a7c15L;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Digest64() {}

    /** Spreads each bit of {@code value} over all 64; one to one. */
    public static long mix(long value) {
        long z = value + EMPTY;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** The digest of a list whose digest so far is {@code digest}, and that goes on with {@code value}. */
    public static long append(long digest, long value) {
        return mix(Long.rotateLeft(digest, 25) ^ mix(value));
    }

    /** The digest of a list whose digest so far is {@code digest}, and that goes on with these bytes and their number. */
    public static long append(long digest, byte[] bytes, int offset, int length) {
        long result = digest;
        int i = offset;
        for (int end = offset + length - 7; i < end; i += 8) {
            result = append(result, (long) LONGS.get(bytes, i));
        }
        long rest = 0;
        for (int end = offset + length; i < end; i++) {
            rest = rest << 8 | bytes[i] & 0xff;
        }
        return append(append(result, rest), length);
    }

    /** The digest of the whole of {@code bytes}. */
    public static long of(byte[] bytes) {
        return append(EMPTY, bytes, 0, bytes.length);
    }
}
