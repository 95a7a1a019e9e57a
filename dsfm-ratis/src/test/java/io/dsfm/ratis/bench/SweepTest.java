package io.dsfm.ratis.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.node.Durability;
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

    @Test
    void findsTheRunsWithOtherBoundsOnEntries() {
        Subject base = subject(64, 1, 3, NodeConfig.Release.COMMITTED);
        EntryBounds usual = EntryBounds.DEFAULT;
        Sweep sweep = Sweep.of(List.of(
                        report(base, Durability.SYNCED),
                        report(base.with(usual.withInFlight(16)), Durability.SYNCED),
                        report(base.with(usual.withInFlight(1)), Durability.SYNCED),
                        report(base.with(usual.withInputs(64)), Durability.SYNCED),
                        report(base.with(usual.withSizeBytes(4 << 20)), Durability.SYNCED)))
                .iterator()
                .next();

        assertThat(values(sweep, Dimension.ENTRIES_IN_FLIGHT)).containsExactly(1, usual.inFlight(), 16);
        assertThat(values(sweep, Dimension.ENTRY_INPUTS)).containsExactly(64, usual.inputs());
        assertThat(values(sweep, Dimension.ENTRY_BYTES)).containsExactly(usual.sizeBytes(), 4 << 20);
        assertThat(values(sweep, Dimension.PAYLOAD)).isEmpty();
    }

    @Test
    void neverHoldsRunsThatForceTheLogAgainstRunsThatDoNot() {
        List<BenchReport> reports = List.of(
                report(subject(64, 1, 3, NodeConfig.Release.COMMITTED), Durability.SYNCED),
                report(subject(64, 8, 3, NodeConfig.Release.COMMITTED), Durability.RELAXED));

        assertThat(Sweep.of(reports))
                .hasSize(2)
                .allSatisfy(
                        sweep -> assertThat(values(sweep, Dimension.CLIENTS)).isEmpty());
        assertThat(Contender.of(reports))
                .extracting(Contender::name)
                .containsExactly(
                        "group, committed",
                        "group, committed, relaxed",
                        "plain Ratis, tuned",
                        "plain Ratis, tuned, relaxed");
        assertThat(Contender.of(reports)).extracting(Contender::look).doesNotHaveDuplicates();
    }

    private static List<Integer> values(Sweep sweep, Dimension dimension) {
        return sweep.along(dimension).stream()
                .map(report -> dimension.of(report.options().subject()))
                .toList();
    }

    private static BenchReport report(int payload, int clients, int nodes, NodeConfig.Release release) {
        return report(subject(payload, clients, nodes, release), Durability.SYNCED);
    }

    private static Subject subject(int payload, int clients, int nodes, NodeConfig.Release release) {
        return new Subject("echo", payload, Collections.nCopies(nodes, List.of("a")), release, clients);
    }

    private static BenchReport report(Subject subject, Durability durability) {
        return new BenchReport(
                Instant.EPOCH,
                Duration.ZERO,
                new BenchOptions(
                        subject,
                        Baseline.DEFAULT,
                        new Schedule(1, Duration.ofSeconds(1), Duration.ZERO, 2, List.of(), false, 0),
                        durability),
                Map.of(),
                List.of(),
                List.of());
    }
}
