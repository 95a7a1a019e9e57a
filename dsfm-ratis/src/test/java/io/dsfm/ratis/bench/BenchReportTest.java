package io.dsfm.ratis.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.node.Durability;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BenchReportTest {

    private static final BenchOptions OPTIONS = new BenchOptions(
            new Subject("echo", 64, List.of(List.of("a", "b")), NodeConfig.Release.COMMITTED, 2),
            Baseline.DEFAULT,
            new Schedule(2, Duration.ofSeconds(1), Duration.ZERO, 16, List.of(100), true, 2),
            Durability.SYNCED);

    private final BenchReport report = new BenchReport(
            Instant.EPOCH,
            Duration.ofSeconds(3),
            OPTIONS,
            Map.of("processors", "2"),
            List.of(
                    new BenchReport.Side(
                            "group", Map.of("transport", "GRPC"), 42, null, List.of(Duration.ofMillis(40))),
                    new BenchReport.Side("plain", Map.of("transport", "GRPC"), 17, "gone", List.of())),
            List.of(
                    new Column(
                            new Load.Closed(1),
                            List.of(RatioTest.round(1_000_000, 10), RatioTest.round(1_000_000, 20)),
                            List.of(RatioTest.round(2_000_000, 10), RatioTest.round(2_000_000, 10))),
                    new Column(new Load.Open(100), List.of(RatioTest.round(5_000, 10)), List.of(RatioTest.empty()))));

    @Test
    void tellsProgramsBothSidesOfEachColumnAndTheirRatio() throws Exception {
        JsonNode json = new ObjectMapper().readTree(report.json());

        assertThat(json.path("version").asInt()).isEqualTo(2);
        assertThat(json.at("/options/payloadBytes").asInt()).isEqualTo(64);
        assertThat(json.at("/options/clients").asInt()).isEqualTo(2);
        assertThat(json.at("/options/transport").asText()).isEqualTo("GRPC");
        assertThat(json.at("/options/durability").asText()).isEqualTo("SYNCED");
        assertThat(json.at("/options/entriesInFlight").asInt()).isEqualTo(4);
        assertThat(json.at("/options/entryInputs").asInt()).isEqualTo(2_048);
        assertThat(json.at("/options/entryBytes").asInt()).isEqualTo(1 << 20);
        assertThat(json.at("/sides/1/answersRight").asLong()).isEqualTo(17);
        assertThat(json.at("/sides/1/firstFailure").asText()).isEqualTo("gone");
        assertThat(json.at("/sides/0/takeoverMillis/0").asDouble()).isEqualTo(40);
        JsonNode single = json.at("/columns/0");
        assertThat(single.path("inFlight").asInt()).isEqualTo(1);
        assertThat(single.at("/group/p50Micros").asDouble()).isBetween(999.0, 1_001.0);
        assertThat(single.at("/group/p9999Micros").asDouble()).isBetween(999.0, 1_001.0);
        assertThat(single.at("/group/curveMicros").path("99.99").asDouble()).isBetween(999.0, 1_001.0);
        assertThat(single.at("/group/leaderAllocatedBytesPerInput").asDouble()).isEqualTo(100);
        assertThat(single.at("/group/serverCores").asDouble()).isEqualTo(0.5);
        assertThat(single.at("/group/rounds")).hasSize(2);
        assertThat(single.at("/group/rounds/1/answersPerSecond").asDouble()).isEqualTo(20.0);
        assertThat(single.at("/p50Ratio/median").asDouble()).isBetween(0.499, 0.501);
        assertThat(single.at("/throughputRatio/pairs/1").asDouble()).isEqualTo(2.0);
        JsonNode open = json.at("/columns/1");
        assertThat(open.path("perSecond").asInt()).isEqualTo(100);
        assertThat(open.at("/plain/p50Micros").isNull()).isTrue();
        assertThat(open.at("/plain/failed").asInt()).isEqualTo(10);
        assertThat(open.at("/plain/sustained").asBoolean()).isFalse();
        assertThat(open.at("/plain/serverCpuMicrosPerAnswer").isNull()).isTrue();
        assertThat(open.at("/p50Ratio/median").isNull()).isTrue();
    }

    @Test
    void tellsPeopleWhatRelaxedDurabilityMeans() {
        assertThat(relaxed().text())
                .contains("on each of 1 node, entries in flight 8, inputs per entry 16, entry 4MiB, committed, relaxed")
                .contains("A loss of power may lose what was answered");
        assertThat(report.text()).doesNotContain("loss of power");
    }

    @Test
    void tellsInALineOfEachRunWhereItDiffers() {
        String summary = BenchReport.summary(List.of(report, relaxed()));

        assertThat(summary.lines())
                .filteredOn(line -> line.contains("1 in flight"))
                .satisfiesExactly(
                        first -> assertThat(first)
                                .matches(
                                        "committed synced +tuned +1 in flight +1[.]00 +1[.]00 +15 +2[.]00 +10 +0[.]50 .*"
                                                + "  entries in flight 4  inputs per entry 2048  entry \\(bytes\\) 1048576"),
                        second -> assertThat(second)
                                .startsWith("committed relaxed tuned ")
                                .endsWith("  entries in flight 8  inputs per entry 16  entry (bytes) 4194304"));
    }

    private BenchReport relaxed() {
        BenchOptions options = new BenchOptions(
                OPTIONS.subject().with(new EntryBounds(8, 16, 4 << 20)),
                OPTIONS.baseline(),
                OPTIONS.schedule(),
                Durability.RELAXED);
        return new BenchReport(
                report.started(), report.took(), options, report.machine(), report.sides(), report.columns());
    }

    @Test
    void tellsPeopleWhatFailed() {
        assertThat(report.text())
                .contains("1 in flight")
                .contains("p50 x 0.50 (0.50 to 0.50), p99 x 0.50, answers/s x 1.50 (1.00 to 2.00), of 2 pairs")
                .contains("echo, 64 bytes, 2 clients, 2 instances on each of 1 node, committed, synced")
                .contains("FAILED: 10, unanswered: 0")
                .contains("group: highest rate sustained: 100 per second")
                .contains("plain: highest rate sustained: none of those tried")
                .contains("group: leader killed 1 times under 100 per second, next answer after 40 ms (median)")
                .contains("17 answers checked, all right; none after the first failure: gone");
    }
}
