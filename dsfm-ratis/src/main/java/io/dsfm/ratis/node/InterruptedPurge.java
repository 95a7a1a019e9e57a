package io.dsfm.ratis.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ratis purges a log by deleting the segments that are not needed any more, the newest of them first. A process that dies in
 * between leaves a gap, and Ratis does not start on a log with a gap, although all before it was to go.
 */
final class InterruptedPurge {

    private static final Logger LOG = LoggerFactory.getLogger(InterruptedPurge.class);
    private static final Pattern CLOSED = Pattern.compile("log_(\\d+)-(\\d+)");
    private static final Pattern OPEN = Pattern.compile("log_inprogress_(\\d+)");

    private InterruptedPurge() {}

    /** A segment of the log, with the indices of its first and last entry. */
    private record Segment(Path file, long start, long end) {}

    /**
     * Deletes what is before the last gap, if it is not needed.
     *
     * @param directory where the segments are
     * @param coveredThrough a snapshot that is whole holds everything up to this index, inclusive
     */
    static void finish(Path directory, long coveredThrough) throws IOException {
        List<Segment> segments = segments(directory);
        for (int i = segments.size() - 1; i > 0; i--) {
            long next = segments.get(i).start();
            if (segments.get(i - 1).end() + 1 < next) {
                if (next - 1 <= coveredThrough) {
                    delete(segments.subList(0, i));
                }
                return;
            }
        }
    }

    private static void delete(List<Segment> segments) throws IOException {
        for (Segment segment : segments) {
            LOG.warn("a purge of the log was interrupted, it is finished: file={}", segment.file());
            Files.delete(segment.file());
        }
    }

    private static List<Segment> segments(Path directory) throws IOException {
        List<Segment> segments = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                Matcher closed = CLOSED.matcher(name);
                Matcher open = OPEN.matcher(name);
                if (closed.matches()) {
                    segments.add(new Segment(file, Long.parseLong(closed.group(1)), Long.parseLong(closed.group(2))));
                } else if (open.matches()) {
                    segments.add(new Segment(file, Long.parseLong(open.group(1)), Long.MAX_VALUE - 1));
                }
            }
        }
        segments.sort(Comparator.comparingLong(Segment::start));
        return segments;
    }
}
