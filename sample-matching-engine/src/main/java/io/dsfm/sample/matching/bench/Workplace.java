package io.dsfm.sample.matching.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A temporary directory for the servers' files, which goes when all is well, and otherwise stays to be looked into.
 *
 * <p>Threading: one thread.
 */
final class Workplace {

    private final Path directory;

    private Workplace(Path directory) {
        this.directory = directory;
    }

    static Workplace open() throws IOException {
        return new Workplace(Files.createTempDirectory("dsfm-bench-"));
    }

    Path directory() {
        return directory;
    }

    void discard() throws IOException {
        discard(directory);
    }

    /** Lets go of what is in it, early: long inputs fill disks. */
    static void discard(Path part) throws IOException {
        try (Stream<Path> paths = Files.walk(part)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
