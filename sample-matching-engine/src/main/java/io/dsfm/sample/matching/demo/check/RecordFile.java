package io.dsfm.sample.matching.demo.check;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.collections.LongArrayList;

/**
 * An append-only file of byte strings, read back by their number, quickest in ascending order. Holds eight bytes of memory for each.
 *
 * <p>Threading: one thread appends; after {@link #flush}, one thread reads.
 *
 * <p>Failure: {@link IOException} leaves the file unusable.
 */
final class RecordFile implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 18;

    private final FileChannel channel;
    private final LongArrayList ends = new LongArrayList();
    private final ByteBuffer pending = ByteBuffer.allocate(BUFFER_BYTES);

    /** What was read last: consecutive records are mostly read one after the other. */
    private final ByteBuffer window = ByteBuffer.allocate(BUFFER_BYTES).limit(0);

    /** Where in the file {@link #window} starts. */
    private long windowOffset;

    RecordFile(Path file) throws IOException {
        channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** How many records there are. */
    int size() {
        return ends.size();
    }

    void append(byte[] bytes) throws IOException {
        if (bytes.length > pending.remaining()) {
            flush();
        }
        if (bytes.length > pending.capacity()) {
            writeFully(ByteBuffer.wrap(bytes));
        } else {
            pending.put(bytes);
        }
        ends.addLong(end() + bytes.length);
    }

    /** Makes everything appended readable. */
    void flush() throws IOException {
        writeFully(pending.flip());
        pending.clear();
    }

    /** The record with this number, from 0. */
    byte[] read(int number) throws IOException {
        long start = number == 0 ? 0 : ends.getLong(number - 1);
        int length = (int) (ends.getLong(number) - start);
        byte[] bytes = new byte[length];
        // Results that came late lie before what is being read: to go back for each would read a whole window for it.
        if (length > window.capacity() || start < windowOffset) {
            readFully(ByteBuffer.wrap(bytes), start);
            return bytes;
        }
        if (start + length > windowOffset + window.limit()) {
            window.clear().limit((int) Math.min(window.capacity(), end() - start));
            readFully(window, start);
            windowOffset = start;
        }
        window.get((int) (start - windowOffset), bytes);
        return bytes;
    }

    private long end() {
        return ends.isEmpty() ? 0 : ends.getLong(ends.size() - 1);
    }

    private void writeFully(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private void readFully(ByteBuffer into, long offset) throws IOException {
        long position = offset;
        while (into.hasRemaining()) {
            int count = channel.read(into, position);
            if (count < 0) {
                throw new EOFException("record file ends early: position=" + position);
            }
            position += count;
        }
        into.flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
