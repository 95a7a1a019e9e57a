package io.dsfm.maelstrom.node;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * The folder in which a node keeps its data.
 *
 * @param folder where
 * @param isTemporary whether it goes with the process
 */
record DataPlace(Path folder, boolean isTemporary) {

    /** The one that the options ask for; made if it is not there. */
    static DataPlace of(NodeOptions options, String node) throws IOException {
        if (options.data().isPresent()) {
            Path folder = options.data().get().resolve(node);
            Files.createDirectories(folder);
            return new DataPlace(folder, false);
        }
        return new DataPlace(Files.createTempDirectory("dsfm-maelstrom-" + node + "-"), !options.isKept());
    }

    /** Removes it if it is temporary. */
    void leave() throws IOException {
        if (!isTemporary || !Files.exists(folder)) {
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
