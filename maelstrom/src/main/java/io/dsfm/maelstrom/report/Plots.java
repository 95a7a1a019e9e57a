package io.dsfm.maelstrom.report;

import io.dsfm.maelstrom.history.HistoryEvent;
import io.dsfm.maelstrom.report.Spans.Span;
import io.dsfm.ratis.plot.Ticks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Latencies and what succeeded, over time, with the faults shaded. */
final class Plots {

    private static final List<HistoryEvent.Type> ENDS =
            List.of(HistoryEvent.Type.OK, HistoryEvent.Type.INFO, HistoryEvent.Type.FAIL);
    private static final double LEAST_MILLIS = 0.1;
    private static final double[] QUANTILES = {0.5, 0.99};
    private static final String[] QUANTILE_COLOURS = {"#204a87", "#75507b"};

    private Plots() {}

    private static double seconds(List<HistoryEvent> history) {
        return history.stream().mapToLong(HistoryEvent::timeNanos).max().orElse(0) / 1e9;
    }

    /** Every operation a dot, by when it began. */
    static String latency(List<HistoryEvent> history) {
        List<Span> spans = Spans.of(history);
        TimePlot plot = new TimePlot("Latency", seconds(history));
        plot.shade(FaultWindow.of(history));
        double most = Math.max(
                10, spans.stream().mapToDouble(Span::latencyMillis).max().orElse(0));
        for (double at = LEAST_MILLIS; at <= most * 1.0001; at *= 10) {
            plot.tickY(y(at, most), Ticks.number(at));
        }
        for (Span span : spans) {
            if (span.ended() != null) {
                plot.add(
                        "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"1.7\" fill=\"%s\" fill-opacity=\"0.6\"/>",
                        span.type().name().toLowerCase(Locale.ROOT),
                        plot.x(span.invoked().timeNanos() / 1e9),
                        y(span.latencyMillis(), most),
                        TimePlot.colour(span.type()));
            }
        }
        for (int i = 0; i < QUANTILES.length; i++) {
            quantile(plot, spans, QUANTILES[i], QUANTILE_COLOURS[i], most);
        }
        plot.frame("latency (ms)");
        List<String> colours =
                new ArrayList<>(ENDS.stream().map(TimePlot::colour).toList());
        colours.addAll(List.of(QUANTILE_COLOURS));
        plot.legend(List.of("ok", "info", "fail", "p50 of ok", "p99 of ok"), colours);
        return plot.end();
    }

    private static double y(double millis, double most) {
        double share = Math.log10(Math.max(millis, LEAST_MILLIS) / LEAST_MILLIS) / Math.log10(most / LEAST_MILLIS);
        return TimePlot.HEIGHT - TimePlot.BOTTOM - share * (TimePlot.HEIGHT - TimePlot.TOP - TimePlot.BOTTOM);
    }

    private static void quantile(TimePlot plot, List<Span> spans, double quantile, String colour, double most) {
        int count = (int) Math.ceil(plot.seconds());
        List<List<Double>> perSecond = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            perSecond.add(new ArrayList<>());
        }
        for (Span span : spans) {
            int second = (int) (span.invoked().timeNanos() / 1_000_000_000L);
            if (span.type() == HistoryEvent.Type.OK && second < count) {
                perSecond.get(second).add(span.latencyMillis());
            }
        }
        StringBuilder points = new StringBuilder();
        for (int second = 0; second < count; second++) {
            double[] sorted = perSecond.get(second).stream()
                    .mapToDouble(Double::doubleValue)
                    .sorted()
                    .toArray();
            if (sorted.length > 0) {
                double value = sorted[Math.min(sorted.length - 1, (int) (quantile * sorted.length))];
                points.append(String.format(
                        Locale.ROOT, "%.1f,%.1f ", plot.x(Math.min(second + 0.5, plot.seconds())), y(value, most)));
            }
        }
        plot.add(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\"/>",
                points.toString().strip(), colour);
    }

    /** How many operations ended in each second, and how. */
    static String availability(List<HistoryEvent> history) {
        TimePlot plot = new TimePlot("Operations that ended, per second", seconds(history));
        plot.shade(FaultWindow.of(history));
        int count = (int) Math.ceil(plot.seconds());
        int[][] ends = new int[ENDS.size()][count];
        for (Span span : Spans.of(history)) {
            HistoryEvent ended = span.ended();
            if (ended != null) {
                int second = Math.min(count - 1, (int) (ended.timeNanos() / 1_000_000_000L));
                ends[ENDS.indexOf(span.type())][second]++;
            }
        }
        int most = 1;
        for (int second = 0; second < count; second++) {
            int at = second;
            most = Math.max(most, Arrays.stream(ends).mapToInt(of -> of[at]).sum());
        }
        double step = Math.max(1, Ticks.step(most / 5.0));
        double top = Math.ceil(most / step) * step;
        double height = TimePlot.HEIGHT - TimePlot.TOP - TimePlot.BOTTOM;
        for (double at = 0; at <= top; at += step) {
            plot.tickY(TimePlot.HEIGHT - TimePlot.BOTTOM - at / top * height, Ticks.number(at));
        }
        for (int second = 0; second < count; second++) {
            double y = TimePlot.HEIGHT - TimePlot.BOTTOM;
            for (int type = 0; type < ends.length; type++) {
                double share = ends[type][second] / top * height;
                if (share > 0) {
                    y -= share;
                    plot.add(
                            "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\""
                                    + " fill-opacity=\"0.8\"/>",
                            ENDS.get(type).name().toLowerCase(Locale.ROOT),
                            plot.x(second),
                            y,
                            Math.max(1, plot.x(Math.min(second + 1.0, plot.seconds())) - plot.x(second) - 1),
                            share,
                            TimePlot.colour(ENDS.get(type)));
                }
            }
        }
        plot.frame("operations per second");
        plot.legend(
                List.of("ok", "info", "fail"),
                ENDS.stream().map(TimePlot::colour).toList());
        return plot.end();
    }
}
