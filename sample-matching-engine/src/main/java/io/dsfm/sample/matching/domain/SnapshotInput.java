package io.dsfm.sample.matching.domain;

import java.io.IOException;
import java.io.InputStream;

/** Reads a stream in pieces of known size, and refuses what does not come or should not. */
final class SnapshotInput {

    private final byte[] buffer = new byte[SnapshotFormat.BUFFER_BYTES];
    private final InputStream in;
    private int position;
    private int filled;
    private int piece;

    SnapshotInput(InputStream in) {
        this.in = in;
    }

    /** Goes to the next piece, all of whose bytes there are. */
    void next(int sizeBytes) throws IOException {
        if (filled - position < sizeBytes) {
            System.arraycopy(buffer, position, buffer, 0, filled - position);
            filled -= position;
            position = 0;
            filled += in.readNBytes(buffer, filled, buffer.length - filled);
            check(filled >= sizeBytes, "sizeBytes, cut short", filled);
        }
        piece = position;
        position += sizeBytes;
    }

    int byteAt(int offset) {
        return buffer[piece + offset];
    }

    int intAt(int offset) {
        return BigEndian.getInt(buffer, piece + offset);
    }

    long longAt(int offset) {
        return BigEndian.getLong(buffer, piece + offset);
    }

    String nameAt(int offset, int length) throws IOException {
        check(SymbolName.check(buffer, piece + offset, length) == RejectCode.NONE, "name, of length", length);
        return SymbolName.get(buffer, piece + offset, length);
    }

    void end() throws IOException {
        check(position == filled && in.read() < 0, "bytes after the end", filled - position);
    }

    static void check(boolean condition, String what, long value) throws IOException {
        if (!condition) {
            throw new IOException("not a snapshot of the matching engine: " + what + "=" + value);
        }
    }
}
