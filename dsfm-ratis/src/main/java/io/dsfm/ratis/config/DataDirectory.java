package io.dsfm.ratis.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.dsfm.ratis.config.ConfigException.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A node's data directory while the node runs: locked against a second process, and known to be this node's own.
 *
 * <p>Threading: any thread.
 *
 * <p>Failure: opening fails with {@link ConfigException} if the directory cannot be used or belongs to another node,
 * group, application, version of the specification or set of members, and with {@link DamagedDataException} if it cannot be told whose
 * it is. Nothing in it is changed then.
 */
public final class DataDirectory implements AutoCloseable {

    static final String LOCK_FILE = "dsfm.lock";

    /** What may be in a directory that nobody has used yet; a new file system has the last. */
    private static final Set<String> NOBODYS = Set.of(LOCK_FILE, DataIdentity.FILE_ASIDE, "lost+found");

    private static final String KEY = "data-directory";

    private final Path path;
    private final FileChannel lockChannel;

    private DataDirectory(Path path, FileChannel lockChannel) {
        this.path = path;
        this.lockChannel = lockChannel;
    }

    /**
     * Opens the directory of a node, and makes it if it is not there.
     *
     * @param specificationVersion of the application that the node runs, from 1
     */
    public static DataDirectory open(NodeConfig config, int specificationVersion)
            throws ConfigException, DamagedDataException {
        Path path = config.dataDirectory();
        FileChannel lock = null;
        boolean opened = false;
        try {
            Files.createDirectories(path);
            lock = lock(config);
            DataIdentity own = new DataIdentity(
                    DataIdentity.CURRENT_FORMAT,
                    config.group(),
                    config.node(),
                    config.application(),
                    specificationVersion,
                    members(config));
            claim(config, own);
            opened = true;
            return new DataDirectory(path, lock);
        } catch (IOException e) {
            throw refused(config, "cannot be used (" + reason(e) + ")", "a directory in which this user may write");
        } finally {
            if (!opened && lock != null) {
                closeQuietly(lock);
            }
        }
    }

    /** Whether the directory is there and in use by another process, which then has the node's addresses too. */
    static Optional<Problem> findOtherProcess(NodeConfig config) {
        Path file = config.dataDirectory().resolve(LOCK_FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(file, READ, WRITE)) {
            return tryLock(channel) ? Optional.empty() : Optional.of(inUse(config, channel));
        } catch (IOException e) {
            return Optional.empty(); // opening the directory will tell
        }
    }

    private static String members(NodeConfig config) {
        return config.members().stream().map(NodeConfig.Member::node).sorted().collect(Collectors.joining(","));
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** Lets another process open it. */
    @Override
    public void close() {
        try {
            lockChannel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the data directory could not be unlocked: path=" + path, e);
        }
    }

    /** The lock belongs to the open channel, so that it goes with the process, however that ends. */
    private static FileChannel lock(NodeConfig config) throws IOException, ConfigException {
        Path file = config.dataDirectory().resolve(LOCK_FILE);
        FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE);
        boolean locked = false;
        try {
            locked = tryLock(channel);
            if (!locked) {
                throw new ConfigException(inUse(config, channel));
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(UTF_8)), 0);
            return channel;
        } finally {
            if (!locked) {
                closeQuietly(channel);
            }
        }
    }

    private static Problem inUse(NodeConfig config, FileChannel channel) throws IOException {
        return problem(
                config,
                "is in use by another process" + holder(channel),
                "a directory of its own for each node; stop the other process first if it is the same node");
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            @Nullable FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // held within this process
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(32);
        channel.read(bytes, 0);
        String pid = new String(bytes.array(), 0, bytes.position(), UTF_8).strip();
        return pid.matches("[0-9]+") ? ", pid " + pid : "";
    }

    private static void claim(NodeConfig config, DataIdentity own)
            throws IOException, ConfigException, DamagedDataException {
        Path path = config.dataDirectory();
        if (Files.exists(path.resolve(DataIdentity.FILE))) {
            DataIdentity there = DataIdentity.read(path);
            requireOwn(config, own, there);
            if (there.members().isEmpty()) {
                own.write(path);
            }
        } else {
            requireUnused(config);
            own.write(path);
        }
    }

    private static void requireOwn(NodeConfig config, DataIdentity own, DataIdentity there) throws ConfigException {
        if (there.formatVersion() != own.formatVersion()) {
            throw refused(
                    config,
                    "was written by another version of this program, format version " + there.formatVersion(),
                    "format version " + own.formatVersion() + ", or an empty directory");
        }
        List<String> found = new ArrayList<>();
        List<String> accepted = new ArrayList<>();
        compare("group", there.group(), own.group(), found, accepted);
        compare("node", there.node(), own.node(), found, accepted);
        compare("application", there.application(), own.application(), found, accepted);
        compare("specification version", there.specificationVersion(), own.specificationVersion(), found, accepted);
        if (!there.members().isEmpty()) {
            compare("members", there.members(), own.members(), found, accepted);
        }
        if (!found.isEmpty()) {
            throw refused(
                    config,
                    "holds data of " + String.join(", ", found),
                    "data of " + String.join(", ", accepted) + ", or an empty directory");
        }
    }

    private static void compare(String name, Object there, Object own, List<String> found, List<String> accepted) {
        if (!there.equals(own)) {
            found.add(name + " " + there);
            accepted.add(name + " " + own);
        }
    }

    private static void requireUnused(NodeConfig config) throws IOException, ConfigException {
        try (Stream<Path> files = Files.list(config.dataDirectory())) {
            List<String> foreign = files.map(file -> file.getFileName().toString())
                    .filter(name -> !NOBODYS.contains(name))
                    .sorted()
                    .toList();
            if (!foreign.isEmpty()) {
                throw refused(
                        config,
                        "holds files that are not a node's, such as " + foreign.get(0),
                        "an empty directory, or one that this node has used before");
            }
        }
    }

    private static ConfigException refused(NodeConfig config, String found, String accepted) {
        return new ConfigException(problem(config, found, accepted));
    }

    private static Problem problem(NodeConfig config, String found, String accepted) {
        String where = "node " + config.node() + " of group " + config.group();
        return new Problem(where, KEY, "'" + config.dataDirectory() + "' " + found, accepted);
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException denied) {
            return "no permission for " + denied.getFile();
        }
        if (e instanceof FileAlreadyExistsException exists) {
            return exists.getFile() + " is a file";
        }
        if (e instanceof NoSuchFileException missing) {
            return missing.getFile() + " cannot be made";
        }
        return String.valueOf(e.getMessage());
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // the failure that led here is being told
        }
    }
}
