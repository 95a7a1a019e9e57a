package io.dsfm.ratis.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {

    @TempDir
    Path directory;

    @Test
    void givesTheLastLinesOfALongFile() throws IOException {
        Path file = directory.resolve("log");
        Files.writeString(
                file, IntStream.range(0, 5_000).mapToObj(i -> "line " + i).collect(Collectors.joining("\n")));

        assertThat(LogTail.of(file).lines()).hasSize(21).endsWith("  line 4999");
        assertThat(LogTail.contains(file, "line 17\n")).isTrue();
    }

    @Test
    void saysWhyAFileCannotBeRead() {
        assertThat(LogTail.of(directory.resolve("none"))).contains("NoSuchFile");
    }
}
