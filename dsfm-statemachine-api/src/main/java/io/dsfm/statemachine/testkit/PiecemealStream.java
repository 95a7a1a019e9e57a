package io.dsfm.statemachine.testkit;

import java.io.IOException;
import java.io.InputStream;

/**
 * Gives bytes in pieces, as a stream of a file or a network may: one call of {@code read} gives at most a few. All other
 * methods are those of {@link InputStream}, which do what they promise. That they do so rules out a subclass of {@link
 * java.io.ByteArrayInputStream}, whose {@code readNBytes} relies on a {@code read} that gives all.
 */
final class PiecemealStream extends InputStream {

    private static final int LARGEST_PIECE = 4096;

    private final byte[] bytes;
    private int at;
    private int piece = 1;

    PiecemealStream(byte[] bytes) {
        this.bytes = bytes;
    }

    /** How many bytes were not read. */
    int unread() {
        return bytes.length - at;
    }

    @Override
    public int read() {
        return at < bytes.length ? bytes[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (at == bytes.length) {
            return -1;
        }
        piece = piece >= LARGEST_PIECE ? 3 : piece * 2 + 1;
        int read = Math.min(Math.min(length, piece), unread());
        System.arraycopy(bytes, at, target, offset, read);
        at += read;
        return read;
    }

    @Override
    public int available() {
        return Math.min(1, unread());
    }

    @Override
    public void close() throws IOException {
        throw new IOException("a snapshot's stream is not closed by the machine");
    }
}
