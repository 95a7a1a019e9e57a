package io.dsfm.maelstrom.report;

import io.dsfm.maelstrom.history.HistoryEvent;
import io.dsfm.maelstrom.report.Spans.Span;
import io.dsfm.ratis.plot.Svg;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What each process did, one under the other, as a page that needs nothing else: time goes down, a column for each client,
 * a box from an operation's beginning to its end, those that a finding names in red.
 */
final class Timeline {

    /** More boxes than this no browser likes. */
    static final int OPERATIONS_MAX = 3_000;

    private static final int COLUMN_WIDTH = 130;
    private static final int ROW_HEIGHT = 18;
    private static final int TOP = 30;
    private static final int FAULTS_WIDTH = 90;
    /** An operation as a checker names it. */
    private static final Pattern NAMED = Pattern.compile("\\[(\\d+)(?:-\\d+)? process \\d+ ");

    private Timeline() {}

    /** The index of the event by which each operation begins that the findings name. */
    static Set<Long> named(List<String> findings) {
        Set<Long> named = new TreeSet<>();
        for (String finding : findings) {
            Matcher matcher = NAMED.matcher(finding);
            while (matcher.find()) {
                named.add(Long.parseLong(matcher.group(1)));
            }
        }
        return named;
    }

    static String page(List<HistoryEvent> history, List<String> findings, int clients) {
        Set<Long> named = named(findings);
        List<Span> spans = new ArrayList<>(Spans.of(history));
        spans.sort(Comparator.comparingLong(span -> span.invoked().index()));
        int first = first(spans, named);
        List<Span> shown = spans.subList(first, Math.min(spans.size(), first + OPERATIONS_MAX));
        StringBuilder html = new StringBuilder();
        html.append("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"/><title>Timeline</title><style>\n")
                .append(
                        "body{font:12px sans-serif;margin:16px}.op{position:absolute;overflow:hidden;white-space:nowrap;")
                .append("box-sizing:border-box;padding:1px 3px;border-radius:2px;border:1px solid #00000030}\n")
                .append(".ok{background:#b7e1a1}.fail{background:#f5d0a0}.info{background:#f2a6a6}\n")
                .append(
                        ".named{outline:3px solid #d40000;z-index:2}.fault{position:absolute;background:#f4c7c3;opacity:.6;")
                .append("left:0}.head{position:absolute;top:0;font-weight:bold}#plot{position:relative}\n")
                .append("</style></head><body>\n<h1>Timeline</h1>\n");
        html.append("<p>")
                .append(shown.size())
                .append(" of ")
                .append(spans.size())
                .append(" operations");
        if (shown.size() < spans.size()) {
            html.append(", from number ").append(first + 1).append(" on; the rest is in history.edn");
        }
        html.append(". Time goes down, one row for each event; hover over a box for all of it.</p>\n");
        named.forEach(index -> html.append("<p><a href=\"#op")
                .append(index)
                .append("\">operation ")
                .append(index)
                .append("</a> is named by a finding</p>\n"));
        draw(html, history, shown, named, clients);
        return html.append("</body></html>\n").toString();
    }

    private static int first(List<Span> spans, Set<Long> named) {
        if (spans.size() <= OPERATIONS_MAX || named.isEmpty()) {
            return 0;
        }
        long index = named.iterator().next();
        int at = 0;
        while (at < spans.size() - 1 && spans.get(at).invoked().index() < index) {
            at++;
        }
        return Math.max(0, Math.min(at - OPERATIONS_MAX / 3, spans.size() - OPERATIONS_MAX));
    }

    private static void draw(
            StringBuilder html, List<HistoryEvent> history, List<Span> shown, Set<Long> named, int clients) {
        Map<Long, Integer> rows = new HashMap<>();
        List<Long> times = new ArrayList<>();
        long from = shown.isEmpty() ? 0 : shown.get(0).invoked().index();
        Set<Long> ends = new TreeSet<>();
        for (Span span : shown) {
            ends.add(span.invoked().index());
            if (span.ended() != null) {
                ends.add(span.ended().index());
            }
        }
        for (HistoryEvent event : history) {
            if (event.index() >= from && ends.contains(event.index())) {
                rows.put(event.index(), times.size());
                times.add(event.timeNanos());
            }
        }
        html.append(String.format(
                Locale.ROOT,
                "<div id=\"plot\" style=\"height:%dpx;width:%dpx\">%n",
                TOP + (times.size() + 1) * ROW_HEIGHT,
                FAULTS_WIDTH + clients * COLUMN_WIDTH));
        for (int client = 0; client < clients; client++) {
            html.append(String.format(
                    Locale.ROOT,
                    "<div class=\"head\" style=\"left:%dpx\">client %d</div>%n",
                    FAULTS_WIDTH + client * COLUMN_WIDTH,
                    client));
        }
        for (FaultWindow window : FaultWindow.of(history)) {
            int top = row(times, window.fromNanos());
            int bottom = row(times, window.toNanos());
            if (bottom > top) {
                html.append(String.format(
                        Locale.ROOT,
                        "<div class=\"fault\" style=\"top:%dpx;height:%dpx;width:100%%\" title=\"%s\">%s</div>%n",
                        TOP + top * ROW_HEIGHT,
                        (bottom - top) * ROW_HEIGHT,
                        Svg.escape(window.kind() + ": " + window.detail()),
                        Svg.escape(window.kind())));
            }
        }
        for (Span span : shown) {
            box(html, span, rows, times.size(), named, clients);
        }
        html.append("</div>\n");
    }

    /** The first row at this time or later. */
    private static int row(List<Long> times, long nanos) {
        int row = 0;
        while (row < times.size() && times.get(row) < nanos) {
            row++;
        }
        return row;
    }

    private static void box(
            StringBuilder html, Span span, Map<Long, Integer> rows, int last, Set<Long> named, int clients) {
        HistoryEvent invoked = span.invoked();
        HistoryEvent ended = span.ended();
        int top = rows.getOrDefault(invoked.index(), 0);
        int bottom = ended == null ? last : rows.getOrDefault(ended.index(), last);
        boolean isOk = ended != null && ended.type() == HistoryEvent.Type.OK;
        String what = invoked.function() + " " + (isOk ? ended.value() : invoked.value());
        String all = String.format(
                Locale.ROOT,
                "process %d, %.3f s, %s%n%s %s%n%s%s",
                invoked.process(),
                invoked.timeNanos() / 1e9,
                ended == null ? "never ended" : String.format(Locale.ROOT, "%.3f ms", span.latencyMillis()),
                invoked.function(),
                invoked.value(),
                ended == null ? "open" : ended.type().name().toLowerCase(Locale.ROOT) + " " + ended.value(),
                ended == null || ended.error() == null ? "" : " " + ended.error());
        html.append(String.format(
                Locale.ROOT,
                "<div class=\"op %s%s\" id=\"op%d\" style=\"left:%dpx;top:%dpx;width:%dpx;height:%dpx\" title=\"%s\">%s</div>%n",
                span.type().name().toLowerCase(Locale.ROOT),
                named.contains(invoked.index()) ? " named" : "",
                invoked.index(),
                FAULTS_WIDTH + Math.floorMod(invoked.process(), clients) * COLUMN_WIDTH,
                TOP + top * ROW_HEIGHT,
                COLUMN_WIDTH - 8,
                Math.max(ROW_HEIGHT, (bottom - top) * ROW_HEIGHT),
                Svg.escape(all),
                Svg.escape(what)));
    }
}
