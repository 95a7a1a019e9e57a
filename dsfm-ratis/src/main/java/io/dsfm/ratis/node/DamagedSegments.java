package io.dsfm.ratis.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.ratis.server.RaftServerConfigKeys.Log.CorruptionPolicy;
import org.apache.ratis.server.raftlog.segmented.LogSegment;
import org.apache.ratis.server.raftlog.segmented.LogSegmentPath;
import org.apache.ratis.util.SizeInBytes;

/** Finds out which segments of a log cannot be read: Ratis says what is wrong with an entry, not in which file. */
final class DamagedSegments {

    private DamagedSegments() {}

    /** Each damaged file below {@code storage}, with what is wrong with it; empty if all can be read. */
    static List<String> find(Path storage, long entryBytesMax) {
        List<String> damaged = new ArrayList<>();
        try (Stream<Path> files = Files.walk(storage)) {
            for (Path file : files.sorted().toList()) {
                LogSegmentPath segment = Files.isRegularFile(file) ? LogSegmentPath.matchLogSegment(file) : null;
                if (segment != null) {
                    check(segment, entryBytesMax, damaged);
                }
            }
        } catch (IOException e) {
            damaged.add(storage + " (" + e + ")");
        }
        return damaged;
    }

    private static void check(LogSegmentPath segment, long entryBytesMax, List<String> damaged) {
        try {
            LogSegment.readSegmentFile(
                    segment.getPath().toFile(),
                    segment.getStartEnd(),
                    SizeInBytes.valueOf(entryBytesMax),
                    CorruptionPolicy.EXCEPTION,
                    null,
                    entry -> {});
        } catch (IOException | RuntimeException e) {
            damaged.add(segment.getPath() + " (" + e.getMessage() + ")");
        }
    }
}
