package io.dsfm.sample.matching.demo.report;

import io.dsfm.sample.matching.demo.report.DemoReport.Checks;
import io.dsfm.sample.matching.demo.report.DemoReport.FaultLine;
import io.dsfm.sample.matching.demo.report.DemoReport.InstanceLine;
import io.dsfm.sample.matching.demo.report.DemoReport.LatencyMicros;
import io.dsfm.sample.matching.demo.report.DemoReport.MemoryLine;
import io.dsfm.sample.matching.demo.report.DemoReport.PercentilePoint;
import io.dsfm.sample.matching.demo.report.DemoReport.RunLine;
import io.dsfm.sample.matching.demo.report.DemoReport.Timeline;
import io.dsfm.sample.matching.demo.report.DemoReport.TimelinePoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A report with invented figures: 20 s of load, a takeover after 10 s. */
final class SampleReport {

    static final Checks CLEAN = new Checks(50_000, 50_000, 0, 0, 0, 0, 0, 0, true);

    private SampleReport() {}

    static DemoReport of(Checks checks, List<String> findings) {
        Map<String, List<String>> nodes = new LinkedHashMap<>();
        nodes.put("n1", List.of("tree", "ladder"));
        nodes.put("n2", List.of("ladder"));
        nodes.put("n3", List.of("tree"));
        return new DemoReport(
                checks,
                List.of(87.25),
                List.of(612.5),
                new LatencyMicros(1_150, 1_900, 4_200, 71_000, 88_000),
                2_498.7,
                Map.of("ladder", 71_344L),
                List.of(
                        new InstanceLine("n1", 0, "tree", 50_000, "00f3a9", 21_000, 4_000, 12.5, 140),
                        new InstanceLine("n2", 0, "ladder", 50_000, "00f3a9", 50_000, 0, 0, 0)),
                List.of(new MemoryLine("n1", 612, 1_024, 45, 320, 1)),
                List.of(new FaultLine("SIGKILL", "n1", 10.013, 87.25, 3_420)),
                List.of(),
                findings,
                new RunLine(
                        2_500,
                        "generated",
                        1L,
                        nodes,
                        1,
                        0,
                        1,
                        "committed",
                        0,
                        4_096,
                        20,
                        26.1,
                        "2026-01-01T12:00:00Z",
                        "2 cores",
                        "17"),
                List.of(
                        new PercentilePoint(0, 600),
                        new PercentilePoint(50, 1_150),
                        new PercentilePoint(90, 1_900),
                        new PercentilePoint(99, 4_200),
                        new PercentilePoint(99.9, 71_000),
                        new PercentilePoint(100, 88_000)),
                new Timeline(100, points()));
    }

    private static List<TimelinePoint> points() {
        Random random = new Random(7);
        List<TimelinePoint> points = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            boolean struck = i == 100;
            long p50 = struck ? 45_000 : 1_000 + random.nextInt(300);
            long p99 = struck ? 86_000 : 2_000 + random.nextInt(2_500);
            points.add(new TimelinePoint(
                    i / 10.0, struck ? 60 : 250, p50, p99, struck ? 88_000 : p99 + random.nextInt(4_000)));
        }
        points.add(new TimelinePoint(20, 3, null, null, null));
        return points;
    }
}
