package io.dsfm.ratis.stream.store;

import io.dsfm.ratis.stream.ResultCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/**
 * The records on disk: files without gaps between them, the oldest dropped as new ones come.
 *
 * <p>Threading: one thread; files that are complete are forced to the disk by another, the {@link Sealer}'s.
 *
 * <p>Failure: whatever cannot be read or written is an {@link IOException} that names the file; what is on disk is then to be
 * given up.
 */
final class DiskLog {

    private static final int BUFFER_BYTES = 256 << 10;

    private final Path directory;
    private final StoreLimits limits;
    private final Sealer sealer;
    private final Deque<Segment> segments = new ArrayDeque<>();
    /** Records that are not written yet; they are counted in the newest segment. */
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);

    private final ByteBuffer chunk = Segment.newChunk();

    private long sizeBytes;
    private long results;

    private DiskLog(Path directory, StoreLimits limits, Sealer sealer) {
        this.directory = directory;
        this.limits = limits;
        this.sealer = sealer;
    }

    /** Goes on with what is in a directory, as far back as it has no gap; made if it is not there. */
    static DiskLog open(Path directory, StoreLimits limits, Sealer sealer) throws IOException {
        Files.createDirectories(directory);
        DiskLog log = new DiskLog(directory, limits, sealer);
        List<Path> files = files(directory);
        if (!files.isEmpty()) {
            log.takeUp(files);
        }
        return log;
    }

    private static List<Path> files(Path directory) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory)) {
            for (Path file : found) {
                if (Segment.firstSequence(file) > 0) {
                    files.add(file);
                }
            }
        }
        files.sort(Comparator.comparingLong(Segment::firstSequence));
        return files;
    }

    /** The newest file is looked through, since it may end anywhere; the others are when they are read. */
    private void takeUp(List<Path> files) throws IOException {
        Segment newest = Segment.resume(files.get(files.size() - 1));
        if (newest.results() == 0) {
            newest.delete();
        } else {
            add(newest);
        }
        long next = newest.firstSequence();
        for (int i = files.size() - 2; i >= 0; i--) {
            Segment older = Segment.found(files.get(i), next - 1);
            addFirst(older);
            next = older.firstSequence();
        }
        if (newest.results() == 0 && !segments.isEmpty()) {
            // The file before was complete, but the one to write to has gone: that one is written to again.
            Path last = segments.getLast().file();
            drop(segments.removeLast(), false);
            Segment again = Segment.resume(last);
            add(again);
        }
    }

    private void add(Segment segment) {
        segments.addLast(segment);
        count(segment, 1);
    }

    private void addFirst(Segment segment) {
        segments.addFirst(segment);
        count(segment, 1);
    }

    private void count(Segment segment, int sign) {
        sizeBytes += sign * segment.sizeBytes();
        results += sign * segment.results();
    }

    private void drop(Segment segment, boolean isDeleted) throws IOException {
        count(segment, -1);
        if (isDeleted) {
            segment.delete();
        }
    }

    boolean isEmpty() {
        return segments.isEmpty();
    }

    /** The oldest sequence; only if it is not empty. */
    long first() {
        return segments.getFirst().firstSequence();
    }

    /** The newest sequence; only if it is not empty. */
    long last() {
        return segments.getLast().lastSequence();
    }

    /** The record behind the last one. */
    void append(byte[] record) throws IOException {
        long sequence = ResultCodec.sequence(record);
        Segment newest = segments.peekLast();
        boolean isFull = newest == null
                || newest.sizeBytes() + record.length > limits.segmentBytes() && newest.results() > 0
                || newest.results() >= limits.segmentResults();
        if (isFull) {
            newest = startSegment(sequence);
        }
        newest.onAppended(sequence, record.length);
        sizeBytes += record.length;
        results++;
        if (buffer.remaining() < record.length) {
            flush();
        }
        if (buffer.remaining() < record.length) {
            newest.write(ByteBuffer.wrap(record));
        } else {
            buffer.put(record);
        }
    }

    private Segment startSegment(long sequence) throws IOException {
        flush();
        sealer.check();
        sealNewest();
        add(Segment.create(directory, sequence));
        while (segments.size() > 1 && (sizeBytes > limits.diskBytes() || results > limits.diskResults())) {
            drop(segments.removeFirst(), true);
        }
        return segments.getLast();
    }

    private void sealNewest() {
        Segment newest = segments.peekLast();
        FileChannel written = newest == null ? null : newest.seal();
        if (written != null) {
            sealer.seal(written);
        }
    }

    /** Hands what was appended to the operating system: it then survives the end of the process. */
    void flush() throws IOException {
        if (buffer.position() > 0) {
            segments.getLast().write(buffer.flip());
            buffer.clear();
        }
    }

    /**
     * Passes on the records from {@code from} on, of one file at most.
     *
     * @param from one of those here
     * @param reader takes a record; false to stop
     */
    void read(long from, Predicate<byte[]> reader) throws IOException {
        flush();
        for (Segment segment : segments) {
            if (from <= segment.lastSequence()) {
                segment.read(from, chunk, reader);
                return;
            }
        }
    }

    /** Gives up the file with this sequence, which is damaged, and those before. */
    void dropThrough(long sequence) throws IOException {
        while (!segments.isEmpty() && segments.getFirst().firstSequence() <= sequence) {
            if (segments.size() == 1) {
                buffer.clear();
            }
            drop(segments.removeFirst(), true);
        }
    }

    /** Forgets everything. */
    void clear() throws IOException {
        buffer.clear();
        List<Segment> all = new ArrayList<>(segments);
        Collections.reverse(all); // what is left, if this is interrupted, has no gap
        segments.clear();
        sizeBytes = 0;
        results = 0;
        for (Segment segment : all) {
            segment.delete();
        }
        for (Path file : files(directory)) {
            Files.delete(file);
        }
    }

    /** Lets the files be as they are. */
    void abandon() {
        segments.forEach(Segment::abandon);
        sealer.abandon();
    }

    /** Puts everything on the disk. */
    void close() throws IOException {
        flush();
        sealNewest();
        segments.forEach(Segment::abandon);
        sealer.close();
    }
}
