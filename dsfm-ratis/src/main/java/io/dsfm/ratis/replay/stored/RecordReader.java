package io.dsfm.ratis.replay.stored;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.dsfm.ratis.config.DamagedDataException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.CRC32C;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.thirdparty.com.google.protobuf.InvalidProtocolBufferException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a segment record by record, as Ratis writes it: eight bytes of header, then for each entry its length (a varint),
 * its bytes, and a CRC-32C of both; zeros from the end on, since files are made longer before they are filled.
 *
 * <p>Ratis's own reader cannot be used: its public door deletes an empty segment, and it does not tell a record that was
 * not written to its end, which is the normal end of a log, from a damaged one.
 *
 * <p>Threading: one thread.
 *
 * <p>Source: {@code SegmentedRaftLogFormat}, {@code SegmentedRaftLogReader} and {@code SegmentedRaftLogOutputStream} of
 * Apache Ratis 3.3.0.
 */
final class RecordReader {

    private static final byte[] HEADER = "RaftLog1".getBytes(US_ASCII);
    private static final int CRC_BYTES = 4;
    private static final int VARINT_BYTES_MAX = 5;

    /** No node's configuration lets an entry be larger. */
    private static final int RECORD_BYTES_MAX = 65 << 20;

    /** How often a record is looked at again, in a segment that may be written at this moment. */
    private static final int LOOKS_MAX = 20;

    private static final long BETWEEN_LOOKS_NANOS = 10_000_000;

    private final Path path;
    private final Window window;
    private final boolean mayBeWritten;
    private final Runnable pause;
    private final CRC32C crc = new CRC32C();
    /** Where the next record starts, from the beginning of the file. */
    private long position = HEADER.length;

    private String torn = "";

    /**
     * @param path for messages
     * @param mayBeWritten whether a node may append to the file, so that what it holds now need not be final
     */
    RecordReader(Path path, FileChannel channel, boolean mayBeWritten) {
        this(path, channel, mayBeWritten, () -> LockSupport.parkNanos(BETWEEN_LOOKS_NANOS));
    }

    /** With another way to let time pass between two looks at a record. */
    RecordReader(Path path, FileChannel channel, boolean mayBeWritten, Runnable pause) {
        this.path = path;
        this.window = new Window(channel);
        this.mayBeWritten = mayBeWritten;
        this.pause = pause;
    }

    /** Whether the segment was begun; false if it has nothing but part of a header, which Ratis ignores too. */
    boolean hasHeader() throws IOException, DamagedDataException {
        for (int i = 0; i < HEADER.length; i++) {
            int value = window.at(i);
            if (value != HEADER[i]) {
                if (window.isZeroFrom(i)) {
                    return false;
                }
                throw StoredData.damaged(path, "it does not start as a segment of a log");
            }
        }
        return true;
    }

    /**
     * The next entry; null at the end.
     *
     * @throws DamagedDataException if there is something else, and it is not the last that was written
     */
    @Nullable
    LogEntryProto next() throws IOException, DamagedDataException {
        for (int look = 1; ; look++) {
            String wrong;
            int first = window.at(position);
            if (first <= 0 && window.isZeroFrom(position)) {
                return null;
            }
            int length = first <= 0 ? -1 : length();
            if (length < 0) {
                wrong = "a record of an impossible length";
            } else {
                int lengthBytes = varintBytes(length);
                long end = position + lengthBytes + length + CRC_BYTES;
                byte[] bytes = window.bytes(position, lengthBytes + length + CRC_BYTES);
                if (bytes != null && isWhole(bytes)) {
                    LogEntryProto entry = parse(bytes, lengthBytes, length);
                    position = end;
                    return entry;
                }
                if (window.isZeroFrom(end)) {
                    torn = "an entry that was not written to its end" + where();
                    return null;
                }
                wrong = "a record whose checksum does not fit";
            }
            if (!mayBeWritten || look == LOOKS_MAX) {
                throw StoredData.damaged(path, wrong + where());
            }
            pause.run();
            window.forget();
        }
    }

    /** What is left of an entry after the last one; empty for nothing. */
    String torn() {
        return torn;
    }

    /** The place of what was read last, for messages. */
    String where() {
        return ", at byte " + position;
    }

    /** The length of the record at the position; negative if that is none. */
    private int length() throws IOException {
        long length = 0;
        for (int i = 0; i < VARINT_BYTES_MAX; i++) {
            int value = window.at(position + i);
            if (value == Window.NOTHING) {
                return i == 0 ? -1 : 0; // cut short within the length
            }
            length |= (long) (value & 0x7f) << 7 * i;
            if (value < 0x80) {
                return length > RECORD_BYTES_MAX ? -1 : (int) length;
            }
        }
        return -1;
    }

    private static int varintBytes(int value) {
        return Math.max(1, (38 - Integer.numberOfLeadingZeros(value)) / 7);
    }

    private boolean isWhole(byte[] bytes) {
        int end = bytes.length - CRC_BYTES;
        crc.reset();
        crc.update(bytes, 0, end);
        int written = (bytes[end] & 0xff) << 24
                | (bytes[end + 1] & 0xff) << 16
                | (bytes[end + 2] & 0xff) << 8
                | bytes[end + 3] & 0xff;
        return (int) crc.getValue() == written;
    }

    private LogEntryProto parse(byte[] bytes, int offset, int length) throws DamagedDataException {
        try {
            return LogEntryProto.parser().parseFrom(bytes, offset, length);
        } catch (InvalidProtocolBufferException e) {
            throw StoredData.damaged(path, "a record that is no log entry (" + e.getMessage() + ")" + where());
        }
    }
}
