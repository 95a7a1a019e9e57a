package io.dsfm.sample.matching.demo;

import io.dsfm.ratis.cluster.NodeProcess;
import io.dsfm.ratis.proto.Status;
import io.dsfm.sample.matching.demo.check.Verdict;
import io.dsfm.sample.matching.demo.fault.Fault;
import io.dsfm.sample.matching.demo.load.Interval;
import io.dsfm.sample.matching.demo.load.LatencyRecorder;
import io.dsfm.sample.matching.demo.report.DemoReport.Checks;
import io.dsfm.sample.matching.demo.report.DemoReport.FaultLine;
import io.dsfm.sample.matching.demo.report.DemoReport.InstanceLine;
import io.dsfm.sample.matching.demo.report.DemoReport.LatencyMicros;
import io.dsfm.sample.matching.demo.report.DemoReport.MemoryLine;
import io.dsfm.sample.matching.demo.report.DemoReport.PercentilePoint;
import io.dsfm.sample.matching.demo.report.DemoReport.Timeline;
import io.dsfm.sample.matching.demo.report.DemoReport.TimelinePoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * Puts what was measured and judged into the report's terms.
 *
 * <p>Threading: pure functions.
 */
final class ReportWriter {

    /** How many points the percentile curve has for each halving of the rest. */
    private static final int POINTS_PER_HALVING = 5;

    private ReportWriter() {}

    static Checks checks(Verdict verdict, boolean digestsEqual) {
        return new Checks(
                verdict.submitted(),
                verdict.acknowledged(),
                verdict.lost(),
                verdict.duplicated(),
                verdict.contradicted(),
                verdict.gaps(),
                verdict.reordered(),
                verdict.reversed(),
                digestsEqual);
    }

    static LatencyMicros latency(Histogram nanos) {
        return new LatencyMicros(
                micros(nanos.getValueAtPercentile(50)),
                micros(nanos.getValueAtPercentile(90)),
                micros(nanos.getValueAtPercentile(99)),
                micros(nanos.getValueAtPercentile(99.9)),
                micros(nanos.getMaxValue()));
    }

    static List<PercentilePoint> percentiles(Histogram nanos) {
        List<PercentilePoint> points = new ArrayList<>();
        for (HistogramIterationValue value : nanos.percentiles(POINTS_PER_HALVING)) {
            points.add(new PercentilePoint(value.getPercentileLevelIteratedTo(), micros(value.getValueIteratedTo())));
        }
        return points;
    }

    static Timeline timeline(List<Interval> intervals) {
        long millis = TimeUnit.NANOSECONDS.toMillis(LatencyRecorder.INTERVAL_NANOS);
        return new Timeline(
                millis,
                intervals.stream()
                        .map(interval -> interval.due() == 0
                                ? new TimelinePoint(seconds(interval, millis), interval.answered(), null, null, null)
                                : new TimelinePoint(
                                        seconds(interval, millis),
                                        interval.answered(),
                                        micros(interval.p50Nanos()),
                                        micros(interval.p99Nanos()),
                                        micros(interval.maxNanos())))
                        .toList());
    }

    static List<FaultLine> faults(List<Fault> faults, long loadStartNanos) {
        return faults.stream()
                .map(fault -> new FaultLine(
                        fault.kind().signal(),
                        fault.node(),
                        rounded((fault.strikeNanos() - loadStartNanos) / 1e9),
                        rounded(fault.takeoverNanos() / 1e6),
                        rounded(fault.recoveryNanos() / 1e6)))
                .toList();
    }

    static List<InstanceLine> instances(Map<NodeProcess, Status> statuses) {
        List<InstanceLine> lines = new ArrayList<>();
        statuses.forEach((node, status) -> status.getInstancesList()
                .forEach(instance -> lines.add(new InstanceLine(
                        node.id(),
                        instance.getOrdinal(),
                        instance.getVariant(),
                        instance.getSequence(),
                        String.format("%016x", instance.getDigest()),
                        instance.getWins(),
                        instance.getDuplicates(),
                        rounded(instance.getLeadMedianNanos() / 1e3),
                        rounded(instance.getLeadP99Nanos() / 1e3)))));
        return lines;
    }

    static List<MemoryLine> memory(Map<NodeProcess, Status> statuses) {
        List<MemoryLine> lines = new ArrayList<>();
        statuses.forEach((node, status) -> lines.add(new MemoryLine(
                node.id(),
                metric(status, "jvm.heapUsedBytes") >> 20,
                metric(status, "jvm.heapMaxBytes") >> 20,
                metric(status, "jvm.collections"),
                metric(status, "jvm.collectionMillis"),
                metric(status, "jvm.fullCollections"))));
        return lines;
    }

    private static long metric(Status status, String name) {
        return Math.round(status.getMetricsOrThrow(name));
    }

    /** To three decimals. */
    static double rounded(double value) {
        return Math.round(value * 1_000) / 1_000.0;
    }

    private static double seconds(Interval interval, long lengthMillis) {
        return rounded(interval.number() * lengthMillis / 1_000.0);
    }

    private static long micros(long nanos) {
        return TimeUnit.NANOSECONDS.toMicros(nanos);
    }
}
