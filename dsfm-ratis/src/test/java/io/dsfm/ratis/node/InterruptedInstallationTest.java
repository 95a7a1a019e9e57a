package io.dsfm.ratis.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process leaves that dies while Ratis installs a snapshot. */
final class InterruptedInstallationTest {

    @TempDir
    private Path root;

    @Test
    void theOldSnapshotIsPutBackIfNothingHasTakenItsPlace() throws Exception {
        write("sm.tmp20260101_120000/snapshot.1_5", "old");
        Files.createDirectories(root.resolve("sm"));

        InterruptedInstallation.undo(root.resolve("sm"));

        assertThat(files()).containsExactly("sm/snapshot.1_5");
        assertThat(root.resolve("sm/snapshot.1_5")).hasContent("old");
    }

    @Test
    void theOldSnapshotIsDeletedIfTheNewOneIsInItsPlace() throws Exception {
        write("sm.tmp20260101_120000/snapshot.1_5", "old");
        write("sm/snapshot.2_9", "new");

        InterruptedInstallation.undo(root.resolve("sm"));

        assertThat(files()).containsExactly("sm/snapshot.2_9");
    }

    @Test
    void nothingIsTouchedWhereNothingWasInterrupted() throws Exception {
        write("sm/snapshot.1_5", "only");
        write("tmp/snapshot-0815", "pieces");

        InterruptedInstallation.undo(root.resolve("sm"));

        assertThat(files()).containsExactly("sm/snapshot.1_5", "tmp/snapshot-0815");
    }

    private void write(String name, String content) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
