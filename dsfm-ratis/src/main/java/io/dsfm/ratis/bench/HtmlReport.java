package io.dsfm.ratis.bench;

import io.dsfm.ratis.node.Durability;
import io.dsfm.ratis.plot.Svg;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Some runs as a page: plots, and the figures in a table. It is one file, and loads nothing.
 *
 * <p>Threading: pure but for reading a resource.
 */
final class HtmlReport {

    private static final String STYLE = "report.css";

    private final StringBuilder page = new StringBuilder();

    private HtmlReport() {}

    /** The whole page. */
    static String format(List<BenchReport> reports) {
        HtmlReport html = new HtmlReport();
        html.head(reports);
        html.warn(reports);
        html.plots(new BenchPlots(reports));
        html.page.append("<h2>Figures</h2>\n").append(HtmlTables.figures(reports));
        html.page.append("<h2>Settings</h2>\n").append(HtmlTables.settings(reports));
        return html.page.append("</body>\n</html>\n").toString();
    }

    private void head(List<BenchReport> reports) {
        BenchReport first = reports.get(0);
        page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append(
                        "<meta name=\"viewport\" content=\"width=device-width\">\n<title>DSFM benchmark</title>\n<style>\n")
                .append(style())
                .append("</style>\n</head>\n<body>\n<h1>DSFM benchmark</h1>\n<p class=\"subject\">")
                .append(Svg.escape(TextReport.title(first.options())))
                .append(reports.size() == 1 ? "" : ", and " + (reports.size() - 1) + " more runs")
                .append("</p>\n<p class=\"quiet\">")
                .append(Svg.escape(first.started().truncatedTo(ChronoUnit.SECONDS) + "; "
                        + schedule(first.options().schedule()) + "; " + machine(first)))
                .append("</p>\n");
    }

    private void warn(List<BenchReport> reports) {
        if (reports.stream().anyMatch(report -> report.options().durability() == Durability.RELAXED)) {
            page.append("<p class=\"quiet\">")
                    .append(Svg.escape(TextReport.RELAXED))
                    .append("</p>\n");
        }
    }

    private static String machine(BenchReport report) {
        return report.machine().entrySet().stream()
                .filter(entry -> !entry.getKey().equals("directory"))
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String schedule(Schedule schedule) {
        return String.format(
                Locale.ROOT,
                "%d rounds of %.1f s for each load and side, after a warm-up of %.1f s",
                schedule.rounds(),
                schedule.roundTime().toMillis() / 1e3,
                schedule.warmUp().toMillis() / 1e3);
    }

    private void plots(BenchPlots plots) {
        section(
                "Latency by rate",
                "At fixed rates, counted from the time at which an input was to be sent. A hollow mark: not sustained.",
                plots.latencyByRate());
        section(
                "Percentiles",
                "Of all rounds together. With one in flight and with a window, an input is sent when one is answered:"
                        + " there a stall shows once, at fixed rates in each input that it delayed.",
                plots.percentileCurves());
        section(
                "Throughput by processors",
                "A mark for each load, fixed rates joined in their order. Clients share the machine with the servers and are not counted.",
                plots.throughputByCores());
        for (Dimension dimension : Dimension.values()) {
            section("Growth: " + dimension.title(), "All else is as in the first run.", plots.growth(dimension));
        }
        section(
                "Takeover",
                "From just before the leader is killed to the first answer of an input sent after that.",
                plots.takeovers());
    }

    private void section(String title, String note, List<String> plots) {
        if (!plots.isEmpty()) {
            page.append("<h2>")
                    .append(Svg.escape(title))
                    .append("</h2>\n<p class=\"quiet\">")
                    .append(Svg.escape(note))
                    .append("</p>\n<div class=\"plots\">\n");
            plots.forEach(plot -> page.append("<figure>").append(plot).append("</figure>\n"));
            page.append("</div>\n");
        }
    }

    private static String style() {
        try (InputStream in = HtmlReport.class.getResourceAsStream(STYLE)) {
            if (in == null) {
                throw new IllegalStateException("a resource is missing on the class path: name=" + STYLE);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("a resource cannot be read: name=" + STYLE, e);
        }
    }
}
