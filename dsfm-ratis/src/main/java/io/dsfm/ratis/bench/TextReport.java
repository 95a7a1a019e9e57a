package io.dsfm.ratis.bench;

import io.dsfm.ratis.config.SizeText;
import io.dsfm.ratis.node.Durability;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/**
 * A report as text, in lines of at most 120 characters but for settings and for what was varied.
 *
 * <p>Threading: pure functions.
 */
final class TextReport {

    private static final String HEADER =
            "                      p50      p90      p99    p99.9   p99.99      max   answers/s  cpu s/M  alloc B   load\n";

    /** What figures with relaxed durability are not worth. */
    static final String RELAXED =
            "Relaxed: entries counted before they were forced to disk, on every server. A loss of power"
                    + " may lose what was answered, at every level.";

    private TextReport() {}

    static String format(BenchReport report) {
        StringBuilder text = new StringBuilder();
        for (BenchReport.Side side : report.sides()) {
            text.append(side.name()).append('\n');
            side.settings()
                    .forEach((name, value) -> text.append(String.format(Locale.ROOT, "  %-42s %s%n", name, value)));
        }
        text.append('\n').append(title(report.options())).append("\n\n").append(HEADER);
        for (Column column : report.columns()) {
            text.append(column.load().title()).append('\n');
            append(text, "group", column.group());
            append(text, "plain", column.plain());
            if (!column.group().isEmpty() && !column.plain().isEmpty()) {
                appendRatios(text, column);
            }
        }
        appendNotes(text, report);
        return text.toString();
    }

    /** What was measured, in a line. */
    static String title(BenchOptions options) {
        Subject subject = options.subject();
        return subject.application() + ", "
                + (subject.payloadBytes() == Subject.OWN_SIZES
                        ? "inputs of its own sizes"
                        : subject.payloadBytes() + " bytes")
                + ", " + count(subject.clients(), "client") + ", " + count(subject.instances(), "instance")
                + " on each of "
                + count(subject.nodes(), "node") + entries(subject.entries()) + ", "
                + subject.release().name().toLowerCase(Locale.ROOT) + ", "
                + options.durability().label();
    }

    /** As far as they are not those of nodes as they come. */
    private static String entries(EntryBounds bounds) {
        EntryBounds usual = EntryBounds.DEFAULT;
        return (bounds.inFlight() == usual.inFlight() ? "" : ", entries in flight " + bounds.inFlight())
                + (bounds.inputs() == usual.inputs() ? "" : ", inputs per entry " + bounds.inputs())
                + (bounds.sizeBytes() == usual.sizeBytes() ? "" : ", entry " + SizeText.format(bounds.sizeBytes()));
    }

    private static String count(int number, String of) {
        return number + " " + of + (number == 1 ? "" : "s");
    }

