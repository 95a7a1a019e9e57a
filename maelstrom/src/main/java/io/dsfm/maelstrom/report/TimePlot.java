package io.dsfm.maelstrom.report;

import io.dsfm.maelstrom.history.HistoryEvent;
import io.dsfm.ratis.plot.Svg;
import io.dsfm.ratis.plot.Ticks;
import java.util.List;

/** A plot over time: its frame, shades for faults, and what else is put there. Coordinates are pixels. */
final class TimePlot {

    static final int WIDTH = 1000;
    static final int HEIGHT = 360;
    static final int LEFT = 70;
    static final int RIGHT = 20;
    static final int TOP = 50;
    static final int BOTTOM = 50;

    private static final int TICKS = 10;
    private static final int NAME_WIDTH = 70;

    private final Svg svg = new Svg(WIDTH, HEIGHT);
    private final double seconds;

    TimePlot(String title, double seconds) {
        this.seconds = Math.max(seconds, 1);
        svg.label(LEFT, 20, "start", "font-weight=\"bold\" font-size=\"14\"", title);
    }

    static String colour(HistoryEvent.Type type) {
        return switch (type) {
            case OK -> "#4e9a06";
            case FAIL -> "#cc6600";
            case INFO -> "#a40000";
            case INVOKE -> "#888888";
        };
    }

    double x(double atSeconds) {
        return LEFT + atSeconds / seconds * (WIDTH - LEFT - RIGHT);
    }

    double seconds() {
        return seconds;
    }

    void shade(List<FaultWindow> windows) {
        double nameEnds = 0;
        for (FaultWindow window : windows) {
            double from = x(window.fromNanos() / 1e9);
            double to = Math.max(from + 1, x(window.toNanos() / 1e9));
            svg.add(
                    "<rect class=\"fault\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"#f4c7c3\""
                            + " fill-opacity=\"0.6\"><title>%s: %s</title></rect>",
                    from,
                    TOP,
                    to - from,
                    HEIGHT - TOP - BOTTOM,
                    Svg.escape(window.kind()),
                    Svg.escape(window.detail()));
            if (from >= nameEnds) {
                svg.label(from + 2, TOP - 6, "start", "fill=\"#8a3030\" font-size=\"11\"", window.kind());
                nameEnds = from + NAME_WIDTH;
            }
        }
    }

    void frame(String unit) {
        double step = Ticks.step(seconds / TICKS);
        for (double at = 0; at <= seconds + 1e-9; at += step) {
            svg.line(x(at), HEIGHT - BOTTOM, x(at), HEIGHT - BOTTOM + 4, "#333333");
            svg.label(x(at), HEIGHT - BOTTOM + 18, "middle", "", Ticks.number(at));
        }
        svg.label((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 10, "middle", "", "time (s)");
        svg.upright(16, (TOP + HEIGHT - BOTTOM) / 2.0, unit);
        svg.add(
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#333333\"/>",
                LEFT, TOP, WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM);
    }

    void tickY(double y, String name) {
        svg.line(LEFT, y, WIDTH - RIGHT, y, "#dddddd");
        svg.label(LEFT - 6, y + 4, "end", "", name);
    }

    void legend(List<String> names, List<String> colours) {
        svg.legend(WIDTH - RIGHT, names, colours);
    }

    void add(String format, Object... arguments) {
        svg.add(format, arguments);
    }

    String end() {
        return svg.end();
    }
}
