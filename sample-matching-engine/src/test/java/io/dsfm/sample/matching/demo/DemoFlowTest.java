package io.dsfm.sample.matching.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dsfm.ratis.config.NodeConfig.Release;
import io.dsfm.sample.matching.demo.fault.FaultKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFlowTest {

    @TempDir
    Path directory;

    @Test
    void generatesAsManyAsAskedFor() throws IOException {
        assertThat(count(DemoFlow.of(options(123L, null)))).isEqualTo(123);
        assertThat(DemoFlow.of(options(null, null)).count()).isEqualTo(DemoOptions.DEFAULT_ORDERS);
    }

    @Test
    void readsAFileWholeOrItsBeginning() throws IOException {
        Path file = directory.resolve("XYZ_message_1.csv");
        Files.writeString(file, "34200.1,1,11,10,1000000,1\n34200.2,1,12,10,1010000,-1\n34200.3,3,11,10,1000000,1\n");

        assertThat(DemoFlow.of(options(null, file)).count()).isEqualTo(count(DemoFlow.of(options(null, file))));
        assertThat(count(DemoFlow.of(options(2L, file)))).isEqualTo(2);
    }

    @Test
    void refusesAFileThatIsNotOne() throws IOException {
        Path file = directory.resolve("XYZ_message_1.csv");
        Files.writeString(file, "34200.1,1,11,ten,1000000,1\n");

        assertThatThrownBy(() -> DemoFlow.of(options(null, file)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--flow")
                .hasMessageContaining("ten");
        assertThatThrownBy(() -> DemoFlow.of(options(null, directory.resolve("none"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there is no such file");
    }

    private static long count(DemoFlow flow) throws IOException {
        long count = 0;
        try (DemoFlow.OpenFlow open = flow.open()) {
            while (open.next() != null) {
                count++;
            }
        }
        assertThat(flow.count()).isEqualTo(count);
        return count;
    }

    private static DemoOptions options(@Nullable Long orders, @Nullable Path file) {
        return new DemoOptions(
                orders,
                0,
                file,
                1,
                null,
                List.of(List.of("tree")),
                512,
                1,
                0,
                0,
                FaultKind.KILL,
                0,
                Release.COMMITTED,
                null);
    }
}
