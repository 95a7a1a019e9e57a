package io.dsfm.ratis.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterOptionsTest {

    @Test
    void refusesValuesOutOfRangeByName() {
        ClusterOptions options = ClusterOptions.of("counter", Path.of("x"), List.of(List.of("a")));

        assertThatThrownBy(() -> options.withHeapMegabytes(63)).hasMessageContaining("heapMegabytes=63");
        assertThatThrownBy(() -> options.withStartTimeout(Duration.ZERO)).hasMessageContaining("startTimeout");
        assertThatThrownBy(() -> ClusterOptions.of("counter", Path.of("x"), Collections.nCopies(10, List.of("a"))))
                .hasMessageContaining("nodes=10");
        assertThat(options.directory()).isAbsolute();
    }
}
