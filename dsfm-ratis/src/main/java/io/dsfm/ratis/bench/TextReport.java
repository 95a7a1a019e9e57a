package io.dsfm.ratis.bench;

import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * A report as text, in lines of at most 120 characters.
 *
 * <p>Threading: pure functions.
 */
final class TextReport {

    private static final String HEADER =
            "                      p50      p90      p99    p99.9      max   answers/s   cpu/answer   load\n";

    private TextReport() {}

    static String format(BenchReport report) {
        StringBuilder text = new StringBuilder();
        for (BenchReport.Side side : report.sides()) {
            text.append(side.name()).append('\n');
            side.settings()
                    .forEach((name, value) -> text.append(String.format(Locale.ROOT, "  %-42s %s%n", name, value)));
        }
        text.append('\n').append(HEADER);
        for (Column column : report.columns()) {
            text.append(column.load().title()).append('\n');
            append(text, "group", column.group());
            append(text, "plain", column.plain());
            appendRatios(text, column);
        }
        appendNotes(text, report);
        return text.toString();
    }

    /** A line for each run and load. */
    static String summary(List<BenchReport> reports) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%n%-10s %-8s %-16s %12s %12s %9s %9s%n",
                "RELEASE",
                "PLAIN",
                "LOAD",
                "GROUP p50",
                "PLAIN p50",
                "p50 x",
                "p99 x"));
        for (BenchReport report : reports) {
            for (Column column : report.columns()) {
                text.append(String.format(
                        Locale.ROOT,
                        "%-10s %-8s %-16s %9s ms %9s ms %9.2f %9.2f%n",
                        report.options().release().name().toLowerCase(Locale.ROOT),
                        report.options().plainSettings().name().toLowerCase(Locale.ROOT),
                        column.load().title(),
                        millis(Column.together(column.group()).measurement().latencies(), 50),
                        millis(Column.together(column.plain()).measurement().latencies(), 50),
                        column.latencyRatio().median(),
                        column.tailRatio()));
            }
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String name, List<Round> rounds) {
        Round all = Column.together(rounds);
        Measurement measurement = all.measurement();
        Histogram latencies = measurement.latencies();
        text.append(String.format(
                Locale.ROOT,
                "  %-14s %8s %8s %8s %8s %8s %11.0f %9s us %6.1f",
                name,
                millis(latencies, 50),
                millis(latencies, 90),
                millis(latencies, 99),
                millis(latencies, 99.9),
                millis(latencies, 100),
                measurement.perSecond(),
                Double.isNaN(all.cpuMicrosPerAnswer())
                        ? "-"
                        : String.format(Locale.ROOT, "%.0f", all.cpuMicrosPerAnswer()),
                all.loadAverage()));
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
        text.append("\nLatencies in milliseconds; at a fixed rate from the time at which a request was to be sent.\n");
        text.append("Below 1, a p50 ratio is in the group's favour; above 1, an answers/s ratio is.\n");
        for (BenchReport.Side side : report.sides()) {
            text.append(side.name())
                    .append(": ")
                    .append(side.answersRight())
                    .append(" answers checked, all right")
                    .append(side.firstFailure() == null ? "" : "; none after the first failure: " + side.firstFailure())
                    .append('\n');
        }
        text.append(String.format(
                Locale.ROOT, "%s, %.0f s%n", report.machine(), report.took().toMillis() / 1e3));
    }

    private static String millis(Histogram latencies, double percentile) {
        if (latencies.getTotalCount() == 0) {
            return "-";
        }
        double millis = latencies.getValueAtPercentile(percentile) / 1e6;
        return String.format(Locale.ROOT, millis < 100 ? "%.2f" : "%.0f", millis);
    }
}
