package io.dsfm.ratis.node;

import io.dsfm.ratis.core.EntryId;
import io.dsfm.ratis.core.Replica;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.ratis.io.MD5Hash;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.FileInfo;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.SnapshotInfo;
import org.apache.ratis.statemachine.SnapshotRetentionPolicy;
import org.apache.ratis.statemachine.StateMachineStorage;
import org.apache.ratis.statemachine.impl.SingleFileSnapshotInfo;
import org.apache.ratis.util.MD5FileUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The node's snapshots on the disk. One is written aside, forced to the disk, given its checksum and then its name; so
 * whatever has the name of a snapshot was complete once. Each is verified before it is used.
 *
 * <p>Threading: {@link #writeAside} and {@link #publish} by one thread at a time; {@link #getLatestSnapshot} by any.
 *
 * <p>Invariants: {@code latest} is verified or written by this process, and no snapshot newer than it is used.
 */
final class SnapshotStore implements StateMachineStorage {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotStore.class);
    private static final Pattern NAME = Pattern.compile("snapshot\\.(\\d+)_(\\d+)");
    private static final String DAMAGED_SUFFIX = ".damaged";
    private static final String ASIDE_SUFFIX = ".aside";

    private final SnapshotFile.Identity identity;
    private @Nullable Path directory;
    private @Nullable Path asideDirectory;
    private @Nullable Path logDirectory;
    private volatile @Nullable SingleFileSnapshotInfo latest;

    /** A snapshot that is there. */
    record Stored(Path file, long term, long index) {}

    /** A snapshot that is complete, under a name at which nobody looks. */
    record Aside(Path file, Stored stored) {}

    SnapshotStore(SnapshotFile.Identity identity) {
        this.identity = identity;
    }

    @Override
    public void init(RaftStorage storage) throws IOException {
        directory = storage.getStorageDir().getStateMachineDir().toPath();
        asideDirectory = storage.getStorageDir().getTmpDir().toPath();
        logDirectory = storage.getStorageDir().getCurrentDir().toPath();
        Files.createDirectories(directory());
        Files.createDirectories(aside());
        InterruptedInstallation.undo(directory());
    }

    /**
     * Finds the newest snapshot that is whole. Damaged ones are set aside by name.
     *
     * @return null if there was never one, or if the log is whole from its beginning
     * @throws IOException if every snapshot is damaged and the log does not reach back; says what to do
     */
    @Nullable
    Stored findNewest() throws IOException {
        List<Path> damaged = new ArrayList<>();
        for (Stored stored : list()) {
            try {
                SnapshotFile.verify(stored.file());
                latest =
                        info(stored, MD5FileUtil.computeMd5ForFile(stored.file().toFile()));
                return stored;
            } catch (IOException e) {
                Path aside = stored.file().resolveSibling(stored.file().getFileName() + DAMAGED_SUFFIX);
                Files.move(stored.file(), aside, StandardCopyOption.REPLACE_EXISTING);
                LOG.warn(
                        "a snapshot is damaged and is not used: file={}, kept as={}, {}",
                        stored.file(),
                        aside,
                        e.getMessage());
                damaged.add(aside);
            }
        }
        if (!damaged.isEmpty() && !doesLogReachBack()) {
            throw new IOException("every snapshot is damaged, and the log before them is purged: files=" + damaged
                    + ". Put a good copy back under its name without " + DAMAGED_SUFFIX
                    + ", or empty the data directory: the node then gets everything from the others, provided that a"
                    + " majority of the group is whole");
        }
        return null;
    }

    /**
     * Writes the replica's state aside, complete and forced to the disk, but without a name. Called on the thread of the
     * replica's instance.
     */
    Aside writeAside(Replica replica) throws IOException {
        Stored stored = new Stored(
                directory().resolve("snapshot." + replica.lastTerm() + "_" + replica.lastIndex()),
                replica.lastTerm(),
                replica.lastIndex());
        Path aside = aside().resolve(stored.file().getFileName() + ASIDE_SUFFIX);
        Files.deleteIfExists(aside);
        SnapshotFile.write(aside, identity, replica::writeSnapshot);
        return new Aside(aside, stored);
    }

    /** Gives the name of a snapshot to what was written aside, as the newest one. */
    Stored publish(Aside written) throws IOException {
        Stored stored = written.stored();
        MD5Hash md5 = MD5FileUtil.computeMd5ForFile(written.file().toFile());
        MD5FileUtil.saveMD5File(stored.file().toFile(), md5);
        Files.move(written.file(), stored.file(), StandardCopyOption.ATOMIC_MOVE);
        force(directory());
        SingleFileSnapshotInfo previous = latest;
        if (previous == null || previous.getIndex() < stored.index()) {
            latest = info(stored, md5);
        }
        return stored;
    }

    /** What was written aside is not wanted. */
    void discard(Aside written) {
        try {
            Files.deleteIfExists(written.file());
        } catch (IOException e) {
            LOG.warn("a file was not removed: file={}, {}", written.file(), e.toString());
        }
    }

    /** The newest whole snapshot that does not go beyond {@code index}; null for none. */
    @Nullable
    Stored newestThrough(long index) throws IOException {
        for (Stored stored : list()) {
            if (stored.index() <= index) {
                SnapshotFile.verify(stored.file());
                return stored;
            }
        }
        return null;
    }

    /**
     * Removes all but the newest {@code kept} snapshots.
     *
     * @return the log is not needed up to this index, inclusive, even if only the oldest snapshot kept is good; -1 while
     *     there are fewer
     */
    long prune(int kept) throws IOException {
        List<Stored> all = list();
        for (Stored old : all.subList(Math.min(kept, all.size()), all.size())) {
            Files.deleteIfExists(old.file());
            Files.deleteIfExists(md5File(old.file()));
        }
        return all.size() < kept ? -1 : all.get(kept - 1).index();
    }

    /** A snapshot was installed in the directory: it is the newest, once it is verified and forced to the disk. */
    Stored onInstalled() throws IOException {
        latest = null;
        Stored installed = findNewest();
        if (installed == null) {
            throw new IOException("no snapshot is there after one was installed: directory=" + directory);
        }
        force(installed.file());
        force(directory());
        force(Objects.requireNonNull(directory().getParent()));
        return installed;
    }

    /** The last entry in the newest snapshot; -1 if there is none. */
    long latestIndex() {
        SingleFileSnapshotInfo newest = latest;
        return newest == null ? -1 : newest.getIndex();
    }

    /** The last entry that the newest snapshot covers. */
    EntryId latestEntry() {
        SingleFileSnapshotInfo newest = latest;
        return newest == null ? EntryId.NONE : new EntryId(newest.getTerm(), newest.getIndex());
    }

    SnapshotFile.Identity identity() {
        return identity;
    }

    @Override
    public @Nullable SnapshotInfo getLatestSnapshot() {
        return latest;
    }

    @Override
    public void format() {
        // Nothing is kept outside the directories that Ratis formats.
    }

    @Override
    public void cleanupOldSnapshots(SnapshotRetentionPolicy policy) {
        // Done by prune, when a snapshot is written.
    }

    @Override
    public File getSnapshotDir() {
        return directory().toFile();
    }

    @Override
    public File getTmpDir() {
        return aside().toFile();
    }

    /** Newest first. */
    private List<Stored> list() throws IOException {
        List<Stored> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory(), "snapshot.*")) {
            for (Path file : files) {
                Matcher name = NAME.matcher(file.getFileName().toString());
                if (name.matches()) {
                    found.add(new Stored(file, Long.parseLong(name.group(1)), Long.parseLong(name.group(2))));
                }
            }
        }
        found.sort(Comparator.comparingLong(Stored::index).reversed());
        return found;
    }

    private boolean doesLogReachBack() throws IOException {
        Path logs = Objects.requireNonNull(logDirectory);
        return Files.exists(logs.resolve("log_inprogress_0"))
                || Objects.requireNonNull(logs.toFile().list((dir, name) -> name.startsWith("log_0-"))).length > 0;
    }

    private Path directory() {
        return Objects.requireNonNull(directory, "not initialized");
    }

    private Path aside() {
        return Objects.requireNonNull(asideDirectory, "not initialized");
    }

    private static Path md5File(Path file) {
        return MD5FileUtil.getDigestFileForFile(file.toFile()).toPath();
    }

    private static SingleFileSnapshotInfo info(Stored stored, MD5Hash md5) {
        return new SingleFileSnapshotInfo(
                new FileInfo(stored.file(), md5), TermIndex.valueOf(stored.term(), stored.index()));
    }

    private static void force(Path fileOrDirectory) throws IOException {
        try (FileChannel channel = FileChannel.open(fileOrDirectory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
