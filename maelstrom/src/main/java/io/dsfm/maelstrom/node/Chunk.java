package io.dsfm.maelstrom.node;

import java.nio.ByteBuffer;

/**
 * A piece of what goes through a tunnel. As bytes, big endian: the flags (1 byte), the stream (8), the number (8), the rest.
 *
 * @param isFromEntrance whether it goes from the client to the node, or back
 * @param isLast nothing follows it in its direction: the connection is to be closed
 * @param stream which connection; above those of any earlier process of the entrance's node
 * @param number of the piece in its direction, from 0
 * @param bytes what the client or the node has written; not changed
 */
record Chunk(boolean isFromEntrance, boolean isLast, long stream, long number, byte[] bytes) {

    private static final int HEAD_BYTES = 17;
    private static final int FROM_ENTRANCE = 1;
    private static final int LAST = 2;

    byte[] encode() {
        ByteBuffer encoded = ByteBuffer.allocate(HEAD_BYTES + bytes.length);
        encoded.put((byte) ((isFromEntrance ? FROM_ENTRANCE : 0) | (isLast ? LAST : 0)));
        return encoded.putLong(stream).putLong(number).put(bytes).array();
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it is too short to be one
     */
    static Chunk decode(byte[] encoded) {
        if (encoded.length < HEAD_BYTES) {
            throw new IllegalArgumentException("not a chunk: sizeBytes=" + encoded.length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(encoded);
        int flags = buffer.get();
        long stream = buffer.getLong();
        long number = buffer.getLong();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return new Chunk((flags & FROM_ENTRANCE) != 0, (flags & LAST) != 0, stream, number, bytes);
    }
}
