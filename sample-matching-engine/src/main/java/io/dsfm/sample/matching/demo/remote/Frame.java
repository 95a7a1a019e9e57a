package io.dsfm.sample.matching.demo.remote;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What goes through a pipe at once. Its bytes are a length (four bytes), and so many bytes: the kind's code, the number, and
 * the payload.
 *
 * @param kind what it says
 * @param number which, see the kinds
 * @param payload the rest; not to be changed
 */
record Frame(Kind kind, long number, byte[] payload) {

    static final int LENGTH_BYTES = Integer.BYTES;
    static final byte[] NOTHING = {};

    private static final int HEADER_BYTES = Byte.BYTES + Long.BYTES;
    /** More than any input or result of the engine has. */
    private static final int MOST_BYTES = 16 << 20;

    /** What a frame says. */
    enum Kind {
        /** To the client, first: resume at this sequence. The payload is how many of the inputs that follow were submitted before. */
        RESUME(1),
        /** To the client: submit this input, which has this request number. */
        SUBMIT(2),
        /** From the client: it has resumed, and inputs up to this request number had been executed. */
        RESUMED(3),
        /** From the client: this result has left for the input with this request number. */
        RELEASED(4),
        /** From the client: this result holds for the input with this request number. */
        SETTLED(5),
        /** From the client: there will be no result for the input with this request number. The payload is why. */
        FAILED(6);

        private final byte code;

        Kind(int code) {
            this.code = (byte) code;
        }
    }

    Frame(Kind kind, long number) {
        this(kind, number, NOTHING);
    }

    byte[] encode() {
        return ByteBuffer.allocate(LENGTH_BYTES + HEADER_BYTES + payload.length)
                .putInt(HEADER_BYTES + payload.length)
                .put(kind.code)
                .putLong(number)
                .put(payload)
                .array();
    }

    /** The frame of which the length was read already. */
    static Frame decode(byte[] rest) {
        ByteBuffer in = ByteBuffer.wrap(rest);
        Kind kind = kind(in.get());
        return new Frame(kind, in.getLong(), Arrays.copyOfRange(rest, HEADER_BYTES, rest.length));
    }

    /** Refuses what no frame has: what else is written into the pipe is told from it. */
    static int requireLength(int length) {
        if (length < HEADER_BYTES || length > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "not a frame: length=" + length + ", accepted: " + HEADER_BYTES + " to " + MOST_BYTES);
        }
        return length;
    }

    private static Kind kind(byte code) {
        for (Kind kind : Kind.values()) {
            if (kind.code == code) {
                return kind;
            }
        }
        throw new IllegalArgumentException("not a frame: kind=" + code);
    }
}
