package io.dsfm.ratis.replay.stored;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * A part of a file in memory, moved as needed.
 *
 * <p>Threading: one thread.
 */
final class Window {

    /** In the place of a byte behind the end of the file. */
    static final int NOTHING = -1;

    private static final int BYTES_MIN = 1 << 18;

    private final FileChannel channel;
    private ByteBuffer buffer = ByteBuffer.allocate(BYTES_MIN);
    /** Where the window starts in the file, inclusive. */
    private long start;
    /** Where it ends, exclusive. */
    private long end;

    Window(FileChannel channel) {
        this.channel = channel;
    }

    /** What was read may be outdated. */
    void forget() {
        end = start;
    }

    /** The byte at a position, 0 to 255, or {@link #NOTHING}. */
    int at(long position) throws IOException {
        return position >= start && position < end || move(position, 1)
                ? buffer.get((int) (position - start)) & 0xff
                : NOTHING;
    }

    /** A copy of so many bytes from a position on; null if the file ends before. */
    byte @Nullable [] bytes(long position, int length) throws IOException {
        if ((position < start || position + length > end) && !move(position, length)) {
            return null;
        }
        byte[] bytes = new byte[length];
        buffer.get((int) (position - start), bytes);
        return bytes;
    }

    /** Whether the file has nothing but zeros from a position on. */
    boolean isZeroFrom(long position) throws IOException {
        for (long at = position; ; at++) {
            int value = at(at);
            if (value == NOTHING) {
                return true;
            }
            if (value != 0) {
                return false;
            }
        }
    }

    private boolean move(long position, int length) throws IOException {
        if (buffer.capacity() < length) {
            buffer = ByteBuffer.allocate(length);
        }
        start = position;
        end = position;
        buffer.clear();
        while (buffer.hasRemaining()) {
            int read = channel.read(buffer, end);
            if (read < 0) {
                break;
            }
            end += read;
        }
        return end - start >= length;
    }
}
