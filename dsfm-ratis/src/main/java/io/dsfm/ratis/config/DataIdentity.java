package io.dsfm.ratis.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Whose data a directory holds, as it is written there when it is first used.
 *
 * @param formatVersion the version of the directory's layout
 * @param group the group
 * @param node the node
 * @param application the application
 * @param specificationVersion the version of the application's specification
 * @param members the names of the group's nodes, ascending, joined by commas: what a majority is counted of, and so the same
 *     for as long as there are data; empty if the directory was written before it was kept there
 */
public record DataIdentity(
        int formatVersion, String group, String node, String application, int specificationVersion, String members) {

    /** The version of the layout that this program reads and writes. */
    public static final int CURRENT_FORMAT = 1;

    /** The name of the file. */
    public static final String FILE = "dsfm.properties";

    /** The file while it is written. */
    static final String FILE_ASIDE = FILE + ".new";

    private static final int MAX_FILE_BYTES = 64 << 10;

    /**
     * Reads the identity of a directory that has one. Changes nothing.
     *
     * @throws DamagedDataException if the file is not one that {@link #write} wrote
     */
    public static DataIdentity read(Path directory) throws IOException, DamagedDataException {
        Path file = directory.resolve(FILE);
        if (Files.size(file) > MAX_FILE_BYTES) {
            throw damaged(file, "more than " + MAX_FILE_BYTES + " bytes");
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (String line : new String(Files.readAllBytes(file), UTF_8).lines().toList()) {
            int equals = line.indexOf('=');
            if (equals > 0 && !line.startsWith("#")) {
                values.put(
                        line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip());
            }
        }
        return new DataIdentity(
                number(file, values, "format-version"),
                value(file, values, "group"),
                value(file, values, "node"),
                value(file, values, "application"),
                number(file, values, "specification-version"),
                values.getOrDefault("members", ""));
    }

    /** Writes the identity so that it is there whole, also after a power cut, or not at all. */
    void write(Path directory) throws IOException {
        String text = "# Whose data this directory holds. Written once, and checked at every start.\n"
                + "format-version=" + formatVersion + "\n"
                + "group=" + group + "\n"
                + "node=" + node + "\n"
                + "application=" + application + "\n"
                + "specification-version=" + specificationVersion + "\n"
                + "members=" + members + "\n";
        Path aside = directory.resolve(FILE_ASIDE);
        try (FileChannel channel = FileChannel.open(aside, CREATE, TRUNCATE_EXISTING, WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(aside, directory.resolve(FILE), ATOMIC_MOVE);
        if (File.separatorChar == '/') { // elsewhere a directory cannot be opened, and need not be flushed
            try (FileChannel channel = FileChannel.open(directory, READ)) {
                channel.force(true);
            }
        }
    }

    private static String value(Path file, Map<String, String> values, String key) throws DamagedDataException {
        String value = values.get(key);
        if (value == null || value.isEmpty()) {
            throw damaged(file, "no value for " + key);
        }
        return value;
    }

    private static int number(Path file, Map<String, String> values, String key) throws DamagedDataException {
        String value = value(file, values, key);
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw damaged(file, key + "=" + value);
        }
    }

    private static DamagedDataException damaged(Path file, String found) {
        return new DamagedDataException(
                file,
                found,
                "start the node with an empty data directory: it gets its data from the rest of its group");
    }
}
