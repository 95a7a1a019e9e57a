package io.dsfm.ratis.bench;

import io.dsfm.ratis.plot.Svg;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * The tables of the page.
 *
 * <p>Threading: pure functions.
 */
final class HtmlTables {

    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99, 100};
    private static final List<String> COLUMNS = List.of(
            "load",
            "side",
            "p50 ms",
            "p90",
            "p99",
            "p99.9",
            "p99.99",
            "max",
            "answers/s",
            "CPU s/M inputs",
            "cores",
            "alloc B/input",
            "failed");

    private HtmlTables() {}

    /** A table for each run, open for the first. */
    static String figures(List<BenchReport> reports) {
        StringBuilder html = new StringBuilder();
        for (BenchReport report : reports) {
            html.append(html.isEmpty() ? "<details open><summary>" : "<details><summary>")
                    .append(Svg.escape(title(report.options())))
                    .append("</summary>\n<table>\n<tr>");
            COLUMNS.forEach(name -> html.append("<th>").append(name).append("</th>"));
            html.append("</tr>\n");
            for (Column column : report.columns()) {
                for (BenchReport.Side side : report.sides()) {
                    row(html, column.load(), side.name(), report.rounds(side, column));
                }
            }
            html.append("</table>\n");
            report.sides().forEach(side -> checked(html, side));
            html.append("</details>\n");
        }
        return html.toString();
    }

    private static String title(BenchOptions options) {
        Baseline baseline = options.baseline();
        String beside = baseline.isMeasured()
                ? ", beside plain Ratis, " + baseline.settings().name().toLowerCase(Locale.ROOT)
                : "";
        return TextReport.title(options) + beside;
    }

    private static void row(StringBuilder html, Load load, String side, List<Round> rounds) {
        if (rounds.isEmpty()) {
            return;
        }
        Round round = Column.together(rounds);
        Measurement measurement = round.measurement();
        Histogram latencies = measurement.latencies();
        html.append("<tr class=\"").append(side).append("\">");
        text(html, load.title());
        text(html, side);
        for (double percentile : PERCENTILES) {
            number(
                    html,
                    "%.2f",
                    latencies.getTotalCount() == 0 ? Double.NaN : latencies.getValueAtPercentile(percentile) / 1e6);
        }
        boolean isShort = load instanceof Load.Open && !Column.isSustained(rounds);
        number(html, isShort ? "%.0f (not sustained)" : "%.0f", measurement.perSecond());
        number(html, "%.0f", round.cpuMicrosPerAnswer());
        number(html, "%.2f", round.cores());
        number(html, "%.0f", round.leaderBytesPerAnswer());
        number(html, "%.0f", (double) measurement.failed() + measurement.unanswered());
        html.append("</tr>\n");
    }

    private static void text(StringBuilder html, String text) {
        html.append("<td>").append(Svg.escape(text)).append("</td>");
    }

    private static void number(StringBuilder html, String format, double value) {
        html.append("<td class=\"number\">")
                .append(Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value))
                .append("</td>");
    }

    private static void checked(StringBuilder html, BenchReport.Side side) {
        html.append("<p class=\"quiet\">")
                .append(Svg.escape(side.name() + ": " + side.answersRight() + " answers checked, all right"
                        + (side.firstFailure() == null
                                ? ""
                                : "; none after the first failure: " + side.firstFailure())))
                .append("</p>\n");
    }

    /** What both sides of each run were set up with. */
    static String settings(List<BenchReport> reports) {
        StringBuilder html = new StringBuilder();
        for (BenchReport report : reports) {
            html.append("<details><summary>")
                    .append(Svg.escape(title(report.options())))
                    .append("</summary>\n");
            for (BenchReport.Side side : report.sides()) {
                html.append("<table>\n<tr><th colspan=\"2\">")
                        .append(Svg.escape(side.name()))
                        .append("</th></tr>\n");
                for (Map.Entry<String, String> setting : side.settings().entrySet()) {
                    html.append("<tr>");
                    text(html, setting.getKey());
                    text(html, setting.getValue());
                    html.append("</tr>\n");
                }
                html.append("</table>\n");
            }
            html.append("</details>\n");
        }
        return html.toString();
    }
}
