package io.dsfm.ratis.node;

import io.dsfm.ratis.core.EntryId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.ratis.server.RaftServerConfigKeys.Log.CorruptionPolicy;
import org.apache.ratis.server.raftlog.segmented.LogSegment;
import org.apache.ratis.server.raftlog.segmented.LogSegmentPath;
import org.apache.ratis.util.SizeInBytes;

/** Reads where the log ends that a closed division has left on the disk: what it said of it may not have got there. */
final class StoredEnd {

    private StoredEnd() {}

    /**
     * The last entry of the log, of any kind, in files that are forced to the disk by now.
     *
     * @param storage the directory, or one above it
     * @param entryBytesMax the most bytes of an entry
     * @return {@link EntryId#NONE} if there is none
     * @throws IOException if a file cannot be read or forced
     */
    static EntryId of(Path storage, long entryBytesMax) throws IOException {
        for (LogSegmentPath segment : segmentsLastFirst(storage)) {
            EntryId last = lastOf(segment, entryBytesMax);
            if (!last.equals(EntryId.NONE)) {
                return last;
            }
        }
        return EntryId.NONE;
    }

    private static List<LogSegmentPath> segmentsLastFirst(Path storage) throws IOException {
        try (Stream<Path> files = Files.walk(storage)) {
            return files.filter(Files::isRegularFile)
                    .map(LogSegmentPath::matchLogSegment)
                    .filter(Objects::nonNull)
                    .sorted(Comparator.comparing(LogSegmentPath::getStartEnd).reversed())
                    .toList();
        }
    }

    private static EntryId lastOf(LogSegmentPath segment, long entryBytesMax) throws IOException {
        AtomicReference<EntryId> last = new AtomicReference<>(EntryId.NONE);
        LogSegment.readSegmentFile(
                segment.getPath().toFile(),
                segment.getStartEnd(),
                SizeInBytes.valueOf(entryBytesMax),
                CorruptionPolicy.EXCEPTION,
                null,
                entry -> last.set(new EntryId(entry.getTerm(), entry.getIndex())));
        try (FileChannel file = FileChannel.open(segment.getPath(), StandardOpenOption.WRITE)) {
            file.force(false);
        }
        return last.get();
    }
}
