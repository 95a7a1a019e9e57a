package io.dsfm.ratis.wire;

import io.dsfm.ratis.proto.Hello;

/** The constants of the client protocol. */
public final class WireProtocol {

    /** The first field of the first frame: "DSFM". */
    public static final int MAGIC = 0x4453464d;

    /** The version of the protocol that this code speaks. */
    public static final int VERSION = 1;

    /** How many bytes of length come before each message. */
    public static final int LENGTH_BYTES = 4;

    /** The longest first frame, in bytes without the length: a stranger is not worth more memory than this. */
    public static final int HELLO_FRAME_BYTES = 1 << 10;

    /** The longest frame that a client accepts, in bytes without the length: one result of the largest size allowed. */
    public static final int NODE_FRAME_BYTES = 64 << 20;

    private static final int SMALLEST_FRAME_LIMIT_BYTES = 1 << 20;
    private static final int AROUND_INPUT_BYTES = 64 << 10;

    private WireProtocol() {}

    /** The longest frame that a node accepts, in bytes without the length, when an input may have {@code inputBytes}. */
    public static int clientFrameBytes(int inputBytes) {
        return Math.max(SMALLEST_FRAME_LIMIT_BYTES, Math.addExact(inputBytes, AROUND_INPUT_BYTES));
    }

    /** The first frame of a client that means this group; empty for whichever answers. */
    public static Hello hello(String group) {
        return Hello.newBuilder()
                .setMagic(MAGIC)
                .setProtocolVersion(VERSION)
                .setGroup(group)
                .build();
    }
}
