package io.dsfm.ratis.node;

import io.dsfm.ratis.core.EntryId;
import io.dsfm.statemachine.Digest64;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a node has given its word for: written into a mapped file, which survives the death of the process, and not that of
 * the machine. The file says in which run of the machine it was written, and is believed in no other.
 *
 * <p>Two places are written in turn, each with its number and a checksum, so that one of them is whole at any time.
 *
 * <p>Threading: one thread at a time. Writing is some stores to memory.
 */
final class WordRecord {

    private static final String FILE = "word-given";
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final int BOOT_BYTES = 64;
    private static final int SLOT_BYTES = 40;
    private static final int FILE_BYTES = BOOT_BYTES + 2 * SLOT_BYTES;
    private static final long KNOWN = 1;
    private static final long UNKNOWN = 2;

    private final MappedByteBuffer file;
    private long version;

    private WordRecord(MappedByteBuffer file) {
        this.file = file;
    }

    /** What was written last in this run of the machine; null if nothing was, or that it is not known. */
    static @Nullable EntryId read(Path directory) throws IOException {
        return read(directory, bootId());
    }

    static @Nullable EntryId read(Path directory, byte[] bootId) throws IOException {
        Path path = directory.resolve(FILE);
        if (bootId.length == 0 || !Files.exists(path) || Files.size(path) != FILE_BYTES) {
            return null;
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            MappedByteBuffer file = channel.map(FileChannel.MapMode.READ_ONLY, 0, FILE_BYTES);
            byte[] boot = new byte[BOOT_BYTES];
            file.get(0, boot);
            int newest = newestSlot(file);
            boolean isKnown =
                    Arrays.equals(boot, padded(bootId)) && newest >= 0 && file.getLong(slot(newest) + 8) == KNOWN;
            return isKnown ? new EntryId(file.getLong(slot(newest) + 16), file.getLong(slot(newest) + 24)) : null;
        }
    }

    /**
     * Starts a new record in place of any that is there.
     *
     * @param first what is written at once; null if it is not known what the node gave its word for
     */
    static WordRecord start(Path directory, @Nullable EntryId first) throws IOException {
        return start(directory, first, bootId());
    }

    static WordRecord start(Path directory, @Nullable EntryId first, byte[] bootId) throws IOException {
        try (FileChannel channel = FileChannel.open(
                directory.resolve(FILE),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            MappedByteBuffer file = channel.map(FileChannel.MapMode.READ_WRITE, 0, FILE_BYTES);
            WordRecord record = new WordRecord(file);
            int newest = newestSlot(file);
            record.version = newest < 0 ? 0 : file.getLong(slot(newest));
            // The word first: what is in the file may be believed as soon as the file bears this run's name.
            record.write(first);
            record.write(first);
            file.put(0, padded(bootId));
            file.force();
            return record;
        }
    }

    /** Writes down an entry at or above all that the node has given its word for; null if that is not known. */
    void write(@Nullable EntryId word) {
        version++;
        int at = slot((int) (version & 1));
        long kind = word == null ? UNKNOWN : KNOWN;
        long term = word == null ? 0 : word.term();
        long index = word == null ? 0 : word.index();
        file.putLong(at + 32, 0);
        VarHandle.fullFence();
        file.putLong(at, version);
        file.putLong(at + 8, kind);
        file.putLong(at + 16, term);
        file.putLong(at + 24, index);
        VarHandle.fullFence();
        file.putLong(at + 32, check(version, kind, term, index));
        VarHandle.fullFence();
    }

    private static int newestSlot(MappedByteBuffer file) {
        int newest = -1;
        for (int i = 0; i < 2; i++) {
            int at = slot(i);
            boolean isWhole = file.getLong(at) > 0
                    && file.getLong(at + 32)
                            == check(
                                    file.getLong(at),
                                    file.getLong(at + 8),
                                    file.getLong(at + 16),
                                    file.getLong(at + 24));
            if (isWhole && (newest < 0 || file.getLong(at) > file.getLong(slot(newest)))) {
                newest = i;
            }
        }
        return newest;
    }

    private static int slot(int i) {
        return BOOT_BYTES + i * SLOT_BYTES;
    }

    private static long check(long version, long kind, long term, long index) {
        long digest = Digest64.append(Digest64.append(Digest64.EMPTY, version), kind);
        return Digest64.append(Digest64.append(digest, term), index);
    }

    /** The name of this run of the machine; empty where the system has none. */
    private static byte[] bootId() {
        try {
            return Files.readString(BOOT_ID).strip().getBytes(StandardCharsets.US_ASCII);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    private static byte[] padded(byte[] bootId) {
        return Arrays.copyOf(bootId, BOOT_BYTES);
    }
}
