package io.dsfm.ratis.replay.stored;

import io.dsfm.ratis.config.DamagedDataException;
import io.dsfm.ratis.core.Input;
import io.dsfm.ratis.core.InputBatch;
import io.dsfm.ratis.log.InputBatchCodec;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;

/**
 * The log of a node, as far back as it goes without a gap. All its files are open from the start, so what is read does not
 * depend on what the node does meanwhile, but for entries behind the last that was committed, which it may cut.
 *
 * <p>Threading: one thread.
 */
public final class StoredLog implements Closeable {

    /** Where a log starts that was never purged. */
    public static final long BEGINNING = 0;

    /** In order, each starting where the one before ends. */
    private final List<SegmentFile> segments;

    private StoredLog(List<SegmentFile> segments) {
        this.segments = segments;
    }

    /** Takes the inputs of entries, until it has enough. */
    @FunctionalInterface
    public interface BatchReader {
        /** The inputs of one entry; false to stop. */
        boolean onBatch(InputBatch batch);
    }

    /**
     * Opens the segments in a directory.
     *
     * @throws java.nio.file.NoSuchFileException if the node has renamed or deleted one meanwhile
     */
    static StoredLog open(Path directory) throws IOException {
        List<SegmentFile> all = new ArrayList<>();
        boolean isOpened = false;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "log_*")) {
            for (Path file : files) {
                Optional<SegmentFile> segment = SegmentFile.open(file);
                segment.ifPresent(all::add);
            }
            all.sort(Comparator.comparingLong(SegmentFile::firstIndex));
            int first = Math.max(0, all.size() - 1);
            while (first > 0
                    && all.get(first - 1).endIndex() + 1 == all.get(first).firstIndex()) {
                first--;
            }
            for (SegmentFile old : all.subList(0, first)) {
                old.close();
            }
            isOpened = true;
            return new StoredLog(List.copyOf(all.subList(first, all.size())));
        } finally {
            if (!isOpened) {
                closeAll(all);
            }
        }
    }

    /** Whether there is any file of it. */
    public boolean isEmpty() {
        return segments.isEmpty();
    }

    /** The first entry; meaningless for an empty log. */
    public long firstIndex() {
        return segments.get(0).firstIndex();
    }

    /**
     * Reads everything from an entry on, and so finds any damage before anything is done with the log.
     *
     * @param fromIndex the first entry that matters; not below {@link #firstIndex}
     */
    public LogSurvey survey(long fromIndex) throws IOException, DamagedDataException {
        long[] released = {0};
        SegmentFile.SegmentEnd end = read(fromIndex, batch -> {
            for (Input input : batch.inputs()) {
                if (input instanceof Input.Checkpoint checkpoint) {
                    released[0] = Math.max(released[0], checkpoint.sequence());
                }
            }
            return true;
        });
        return new LogSurvey(Math.max(end.lastIndex(), fromIndex - 1), released[0], end.torn());
    }

    /**
     * Hands over the inputs from one entry to another, both inclusive, in order. Entries of Ratis's own are passed over.
     *
     * @throws DamagedDataException if an entry is not what was written there
     */
    public void read(long fromIndex, long throughIndex, BatchReader reader) throws IOException, DamagedDataException {
        read(fromIndex, batch -> batch.index() <= throughIndex && reader.onBatch(batch));
    }

    private SegmentFile.SegmentEnd read(long fromIndex, BatchReader reader) throws IOException, DamagedDataException {
        SegmentFile.SegmentEnd end = new SegmentFile.SegmentEnd(fromIndex - 1, "", false);
        for (SegmentFile segment : segments) {
            if (segment.endIndex() >= fromIndex) {
                end = segment.read(entry -> entry.getIndex() < fromIndex || handOver(segment.path(), entry, reader));
                if (end.wasStopped()) {
                    break;
                }
            }
        }
        return end;
    }

    private static boolean handOver(Path path, LogEntryProto entry, BatchReader reader) throws DamagedDataException {
        if (!entry.hasStateMachineLogEntry()) {
            return true;
        }
        byte[] bytes = entry.getStateMachineLogEntry().getLogData().toByteArray();
        InputBatch batch;
        try {
            batch = InputBatchCodec.decode(entry.getTerm(), entry.getIndex(), bytes);
        } catch (IllegalArgumentException e) {
            throw StoredData.damaged(path, String.valueOf(e.getMessage()));
        }
        return reader.onBatch(batch);
    }

    @Override
    public void close() throws IOException {
        closeAll(segments);
    }

    private static void closeAll(List<SegmentFile> segments) throws IOException {
        for (SegmentFile segment : segments) {
            segment.close();
        }
    }
}
