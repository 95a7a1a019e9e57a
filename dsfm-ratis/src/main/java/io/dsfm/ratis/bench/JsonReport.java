package io.dsfm.ratis.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * A report as JSON: latencies in microseconds, times in seconds, ratios group / plain, null for what is not known.
 *
 * <p>Threading: pure functions.
 */
final class JsonReport {

    private static final int VERSION = 2;
    private static final double[] CURVE = {0, 25, 50, 75, 90, 95, 99, 99.5, 99.9, 99.95, 99.99, 99.995, 99.999, 100};

    private JsonReport() {}

    static String format(BenchReport report) {
        return write(run(report));
    }

    static String format(List<BenchReport> reports) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("version", VERSION);
        json.put("runs", reports.stream().map(JsonReport::run).toList());
        return write(json);
    }

    private static Map<String, @Nullable Object> run(BenchReport report) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("version", VERSION);
        json.put("started", report.started().toString());
        json.put("tookSeconds", report.took().toMillis() / 1e3);
        json.put("machine", report.machine());
        json.put("options", options(report.options()));
        json.put("sides", report.sides().stream().map(JsonReport::side).toList());
        json.put("columns", report.columns().stream().map(JsonReport::column).toList());
        return json;
    }

    private static String write(Map<String, @Nullable Object> json) {
        try {
            return new ObjectMapper().writer(SerializationFeature.INDENT_OUTPUT).writeValueAsString(json) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report that JSON cannot hold: " + e.getOriginalMessage(), e);
        }
    }

    private static Map<String, @Nullable Object> options(BenchOptions options) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        Subject subject = options.subject();
        json.put("application", subject.application());
        json.put("payloadBytes", subject.payloadBytes() == Subject.OWN_SIZES ? null : subject.payloadBytes());
        json.put("nodes", subject.nodes());
        json.put("variants", subject.variants());
        json.put("clients", subject.clients());
        json.put("release", subject.release());
        json.put("entriesInFlight", subject.entries().inFlight());
        json.put("entryInputs", subject.entries().inputs());
        json.put("entryBytes", subject.entries().sizeBytes());
        json.put("durability", options.durability());
        Baseline baseline = options.baseline();
        json.put("tls", options.hasTls());
        json.put("transport", baseline.transport());
        json.put("plainSettings", baseline.isMeasured() ? baseline.settings() : null);
        Schedule schedule = options.schedule();
        json.put("rounds", schedule.rounds());
        json.put("roundSeconds", schedule.roundTime().toMillis() / 1e3);
        json.put("warmUpSeconds", schedule.warmUp().toMillis() / 1e3);
        json.put("window", schedule.window());
        json.put("rates", schedule.rates());
        json.put("toSaturation", schedule.toSaturation());
        json.put("kills", schedule.kills());
        json.put("killRate", schedule.killRate());
        return json;
    }

    private static Map<String, @Nullable Object> side(BenchReport.Side side) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", side.name());
        json.put("settings", side.settings());
        json.put("answersRight", side.answersRight());
        json.put("firstFailure", side.firstFailure());
        json.put(
                "takeoverMillis",
                side.takeovers().stream().map(taken -> taken.toNanos() / 1e6).toList());
        return json;
    }

    private static Map<String, @Nullable Object> column(Column column) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("load", column.load().title());
        if (column.load() instanceof Load.Closed closed) {
            json.put("inFlight", closed.window());
        } else if (column.load() instanceof Load.Open open) {
            json.put("perSecond", open.perSecond());
        }
        json.put("group", rounds(column.group()));
        json.put("plain", rounds(column.plain()));
        json.put("p50Ratio", ratio(column.latencyRatio()));
        json.put("p99Ratio", Double.isNaN(column.tailRatio()) ? null : column.tailRatio());
        json.put("throughputRatio", ratio(column.throughputRatio()));
        return json;
    }

    private static Map<String, @Nullable Object> rounds(List<Round> rounds) {
        Round together = Column.together(rounds);
        Map<String, @Nullable Object> json = round(together);
        json.put("curveMicros", curve(together.measurement().latencies()));
        json.put("rounds", rounds.stream().map(JsonReport::round).toList());
        return json;
    }

    private static Map<String, @Nullable Object> round(Round round) {
        Measurement measurement = round.measurement();
        Histogram latencies = measurement.latencies();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("p50Micros", micros(latencies, 50));
        json.put("p90Micros", micros(latencies, 90));
        json.put("p99Micros", micros(latencies, 99));
        json.put("p999Micros", micros(latencies, 99.9));
        json.put("p9999Micros", micros(latencies, 99.99));
        json.put("maxMicros", micros(latencies, 100));
        json.put("answersPerSecond", number(measurement.perSecond()));
        json.put("due", measurement.due());
        json.put("sent", measurement.sent());
        json.put("answered", latencies.getTotalCount());
        json.put("failed", measurement.failed());
        json.put("unanswered", measurement.unanswered());
        json.put("sustained", measurement.isSustained());
        json.put("serverCpuMicrosPerAnswer", number(round.cpuMicrosPerAnswer()));
        json.put("serverCpuSecondsPerMillionInputs", number(round.cpuMicrosPerAnswer()));
        json.put("serverCores", number(round.cores()));
        json.put("leaderAllocatedBytesPerInput", number(round.leaderBytesPerAnswer()));
        Usage usage = round.usage();
        json.put("idleSideCpuSeconds", usage.otherCpuNanos() == ServerCpu.UNKNOWN ? null : usage.otherCpuNanos() / 1e9);
        json.put("loadAverage", usage.loadAverage() < 0 ? null : number(usage.loadAverage()));
        return json;
    }

    /** By percentile, at those where curves are usually looked at. */
    private static Map<String, @Nullable Object> curve(Histogram latencies) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        for (double percentile : CURVE) {
            json.put(Double.toString(percentile), micros(latencies, percentile));
        }
        return json;
    }

    private static Map<String, @Nullable Object> ratio(Ratio ratio) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("median", number(ratio.median()));
        json.put("least", number(ratio.least()));
        json.put("most", number(ratio.most()));
        json.put("pairs", ratio.pairs().stream().map(JsonReport::number).toList());
        return json;
    }

    private static @Nullable Double micros(Histogram latencies, double percentile) {
        return latencies.getTotalCount() == 0 ? null : latencies.getValueAtPercentile(percentile) / 1e3;
    }

    /** With three decimals. */
    private static @Nullable Double number(double value) {
        return Double.isNaN(value) || Double.isInfinite(value) ? null : Math.round(value * 1e3) / 1e3;
    }
}
