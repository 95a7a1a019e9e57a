package io.dsfm.maelstrom.harness.process;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.stream.Stream;

/**
 * What a dead process left in its data directory without having synced it, and which a power cut would take.
 *
 * <p>Files are written from front to back here (logs, snapshots, small records), so that a file holds for good what was before
 * the position of its last sync, in the length that it had then: the rest, which may have been set aside in advance, becomes
 * zeros, and what was added later is cut off. A file that was never synced through a channel becomes empty. So does one that
 * is mapped, such as the node's record of what it gave its word for: that one names the run of the machine that it is good
 * for, and a power cut ends the run. Names are taken to be durable at once, as a journalling file system nearly has it: a power cut that also
 * forgets a rename is not played.
 *
 * <p>Every state that this leaves is one that a power cut could leave; not the other way round.
 */
final class UnsyncedBytes {

    private static final int ZEROS = 64 * 1024;

    private final Path directory;
    private final Path journal;

    private record Synced(long position, long size) {}

    /**
     * Reads nothing yet.
     *
     * @param journal what the process's agent wrote: {@code inode position size} per sync
     */
    UnsyncedBytes(Path directory, Path journal) {
        this.directory = directory;
        this.journal = journal;
    }

    /** Drops them; says how many bytes of how many files. The process must be dead. */
    String drop() throws IOException {
        Map<Long, Synced> syncs = readJournal();
        long droppedBytes = 0;
        int droppedFiles = 0;
        List<Path> files;
        try (Stream<Path> walk = Files.walk(directory)) {
            files = walk.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            long inode = ((Number) Files.getAttribute(file, "unix:ino")).longValue();
            Synced synced = syncs.getOrDefault(inode, new Synced(0, 0));
            long bytes = drop(file, synced);
            if (bytes > 0) {
                droppedBytes += bytes;
                droppedFiles++;
            }
        }
        return droppedBytes + " bytes of " + droppedFiles + " files";
    }

    private static long drop(Path file, Synced synced) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long size = channel.size();
            long kept = Math.min(size, synced.size());
            long dropped = size - kept;
            if (dropped > 0) {
                channel.truncate(kept);
            }
            ByteBuffer bytes = ByteBuffer.allocate(ZEROS);
            for (long at = Math.min(synced.position(), kept); at < kept; at += ZEROS) {
                int length = (int) Math.min(ZEROS, kept - at);
                bytes.clear().limit(length);
                while (bytes.hasRemaining() && channel.read(bytes, at + bytes.position()) > 0) {}
                long written = 0;
                for (int i = 0; i < length; i++) {
                    written += bytes.get(i) == 0 ? 0 : 1;
                }
                if (written > 0) {
                    dropped += written;
                    ByteBuffer zeros = ByteBuffer.allocate(length);
                    while (zeros.hasRemaining()) {
                        channel.write(zeros, at + zeros.position());
                    }
                }
            }
            return dropped;
        }
    }

    private Map<Long, Synced> readJournal() throws IOException {
        Map<Long, Synced> syncs = new HashMap<>();
        if (!Files.exists(journal)) {
            throw new IOException("the node has recorded no syncs, so nothing can be dropped: journal=" + journal);
        }
        try (Stream<String> lines = Files.lines(journal, US_ASCII)) {
            for (String line : (Iterable<String>) lines::iterator) {
                try (Scanner numbers = new Scanner(line)) {
                    long inode = numbers.nextLong();
                    if (inode < 0) {
                        throw new IOException("a file was synced that nobody saw being opened: journal=" + journal);
                    }
                    syncs.put(inode, new Synced(numbers.nextLong(), numbers.nextLong()));
                }
            }
        }
        return syncs;
    }
}
