package io.dsfm.sample.matching.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a run writes: a directory that was asked for and stays, or a temporary one that goes if all is well.
 *
 * <p>Threading: one thread.
 */
final class Workplace {

    private final Path directory;
    private final boolean temporary;

    private Workplace(Path directory, boolean temporary) {
        this.directory = directory;
        this.temporary = temporary;
    }

    /**
     * Makes it.
     *
     * @param keep the one asked for, or null
     * @throws IllegalArgumentException if it holds something already
     */
    static Workplace open(@Nullable Path keep) throws IOException {
        if (keep == null) {
            return new Workplace(Files.createTempDirectory("dsfm-demo-"), true);
        }
        if (Files.exists(keep) && !(Files.isDirectory(keep) && isEmpty(keep))) {
            throw new IllegalArgumentException(
                    "invalid value: --keep=" + keep + ", accepted: a directory that is empty or not there");
        }
        return new Workplace(Files.createDirectories(keep), false);
    }

    Path directory() {
        return directory;
    }

    /** Lets it go, unless it was asked for. */
    void discard() throws IOException {
        if (temporary) {
            try (Stream<Path> paths = Files.walk(directory)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.findAny().isEmpty();
        }
    }
}
