package io.dsfm.ratis.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.node.Durability;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

final class HtmlReportTest {

    @Test
    void showsWhatTheRunsHave() {
        String html = BenchReport.html(List.of(
                report(64, 3, NodeConfig.Release.LOCAL, true),
                report(1_024, 3, NodeConfig.Release.LOCAL, true),
                report(64, 5, NodeConfig.Release.LOCAL, true),
                report(64, 3, NodeConfig.Release.COVERED, true)));

        assertThat(html)
                .contains("<h2>Latency by rate</h2>", "<h2>Percentiles</h2>", "<h2>Throughput by processors</h2>")
                .contains("<h2>Growth: payload (bytes)</h2>", "<h2>Growth: nodes</h2>", "<h2>Takeover</h2>")
                .doesNotContain("<h2>Growth: clients</h2>", "<h2>Growth: instances per node</h2>")
                .contains(">group, local</text>", ">group, covered</text>", ">plain Ratis, tuned</text>")
                .contains(
                        "1024 bytes, 1 client, 1 instance on each of 3 nodes, local, synced, beside plain Ratis, tuned")
                .contains("1000 (not sustained)")
                .contains("p99.99");
    }

    @Test
    void holdsAllThatItNeeds() {
        assertThat(BenchReport.html(List.of(report(64, 3, NodeConfig.Release.LOCAL, true))))
                .startsWith("<!DOCTYPE html>")
                .contains("font-family")
                .doesNotContain("href=", "src=", "@import", "<script");
    }

    @Test
    void leavesOutWhatWasNotMeasured() {
        assertThat(BenchReport.html(List.of(report(64, 3, NodeConfig.Release.LOCAL, false))))
                .contains("group, local")
                .doesNotContain("plain Ratis", "Growth");
    }

    @Test
    void saysWhichRunsDidNotForceTheLogAndWhatThatMeans() {
        Subject subject = subject(64, 3, NodeConfig.Release.COMMITTED);
        String both = BenchReport.html(
                List.of(report(subject, Durability.SYNCED, true), report(subject, Durability.RELAXED, true)));

        assertThat(both)
                .contains("nodes, committed, synced, beside", "nodes, committed, relaxed, beside")
                .contains(">group, committed</text>", ">group, committed, relaxed</text>")
                .contains(">plain Ratis, tuned, relaxed</text>")
                .contains("A loss of power may lose what was answered");
        assertThat(BenchReport.html(List.of(report(subject, Durability.SYNCED, true))))
                .doesNotContain("relaxed", "loss of power");
    }

    @Test
    void drawsHowFiguresDependOnTheBoundsOnEntries() {
        Subject subject = subject(64, 3, NodeConfig.Release.COMMITTED);
        Subject many = subject.with(EntryBounds.DEFAULT.withInFlight(16));
        String html = BenchReport.html(
                List.of(report(subject, Durability.SYNCED, false), report(many, Durability.SYNCED, false)));

        assertThat(html)
                .contains("<h2>Growth: entries in flight</h2>", "Full window, p50 (ms)", "Full window, p99 (ms)")
                .contains("3 nodes, entries in flight 16, committed")
                .doesNotContain("<h2>Growth: inputs per entry</h2>");
    }

    private static Subject subject(int payload, int nodes, NodeConfig.Release release) {
        return new Subject("echo", payload, Collections.nCopies(nodes, List.of("a")), release, 1);
    }

    private static BenchReport report(int payload, int nodes, NodeConfig.Release release, boolean isBeside) {
        return report(subject(payload, nodes, release), Durability.SYNCED, isBeside);
    }

    private static BenchReport report(Subject subject, Durability durability, boolean isBeside) {
        List<Round> plain = isBeside ? List.of(RatioTest.round(5_000_000, 500)) : List.of();
        BenchReport.Side group =
                new BenchReport.Side("group", Map.of("a", "<b>"), 42, null, List.of(Duration.ofMillis(40)));
        BenchReport.Side other = new BenchReport.Side("plain", Map.of(), 17, "gone", List.of(Duration.ofMillis(900)));
        return new BenchReport(
                Instant.EPOCH,
                Duration.ofSeconds(3),
                new BenchOptions(
                        subject,
                        new Baseline(PlainTransport.GRPC, PlainSettings.TUNED, isBeside),
                        new Schedule(1, Duration.ofSeconds(1), Duration.ZERO, 16, List.of(1_000), false, 1),
                        durability),
                Map.of("processors", "2"),
                isBeside ? List.of(group, other) : List.of(group),
                List.of(
                        new Column(
                                new Load.Closed(1),
                                List.of(RatioTest.round(subject.payloadBytes() * 10_000L, 1_000)),
                                plain),
                        new Column(new Load.Closed(16), List.of(RatioTest.round(3_000_000, 9_000)), plain),
                        new Column(new Load.Open(1_000), List.of(late()), List.of())));
    }

    /** At a rate that was not sustained. */
    private static Round late() {
        Histogram latencies = new Histogram(3);
        latencies.recordValueWithCount(2_000_000, 1_000);
        return new Round(
                new Measurement(latencies, 1, 2_000, 1_000, 1_000, 0, 0), new Usage(1_000_000, 500_000, 0, 9, 1));
    }
}
