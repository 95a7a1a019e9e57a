package io.dsfm.ratis.node;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ratis installs a snapshot by renaming the state machine's directory away, renaming the new one to its place, and
 * deleting the old one. A process that dies in between leaves the node without a snapshot, although both are there.
 */
final class InterruptedInstallation {

    private static final Logger LOG = LoggerFactory.getLogger(InterruptedInstallation.class);

    private InterruptedInstallation() {}

    /** Puts back what was renamed away if nothing took its place, else deletes it. */
    static void undo(Path directory) throws IOException {
        Path parent = Objects.requireNonNull(directory.getParent());
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(parent, directory.getFileName() + ".tmp*")) {
            for (Path leftover : leftovers) {
                if (!hasSnapshot(directory)) {
                    LOG.warn(
                            "the installation of a snapshot was interrupted, the one before is put back: {}", leftover);
                    moveContents(leftover, directory);
                }
                deleteRecursively(leftover);
            }
        }
    }

    private static boolean hasSnapshot(Path directory) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "snapshot.*")) {
            return files.iterator().hasNext();
        }
    }

    private static void moveContents(Path from, Path to) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(from)) {
            for (Path file : files) {
                Files.move(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static void deleteRecursively(Path directory) throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
