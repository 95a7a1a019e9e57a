package io.dsfm.sample.matching.demo.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dsfm.sample.matching.demo.report.DemoReport.Checks;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonReportTest {

    @Test
    void hasTheDocumentedFieldsAtTheTop() throws Exception {
        JsonNode json = parse(SampleReport.of(SampleReport.CLEAN, List.of()));

        assertThat(json.get("passed").isBoolean()).isTrue();
        for (String name : List.of(
                "orders", "acknowledged", "lost", "duplicated", "contradicted", "gaps", "reordered", "reversed")) {
            assertThat(json.path(name).isIntegralNumber()).as(name).isTrue();
        }
        assertThat(json.get("orders").asLong()).isEqualTo(50_000);
        assertThat(json.get("digestsEqual").asBoolean()).isTrue();
        assertThat(json.get("takeoverMillis")).hasSize(1);
        assertThat(json.get("takeoverMillis").get(0).asDouble()).isEqualTo(87.25);
        for (String name : List.of("p50", "p90", "p99", "p999", "max")) {
            assertThat(json.path("latencyMicros").path(name).isIntegralNumber())
                    .as(name)
                    .isTrue();
        }
        assertThat(json.get("throughputPerSecond").asDouble()).isEqualTo(2_498.7);
        assertThat(json.path("wins").path("ladder").asLong()).isEqualTo(71_344);
    }

    @Test
    void leavesOutLatenciesOfAnIntervalWithoutOrders() throws Exception {
        JsonNode points = parse(SampleReport.of(SampleReport.CLEAN, List.of()))
                .path("timeline")
                .path("points");

        assertThat(points.get(0).has("p99Micros")).isTrue();
        assertThat(points.get(200).has("p99Micros")).isFalse();
    }

    @Test
    void hasNotPassedWithAnyFault() {
        List<Checks> faulty = List.of(
                new Checks(2, 1, 1, 0, 0, 0, 0, 0, true),
                new Checks(2, 2, 0, 1, 0, 0, 0, 0, true),
                new Checks(2, 2, 0, 0, 1, 0, 0, 0, true),
                new Checks(2, 2, 0, 0, 0, 1, 0, 0, true),
                new Checks(2, 2, 0, 0, 0, 0, 1, 0, true),
                new Checks(2, 2, 0, 0, 0, 0, 0, 1, true),
                new Checks(2, 2, 0, 0, 0, 0, 0, 0, false));

        assertThat(faulty)
                .noneMatch(checks -> SampleReport.of(checks, List.of()).passed());
        assertThat(SampleReport.of(SampleReport.CLEAN, List.of("the load ended early"))
                        .passed())
                .isFalse();
        assertThat(SampleReport.of(SampleReport.CLEAN, List.of()).passed()).isTrue();
    }

    private static JsonNode parse(DemoReport report) throws Exception {
        return new ObjectMapper().readTree(JsonReport.format(report));
    }
}
