package io.dsfm.statemachine.testkit;

import java.util.Arrays;

/** What the kit does to the bytes of an input to see that a variant stands it. */
enum Mutation {
    /** Nothing: as its source gave it. */
    NONE("as given"),
    /** Bytes at the end are missing. */
    CUT("cut short"),
    /** More bytes follow. */
    PADDED("padded"),
    /** One to three bits are changed. */
    FLIPPED("bit-flipped"),
    /** The bytes are random. */
    RANDOM("random bytes");

    private static final Mutation[] ALL = values();
    private static final int LONGEST_PADDING = 16;
    private static final int LONGEST_RANDOM = 64;

    private final String text;

    Mutation(String text) {
        this.text = text;
    }

    /** The name in words. */
    String text() {
        return text;
    }

    /** One that changes something. */
    static Mutation any(SeededRandom random) {
        return ALL[1 + random.below(ALL.length - 1)];
    }

    /** Changes a copy of {@code bytes}. */
    byte[] apply(byte[] bytes, SeededRandom random) {
        return switch (this) {
            case NONE -> bytes;
            case CUT -> bytes.length == 0 ? bytes : Arrays.copyOf(bytes, random.below(bytes.length));
            case PADDED -> padded(bytes, random);
            case FLIPPED -> flipped(bytes, random);
            case RANDOM -> random.bytes(random.below(LONGEST_RANDOM));
        };
    }

    private static byte[] padded(byte[] bytes, SeededRandom random) {
        byte[] more = random.chance(1, 2)
                ? new byte[1 + random.below(LONGEST_PADDING)]
                : random.bytes(1 + random.below(LONGEST_PADDING));
        byte[] result = Arrays.copyOf(bytes, bytes.length + more.length);
        System.arraycopy(more, 0, result, bytes.length, more.length);
        return result;
    }

    private static byte[] flipped(byte[] bytes, SeededRandom random) {
        byte[] result = bytes.clone();
        for (int bits = 1 + random.below(3); bits > 0 && result.length > 0; bits--) {
            int bit = random.below(8 * result.length);
            result[bit / 8] ^= (byte) (1 << bit % 8);
        }
        return result;
    }
}