    /** A line for each run and load; latencies in milliseconds. */
    static String summary(List<BenchReport> reports) {
        List<Dimension> varied = Arrays.stream(Dimension.values())
                .filter(dimension -> reports.stream()
                                .map(report -> dimension.of(report.options().subject()))
                                .distinct()
                                .count()
                        > 1)
                .toList();
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%n%-9s %-7s %-7s %-17s %9s %8s %9s %9s %9s %6s %6s%n",
                "RELEASE",
                "DISK",
                "PLAIN",
                "LOAD",
                "GROUP p50",
                "p99",
                "ANSWERS/s",
                "PLAIN p50",
                "ANSWERS/s",
                "p50 x",
                "p99 x"));
        for (BenchReport report : reports) {
            BenchOptions options = report.options();
            Baseline baseline = options.baseline();
            for (Column column : report.columns()) {
                Measurement group = Column.together(column.group()).measurement();
                Measurement plain = Column.together(column.plain()).measurement();
                text.append(String.format(
                        Locale.ROOT,
                        "%-9s %-7s %-7s %-17s %9s %8s %9s %9s %9s %6s %6s%s%n",
                        options.subject().release().name().toLowerCase(Locale.ROOT),
                        options.durability().label(),
                        baseline.isMeasured() ? baseline.settings().name().toLowerCase(Locale.ROOT) : "-",
                        column.load().title(),
                        millis(group.latencies(), 50),
                        millis(group.latencies(), 99),
                        column.group().isEmpty() ? "-" : whole(group.perSecond()),
                        millis(plain.latencies(), 50),
                        column.plain().isEmpty() ? "-" : whole(plain.perSecond()),
                        times(column.latencyRatio().median()),
                        times(column.tailRatio()),
                        values(varied, options.subject())));
            }
        }
        return text.toString();
    }

    private static String values(List<Dimension> dimensions, Subject subject) {
        return dimensions.stream()
                .map(dimension -> "  " + dimension.title() + " " + dimension.of(subject))
                .collect(Collectors.joining());
    }

    private static void append(StringBuilder text, String name, List<Round> rounds) {
        if (rounds.isEmpty()) {
            return;
        }
        Round all = Column.together(rounds);
        Measurement measurement = all.measurement();
        Histogram latencies = measurement.latencies();
        text.append(String.format(
                Locale.ROOT,
                "  %-14s %8s %8s %8s %8s %8s %8s %11.0f %8s %8s %6.1f",
                name,
                millis(latencies, 50),
                millis(latencies, 90),
                millis(latencies, 99),
                millis(latencies, 99.9),
                millis(latencies, 99.99),
                millis(latencies, 100),
                measurement.perSecond(),
                whole(all.cpuMicrosPerAnswer()),
                whole(all.leaderBytesPerAnswer()),
                all.usage().loadAverage()));
        if (!measurement.isSustained() && measurement.due() != measurement.sent()) {
            text.append("  NOT SUSTAINED: sent ")
                    .append(measurement.sent())
                    .append(" of ")
                    .append(measurement.due());
        }
        if (measurement.failed() + measurement.unanswered() > 0) {
            text.append("  FAILED: ")
                    .append(measurement.failed())
                    .append(", unanswered: ")
                    .append(measurement.unanswered());
        }
        text.append('\n');
    }

    private static void appendRatios(StringBuilder text, Column column) {
        Ratio latency = column.latencyRatio();
        Ratio throughput = column.throughputRatio();
        text.append(String.format(
                Locale.ROOT,
                "  group/plain    p50 x %.2f (%.2f to %.2f), p99 x %.2f, answers/s x %.2f (%.2f to %.2f), of %d pairs%n",
                latency.median(),
                latency.least(),
                latency.most(),
                column.tailRatio(),
                throughput.median(),
                throughput.least(),
                throughput.most(),
                latency.pairs().size()));
    }

    private static void appendNotes(StringBuilder text, BenchReport report) {
        text.append("\nLatencies in milliseconds; at a fixed rate from the time at which a request was to be sent.\n")
                .append(
                        "cpu s/M: seconds of all servers' processors for a million inputs. alloc B: bytes that the leader"
                                + " allocates for one.\n");
        if (report.options().durability() == Durability.RELAXED) {
            text.append(RELAXED).append('\n');
        }
        if (report.sides().size() > 1) {
            text.append("Below 1, a p50 ratio is in the group's favour; above 1, an answers/s ratio is.\n");
        }
        for (BenchReport.Side side : report.sides()) {
            text.append(side.name())
                    .append(": ")
                    .append(side.answersRight())
                    .append(" answers checked, all right")
                    .append(side.firstFailure() == null ? "" : "; none after the first failure: " + side.firstFailure())
                    .append('\n');
            OptionalInt sustained = report.highestSustainedRate(side);
            if (report.options().schedule().toSaturation()) {
                text.append(side.name())
                        .append(": highest rate sustained: ")
                        .append(sustained.isPresent() ? sustained.getAsInt() + " per second" : "none of those tried")
                        .append('\n');
            }
            appendTakeovers(text, side, report.options().schedule().killRate());
        }
        report.machine()
                .forEach((what, value) ->
                        text.append(what).append(' ').append(value).append(", "));
        text.append(String.format(Locale.ROOT, "%.0f s%n", report.took().toMillis() / 1e3));
    }

    private static void appendTakeovers(StringBuilder text, BenchReport.Side side, int rate) {
        if (!side.takeovers().isEmpty()) {
            List<Duration> sorted = side.takeovers().stream().sorted().toList();
            text.append(String.format(
                    Locale.ROOT,
                    "%s: leader killed %d times under %d per second, next answer after %d ms (median), at worst %d ms%n",
                    side.name(),
                    sorted.size(),
                    rate,
                    sorted.get((sorted.size() - 1) / 2).toMillis(),
                    sorted.get(sorted.size() - 1).toMillis()));
        }
    }

    private static String whole(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.0f", value);
    }

    private static String times(double ratio) {
        return Double.isNaN(ratio) ? "-" : String.format(Locale.ROOT, "%.2f", ratio);
    }

    private static String millis(Histogram latencies, double percentile) {
        if (latencies.getTotalCount() == 0) {
            return "-";
        }
        double millis = latencies.getValueAtPercentile(percentile) / 1e6;
        return String.format(Locale.ROOT, millis < 100 ? "%.2f" : "%.0f", millis);
    }
}
