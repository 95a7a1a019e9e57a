package io.dsfm.ratis.replay.stored;

import io.dsfm.ratis.config.ConfigException;
import io.dsfm.ratis.config.ConfigException.Problem;
import io.dsfm.ratis.config.DamagedDataException;
import io.dsfm.ratis.config.DataIdentity;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The data directory of a node, or a copy of one, for reading alone.
 *
 * <p>While the node runs, it may delete snapshots and segments, and cut entries that were not committed. Snapshots that
 * were listed may therefore be gone; the log is open and stays.
 *
 * <p>Threading: one thread.
 *
 * <p>Failure: {@link ConfigException} if it is not a node's directory; {@link DamagedDataException} if it is damaged.
 */
public final class StoredData implements Closeable {

    private static final Pattern SNAPSHOT = Pattern.compile("snapshot\\.(\\d+)_(\\d+)");

    /** A node that runs may rename a file between our listing and our opening it, but not again and again. */
    private static final int OPEN_ATTEMPTS = 10;

    private final Path directory;
    private final DataIdentity identity;
    private final List<StoredSnapshot> snapshots;
    private final StoredLog log;

    private StoredData(Path directory, DataIdentity identity, List<StoredSnapshot> snapshots, StoredLog log) {
        this.directory = directory;
        this.identity = identity;
        this.snapshots = snapshots;
        this.log = log;
    }

    /** Opens a directory. */
    public static StoredData open(Path directory) throws IOException, ConfigException, DamagedDataException {
        DataIdentity identity = identity(directory);
        Path storage = storage(directory);
        for (int attempt = 1; ; attempt++) {
            try {
                // Snapshots first: the log then reaches back to one of them at least, whatever is purged meanwhile.
                List<StoredSnapshot> snapshots = snapshots(storage);
                return new StoredData(directory, identity, snapshots, StoredLog.open(storage.resolve("current")));
            } catch (NoSuchFileException e) {
                if (attempt == OPEN_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static DataIdentity identity(Path directory) throws IOException, ConfigException, DamagedDataException {
        if (!Files.exists(directory.resolve(DataIdentity.FILE))) {
            String found = Files.isDirectory(directory) ? "a directory without a file " + DataIdentity.FILE : "none";
            throw refused(directory, "found " + found);
        }
        DataIdentity identity = DataIdentity.read(directory);
        if (identity.formatVersion() != DataIdentity.CURRENT_FORMAT) {
            throw refused(
                    directory,
                    "written by another version of this program, format version " + identity.formatVersion()
                            + " instead of " + DataIdentity.CURRENT_FORMAT);
        }
        return identity;
    }

    private static ConfigException refused(Path directory, String found) {
        return new ConfigException(
                new Problem(directory.toString(), "", found, "the data-directory of a node, or a whole copy of one"));
    }

    /** Ratis has a directory for each group, and a node has one group. */
    private static Path storage(Path directory) throws IOException, ConfigException {
        List<Path> groups = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory.resolve("raft"))) {
            found.forEach(groups::add);
        } catch (NoSuchFileException | NotDirectoryException e) {
            throw refused(directory, "a directory without a log: " + e.getFile());
        }
        groups.removeIf(path -> !Files.isDirectory(path.resolve("current")));
        if (groups.size() != 1) {
            throw refused(directory, "a directory with the logs of " + groups.size() + " groups");
        }
        return groups.get(0);
    }

    /** If a node died while it installed a snapshot, those before are in a directory that it had renamed away. */
    private static List<StoredSnapshot> snapshots(Path storage) throws IOException {
        List<StoredSnapshot> found = snapshotsIn(storage.resolve("sm"));
        if (found.isEmpty()) {
            try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(storage, "sm.tmp*")) {
                for (Path leftover : leftovers) {
                    found.addAll(snapshotsIn(leftover));
                }
            }
        }
        found.sort(Comparator.comparingLong(StoredSnapshot::index).reversed());
        return found;
    }

    private static List<StoredSnapshot> snapshotsIn(Path folder) throws IOException {
        List<StoredSnapshot> found = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "snapshot.*")) {
                for (Path file : files) {
                    Matcher name = SNAPSHOT.matcher(String.valueOf(file.getFileName()));
                    if (name.matches()) {
                        found.add(
                                new StoredSnapshot(file, Long.parseLong(name.group(1)), Long.parseLong(name.group(2))));
                    }
                }
            }
        }
        return found;
    }

    static DamagedDataException damaged(Path file, String found) {
        return new DamagedDataException(
                file,
                found,
                "nothing was changed. Replay the directory of another node of the group, which holds the same inputs");
    }

    /** Where it is. */
    public Path directory() {
        return directory;
    }

    /** Whose it is. */
    public DataIdentity identity() {
        return identity;
    }

    /** The snapshots, newest first. */
    public List<StoredSnapshot> snapshots() {
        return snapshots;
    }

    /** The log. */
    public StoredLog log() {
        return log;
    }

    @Override
    public void close() throws IOException {
        log.close();
    }
}
