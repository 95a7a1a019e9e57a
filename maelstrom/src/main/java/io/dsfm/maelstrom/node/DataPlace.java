package io.dsfm.maelstrom.node;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder in which a node keeps its data.
 *
 * @param folder where
 * @param isTemporary whether it goes with the process
 */
record DataPlace(Path folder, boolean isTemporary) {

    private static final Logger LOG = LoggerFactory.getLogger(DataPlace.class);
    private static final String TEMPORARY = "dsfm-maelstrom-";
    private static final String KEPT = "dsfm-kept-";
    /** The node holds a lock on it as long as it lives. */
    private static final String LOCK_FILE = "dsfm.lock";

    private static final String RUN_SUFFIX = ".run";
    /** So old is a folder whose node surely has locked it, if it still is there. */
    private static final long STARTED_MILLIS = 60_000;

    /** The one that the options ask for; made if it is not there. */
    static DataPlace of(NodeOptions options, String node) throws IOException {
        if (options.data().isPresent()) {
            Path folder = options.data().get().resolve(node);
            Files.createDirectories(folder);
            return new DataPlace(folder, false);
        }
        if (options.isKept()) {
            Path folder = Files.createTempDirectory(KEPT + node + "-");
            LOG.info("data is kept: folder={}", folder);
            return new DataPlace(folder, false);
        }
        removeAbandoned(Path.of(System.getProperty("java.io.tmpdir")));
        return new DataPlace(Files.createTempDirectory(TEMPORARY + node + "-"), true);
    }

    /**
     * The number of the process that now begins on this folder: above those of all before it, also if the clock was set back
     * since. Else the other nodes would take what it sends for what a process before it had sent.
     *
     * @param nowMillis the time, which serves as long as it goes forward
     */
    long nextRun(long nowMillis) throws IOException {
        if (isTemporary) {
            return nowMillis; // there was none before
        }
        try (FileChannel file = FileChannel.open(
                folder.resolveSibling(folder.getFileName() + RUN_SUFFIX),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES);
            boolean isThere = file.read(buffer, 0) == Long.BYTES;
            long run = isThere ? Math.max(nowMillis, buffer.getLong(0) + 1) : nowMillis;
            file.write(buffer.clear().putLong(0, run), 0);
            file.force(true);
            return run;
        }
    }

    /** Maelstrom ends nodes by SIGKILL, so that none of them removes its folder: the next one does. */
    static void removeAbandoned(Path temporaryFolder) {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(temporaryFolder, TEMPORARY + "*")) {
            for (Path folder : folders) {
                if (isAbandoned(folder)) {
                    remove(folder);
                }
            }
        } catch (IOException e) {
            LOG.debug("not all abandoned folders were removed, perhaps others do it: {}", e.toString());
        }
    }

    /** Whether a node was there, and is no more. One that is just being started has no lock yet, or has not taken it. */
    private static boolean isAbandoned(Path folder) throws IOException {
        if (System.currentTimeMillis() - Files.getLastModifiedTime(folder).toMillis() < STARTED_MILLIS) {
            return false;
        }
        Path file = folder.resolve(LOCK_FILE);
        if (!Files.exists(file)) {
            return true;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock != null;
        } catch (IOException | OverlappingFileLockException e) {
            return false;
        }
    }

    /** Removes it if it is temporary. */
    void leave() throws IOException {
        if (isTemporary) {
            remove(folder);
        }
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
