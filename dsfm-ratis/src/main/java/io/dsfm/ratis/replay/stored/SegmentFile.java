package io.dsfm.ratis.replay.stored;

import io.dsfm.ratis.config.DamagedDataException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;

/**
 * One segment of the log, kept open from the start: a node that runs may rename or delete it at any time, and the bytes
 * stay readable.
 *
 * <p>Threading: one thread.
 */
final class SegmentFile implements Closeable {

    /** As long as the node itself still appends to it. */
    static final long OPEN_END = Long.MAX_VALUE;

    private static final Pattern NAME = Pattern.compile("log_(?:inprogress_(\\d+)|(\\d+)-(\\d+))");

    private final Path path;
    private final FileChannel channel;
    private final long firstIndex;
    private final long endIndex;

    private SegmentFile(Path path, FileChannel channel, long firstIndex, long endIndex) {
        this.path = path;
        this.channel = channel;
        this.firstIndex = firstIndex;
        this.endIndex = endIndex;
    }

    /** Takes entries, until it has enough. */
    @FunctionalInterface
    interface EntryReader {
        /** One entry; false to stop. */
        boolean onEntry(LogEntryProto entry) throws IOException, DamagedDataException;
    }

    /**
     * Opens a segment; empty if the file is none by its name.
     *
     * @throws java.nio.file.NoSuchFileException if the node has renamed or deleted it since it was listed
     */
    static Optional<SegmentFile> open(Path path) throws IOException {
        Matcher name = NAME.matcher(String.valueOf(path.getFileName()));
        if (!name.matches()) {
            return Optional.empty();
        }
        boolean isOpen = name.group(1) != null;
        long first = Long.parseLong(name.group(isOpen ? 1 : 2));
        long end = isOpen ? OPEN_END : Long.parseLong(name.group(3));
        return Optional.of(new SegmentFile(path, FileChannel.open(path, StandardOpenOption.READ), first, end));
    }

    /**
     * Reads all entries in order.
     *
     * @return where reading ended
     * @throws DamagedDataException if an entry is not what Ratis wrote, or not the next one
     */
    SegmentEnd read(EntryReader reader) throws IOException, DamagedDataException {
        RecordReader records = new RecordReader(path, channel, isOpen());
        long next = firstIndex;
        if (records.hasHeader()) {
            for (LogEntryProto entry = records.next(); entry != null; entry = records.next()) {
                if (entry.getIndex() != next) {
                    throw StoredData.damaged(
                            path, "entry " + entry.getIndex() + " in the place of entry " + next + records.where());
                }
                next++;
                if (!reader.onEntry(entry)) {
                    return new SegmentEnd(next - 1, "", true);
                }
                if (entry.getIndex() == endIndex) { // Ratis may leave anything behind it
                    return new SegmentEnd(endIndex, "", false);
                }
            }
        }
        if (!isOpen()) {
            throw StoredData.damaged(path, "entries " + next + " to " + endIndex + " are missing at its end");
        }
        return new SegmentEnd(next - 1, records.torn(), false);
    }

    /**
     * Where reading a segment ended.
     *
     * @param lastIndex of the last entry read; one below the segment's first if there was none
     * @param torn what is left of an entry that was not written to its end; empty for nothing
     * @param wasStopped whether the reader had enough
     */
    record SegmentEnd(long lastIndex, String torn, boolean wasStopped) {}

    Path path() {
        return path;
    }

    long firstIndex() {
        return firstIndex;
    }

    /** Of its last entry, inclusive; {@link #OPEN_END} if the name does not tell. */
    long endIndex() {
        return endIndex;
    }

    boolean isOpen() {
        return endIndex == OPEN_END;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
