package io.dsfm.ratis.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.ratis.config.NodeConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SweepTest {

    @Test
    void findsTheRunsThatDifferInOneDimension() {
        List<BenchReport> reports = List.of(
                report(64, 1, 3, NodeConfig.Release.LOCAL),
                report(1_024, 1, 3, NodeConfig.Release.LOCAL),
                report(256, 1, 3, NodeConfig.Release.LOCAL),
                report(64, 8, 3, NodeConfig.Release.LOCAL),
                report(64, 1, 3, NodeConfig.Release.COVERED));

        assertThat(Sweep.of(reports)).hasSize(2);
        Sweep local = Sweep.of(reports).iterator().next();
        assertThat(local.along(Dimension.PAYLOAD))
                .extracting(report -> report.options().subject().payloadBytes())
                .containsExactly(64, 256, 1_024);
        assertThat(local.along(Dimension.CLIENTS))
                .extracting(report -> report.options().subject().clients())
                .containsExactly(1, 8);
        assertThat(local.along(Dimension.NODES)).isEmpty();
        assertThat(local.along(Dimension.INSTANCES)).isEmpty();
    }

    private static BenchReport report(int payload, int clients, int nodes, NodeConfig.Release release) {
        Subject subject = new Subject("echo", payload, Collections.nCopies(nodes, List.of("a")), release, clients);
        return new BenchReport(
                Instant.EPOCH,
                Duration.ZERO,
                new BenchOptions(
                        subject,
                        Baseline.DEFAULT,
                        new Schedule(1, Duration.ofSeconds(1), Duration.ZERO, 2, List.of(), false, 0)),
                Map.of(),
                List.of(),
                List.of());
    }
}
