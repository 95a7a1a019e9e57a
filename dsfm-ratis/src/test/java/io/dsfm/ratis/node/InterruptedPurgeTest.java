package io.dsfm.ratis.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process leaves that dies while Ratis purges the log. */
final class InterruptedPurgeTest {

    @TempDir
    private Path directory;

    @Test
    void whatIsBeforeTheGapGoesIfASnapshotHoldsIt() throws Exception {
        write("log_0-9", "log_10-19", "log_30-39", "log_inprogress_40", "raft-meta");

        InterruptedPurge.finish(directory, 29);

        assertThat(files()).containsExactly("log_30-39", "log_inprogress_40", "raft-meta");
    }

    @Test
    void whatNoSnapshotHoldsStays() throws Exception {
        write("log_0-9", "log_10-19", "log_30-39", "log_inprogress_40");

        InterruptedPurge.finish(directory, 28);

        assertThat(files()).containsExactly("log_0-9", "log_10-19", "log_30-39", "log_inprogress_40");
    }

    @Test
    void aLogWithoutAGapStaysWhole() throws Exception {
        write("log_0-9", "log_10-19", "log_inprogress_20");

        InterruptedPurge.finish(directory, 1_000);

        assertThat(files()).containsExactly("log_0-9", "log_10-19", "log_inprogress_20");
    }

    private void write(String... names) throws IOException {
        for (String name : names) {
            Files.createFile(directory.resolve(name));
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
