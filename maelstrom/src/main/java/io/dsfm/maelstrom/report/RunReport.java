package io.dsfm.maelstrom.report;

import io.dsfm.maelstrom.history.HistoryEvent;
import io.dsfm.ratis.plot.Svg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a run leaves in its folder beside its history: {@code history.edn}, {@code latency.svg}, {@code availability.svg},
 * {@code timeline.html}, and {@code report.html} with all of it.
 *
 * @param title what it was, in a line
 * @param verdict what came of it
 * @param isExpected whether that is as it should be
 * @param settings what it was run with, by name
 * @param faults how many struck, by kind
 * @param findings what the checker says is wrong
 * @param clients how many there were
 * @param history what they saw
 */
public record RunReport(
        String title,
        String verdict,
        boolean isExpected,
        Map<String, String> settings,
        Map<String, Integer> faults,
        List<String> findings,
        int clients,
        List<HistoryEvent> history) {

    private static final String STYLE = "body{font:14px sans-serif;margin:24px;max-width:1100px}"
            + "table{border-collapse:collapse;margin:8px 0}td,th{border:1px solid #ccc;padding:3px 10px;text-align:left}"
            + ".good{color:#2e7d00}.bad{color:#b00000}code{background:#eee;padding:2px 4px}li{overflow-wrap:anywhere}";

    /** Writes the files into the folder of the run. */
    public void write(Path folder) throws IOException {
        HistoryEdn.write(folder.resolve("history.edn"), history);
        Files.writeString(folder.resolve("latency.svg"), Plots.latency(history));
        Files.writeString(folder.resolve("availability.svg"), Plots.availability(history));
        Files.writeString(folder.resolve("timeline.html"), Timeline.page(history, findings, Math.max(1, clients)));
        Files.writeString(folder.resolve("report.html"), page(folder));
    }

    private String page(Path folder) throws IOException {
        StringBuilder html = new StringBuilder("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"/><title>")
                .append(Svg.escape(title))
                .append("</title><style>")
                .append(STYLE)
                .append("</style></head><body>\n<h1>")
                .append(Svg.escape(title))
                .append("</h1>\n<h2 class=\"")
                .append(isExpected ? "good" : "bad")
                .append("\">")
                .append(Svg.escape(verdict))
                .append("</h2>\n");
        if (!findings.isEmpty()) {
            html.append("<ul>");
            findings.forEach(
                    finding -> html.append("<li>").append(Svg.escape(finding)).append("</li>\n"));
            html.append("</ul>\n");
        }
        table(html, List.of("setting", "value"), settings);
        html.append("<h2>Operations</h2>\n");
        counts(html);
        html.append("<h2>Faults</h2>\n");
        table(html, List.of("kind", "times"), faults);
        html.append("<h2>Latency</h2><img src=\"latency.svg\" alt=\"latency\"/>\n")
                .append("<h2>Availability</h2><img src=\"availability.svg\" alt=\"availability\"/>\n")
                .append("<h2>Files</h2><ul>\n");
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = String.valueOf(file.getFileName());
                html.append("<li><a href=\"")
                        .append(name)
                        .append("\">")
                        .append(name)
                        .append("</a></li>\n");
            }
        }
        return html.append("</ul></body></html>\n").toString();
    }

    private void counts(StringBuilder html) {
        Map<String, Map<HistoryEvent.Type, Integer>> byFunction = new TreeMap<>();
        for (HistoryEvent event : history) {
            if (event.process() != HistoryEvent.NEMESIS) {
                byFunction
                        .computeIfAbsent(event.function(), function -> new EnumMap<>(HistoryEvent.Type.class))
                        .merge(event.type(), 1, Integer::sum);
            }
        }
        html.append("<table><tr><th>function</th>");
        for (HistoryEvent.Type type : HistoryEvent.Type.values()) {
            html.append("<th>").append(type.name().toLowerCase(Locale.ROOT)).append("</th>");
        }
        html.append("</tr>\n");
        byFunction.forEach((function, counts) -> {
            html.append("<tr><td>").append(Svg.escape(function)).append("</td>");
            for (HistoryEvent.Type type : HistoryEvent.Type.values()) {
                html.append("<td>").append(counts.getOrDefault(type, 0)).append("</td>");
            }
            html.append("</tr>\n");
        });
        html.append("</table>\n");
    }

    private static void table(StringBuilder html, List<String> heads, Map<String, ?> rows) {
        html.append("<table><tr>");
        heads.forEach(head -> html.append("<th>").append(head).append("</th>"));
        html.append("</tr>\n");
        rows.forEach((name, value) -> html.append("<tr><td>")
                .append(Svg.escape(name))
                .append("</td><td>")
                .append(Svg.escape(String.valueOf(value)))
                .append("</td></tr>\n"));
        html.append("</table>\n");
    }

    /**
     * Writes the page of several runs.
     *
     * @param runs by the path of their folder, relative to that of the page: what each was, and its verdict
     * @param unexpected the paths of those that did not end as they should
     */
    public static void writeIndex(Path file, Map<String, List<String>> runs, List<String> unexpected)
            throws IOException {
        StringBuilder html = new StringBuilder("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"/><title>Runs")
                .append("</title><style>")
                .append(STYLE)
                .append("</style></head><body>\n<h1>")
                .append(runs.size())
                .append(" runs, ")
                .append(unexpected.size())
                .append(" not as expected</h1>\n<table><tr><th>run</th><th>verdict</th></tr>\n");
        new LinkedHashMap<>(runs)
                .forEach((path, texts) -> html.append("<tr><td><a href=\"")
                        .append(Svg.escape(path))
                        .append("/report.html\">")
                        .append(Svg.escape(texts.get(0)))
                        .append("</a></td><td class=\"")
                        .append(unexpected.contains(path) ? "bad" : "good")
                        .append("\">")
                        .append(Svg.escape(texts.get(1)))
                        .append("</td></tr>\n"));
        Files.writeString(file, html.append("</table></body></html>\n").toString());
    }
}
