package io.dsfm.ratis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResultsFileTest {

    @TempDir
    private Path directory;

    @Test
    void takesItsPlaceWhenItIsWhole() throws Exception {
        Path file = Files.writeString(directory.resolve("results"), "before");
        try (ResultsFile results = new ResultsFile(file)) {
            results.out().write("after".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            results.finish();
        }
        assertThat(file).hasContent("after");
        assertThat(directory).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void leavesWhatIsThereIfItIsNot() throws Exception {
        Path file = Files.writeString(directory.resolve("results"), "before");
        try (ResultsFile results = new ResultsFile(file)) {
            results.out().write(1);
        }
        assertThat(file).hasContent("before");
        assertThat(directory).isDirectoryNotContaining("glob:**.part");
    }
}
