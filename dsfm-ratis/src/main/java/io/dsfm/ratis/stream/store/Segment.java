package io.dsfm.ratis.stream.store;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.dsfm.ratis.stream.ResultCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.agrona.collections.LongArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One file of records, one behind the other, named after the first one's sequence.
 *
 * <p>Threading: one thread.
 *
 * <p>Invariants: the first {@code sizeBytes} bytes of the file are the records {@code firstSequence} to {@code
 * lastSequence}; {@code places} has the place of every {@link #PLACE_EVERY}th of them. Of a file that was found and not been
 * looked through, neither is known but for the last sequence.
 */
final class Segment {

    private static final Logger LOG = LoggerFactory.getLogger(Segment.class);
    private static final Pattern NAME = Pattern.compile("([0-9]{19})\\.results");
    private static final int PLACE_EVERY = 64;
    private static final int CHUNK_BYTES = 256 << 10;
    private static final long DAMAGED = -1;

    private final Path file;
    private final long firstSequence;
    private final LongArrayList places = new LongArrayList();
    private long lastSequence;
    private long sizeBytes;
    private boolean isSurveyed;
    /** While it is written to. */
    private @Nullable FileChannel channel;
    /** Since it was read first. */
    private @Nullable FileChannel reading;

    private Segment(Path file, long firstSequence, long lastSequence) {
        this.file = file;
        this.firstSequence = firstSequence;
        this.lastSequence = lastSequence;
    }

    /** A new file. */
    static Segment create(Path directory, long firstSequence) throws IOException {
        Path file = directory.resolve(String.format(Locale.ROOT, "%019d.results", firstSequence));
        Segment segment = new Segment(file, firstSequence, firstSequence - 1);
        Files.deleteIfExists(file);
        segment.channel = FileChannel.open(file, CREATE_NEW, READ, WRITE);
        segment.isSurveyed = true;
        return segment;
    }

    /** The sequence after which a file is named; -1 if it is none of these. */
    static long firstSequence(Path file) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        return name.matches() ? Long.parseLong(name.group(1)) : -1;
    }

    /** A file that is there, and holds whole records up to {@code lastSequence}, if it is not damaged. */
    static Segment found(Path file, long lastSequence) throws IOException {
        Segment segment = new Segment(file, firstSequence(file), lastSequence);
        segment.sizeBytes = Files.size(file);
        return segment;
    }

    /** Goes on behind the last whole record of a file that is there; what is behind it is cut off. */
    static Segment resume(Path file) throws IOException {
        Segment segment = new Segment(file, firstSequence(file), firstSequence(file) - 1);
        segment.channel = FileChannel.open(file, READ, WRITE);
        boolean isTaken = false;
        try {
            segment.survey(segment.channel);
            segment.channel.truncate(segment.sizeBytes);
            segment.channel.position(segment.sizeBytes);
            isTaken = true;
            return segment;
        } finally {
            if (!isTaken) {
                segment.abandon();
            }
        }
    }

    /** Writes records that come behind the last one. */
    void write(ByteBuffer records) throws IOException {
        FileChannel open = channel;
        if (open == null) {
            throw new IllegalStateException("a file is not written to any more: file=" + file);
        }
        while (records.hasRemaining()) {
            open.write(records);
        }
    }

    /** A record is about to be written. */
    void onAppended(long sequence, int recordBytes) {
        addPlace(sequence);
        lastSequence = sequence;
        sizeBytes += recordBytes;
    }

    private void addPlace(long sequence) {
        if ((sequence - firstSequence) % PLACE_EVERY == 0) {
            places.addLong(sizeBytes);
        }
    }

    /** Nothing is written to it any more; gives where it was written, to be forced and closed, if it was written to. */
    @Nullable
    FileChannel seal() {
        FileChannel open = channel;
        channel = null;
        return open;
    }

    /**
     * Passes on the records from {@code from} on.
     *
     * @param from one of those here
     * @param chunk for what is read
     * @param reader takes a record; false to stop
     * @throws IOException if the file cannot be read or is damaged before {@code reader} stops
     */
    void read(long from, ByteBuffer chunk, Predicate<byte[]> reader) throws IOException {
        FileChannel in = reading();
        if (!isSurveyed) {
            long expected = lastSequence;
            survey(in);
            if (lastSequence != expected) {
                throw new IOException("a file of results is damaged: file=" + file + ", lastSequence=" + lastSequence
                        + ", expected=" + expected);
            }
        }
        int place = (int) ((from - firstSequence) / PLACE_EVERY);
        long sequence = firstSequence + (long) place * PLACE_EVERY;
        long end = scan(
                in,
                chunk,
                places.getLong(place),
                sequence,
                sizeBytes,
                record -> ResultCodec.sequence(record) < from || reader.test(record));
        if (end == DAMAGED) {
            throw new IOException("a file of results is damaged: file=" + file + ", from=" + from);
        }
    }

    private FileChannel reading() throws IOException {
        FileChannel in = reading;
        if (in == null) {
            in = FileChannel.open(file, READ);
            reading = in;
        }
        return in;
    }

    /** For {@link #read}. */
    static ByteBuffer newChunk() {
        return ByteBuffer.allocateDirect(CHUNK_BYTES);
    }

    private void survey(FileChannel in) throws IOException {
        places.clear();
        lastSequence = firstSequence - 1;
        sizeBytes = 0;
        scan(in, newChunk(), 0, firstSequence, in.size(), record -> {
            onAppended(lastSequence + 1, record.length);
            return true;
        });
        isSurveyed = true;
    }

    /** Reads whole records in order from a place on; {@link #DAMAGED} if it came to anything else before the end. */
    private static long scan(
            FileChannel in, ByteBuffer buffer, long from, long firstSequence, long end, Predicate<byte[]> reader)
            throws IOException {
        ByteBuffer chunk = buffer.clear().limit(0);
        long at = from; // of the chunk's position
        long sequence = firstSequence;
        while (at < end) {
            if (chunk.remaining() < ResultCodec.PREFIX_BYTES) {
                chunk = load(in, at, end, chunk, CHUNK_BYTES);
            }
            if (chunk.remaining() < ResultCodec.PREFIX_BYTES) {
                return DAMAGED;
            }
            long recordBytes = ResultCodec.sizeBytes(chunk, chunk.position());
            if (recordBytes < ResultCodec.PREFIX_BYTES || recordBytes > end - at) {
                return DAMAGED;
            }
            if (chunk.remaining() < recordBytes) {
                chunk = load(in, at, end, chunk, (int) Math.max(CHUNK_BYTES, recordBytes));
                if (chunk.remaining() < recordBytes) {
                    return DAMAGED;
                }
            }
            byte[] record = new byte[(int) recordBytes];
            chunk.get(record);
            if (!ResultCodec.isWhole(record) || ResultCodec.sequence(record) != sequence) {
                return DAMAGED;
            }
            at += recordBytes;
            sequence++;
            if (!reader.test(record)) {
                return at;
            }
        }
        return at;
    }

    private static ByteBuffer load(FileChannel in, long at, long end, ByteBuffer reused, int bytes) throws IOException {
        ByteBuffer chunk = reused.capacity() < bytes ? ByteBuffer.allocate(bytes) : reused;
        chunk.clear().limit((int) Math.min(chunk.capacity(), end - at));
        long place = at;
        while (chunk.hasRemaining()) {
            int read = in.read(chunk, place);
            if (read < 0) {
                break;
            }
            place += read;
        }
        return chunk.flip();
    }

    /** Neither reads nor writes any more, whatever has become of what was written. */
    void abandon() {
        try {
            close();
        } catch (IOException e) {
            LOG.debug("a file of results was not closed: file={}, {}", file, e.toString());
        }
    }

    void delete() throws IOException {
        close();
        Files.deleteIfExists(file);
    }

    private void close() throws IOException {
        FileChannel written = channel;
        FileChannel read = reading;
        channel = null;
        reading = null;
        try (written) {
            if (read != null) {
                read.close();
            }
        }
    }

    Path file() {
        return file;
    }

    long firstSequence() {
        return firstSequence;
    }

    long lastSequence() {
        return lastSequence;
    }

    long results() {
        return lastSequence - firstSequence + 1;
    }

    long sizeBytes() {
        return sizeBytes;
    }
}
