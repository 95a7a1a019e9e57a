package io.dsfm.maelstrom.report;

import io.dsfm.maelstrom.history.HistoryEvent;
import java.util.List;
import java.util.Locale;

/** A plot over time: its frame, shades for faults, and what else is put there. Coordinates are pixels. */
final class Svg {

    static final int WIDTH = 1000;
    static final int HEIGHT = 360;
    static final int LEFT = 70;
    static final int RIGHT = 20;
    static final int TOP = 50;
    static final int BOTTOM = 50;

    private static final int TICKS = 10;
    private static final int NAME_WIDTH = 70;

    private final StringBuilder text = new StringBuilder();
    private final double seconds;

    Svg(String title, double seconds) {
        this.seconds = Math.max(seconds, 1);
        text.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
                        + " font-family=\"sans-serif\" font-size=\"12\">%n<rect width=\"%d\" height=\"%d\" fill=\"white\"/>%n",
                WIDTH,
                HEIGHT,
                WIDTH,
                HEIGHT,
                WIDTH,
                HEIGHT));
        label(LEFT, 20, "start", "font-weight=\"bold\" font-size=\"14\"", title);
    }

    static String colour(HistoryEvent.Type type) {
        return switch (type) {
            case OK -> "#4e9a06";
            case FAIL -> "#cc6600";
            case INFO -> "#a40000";
            case INVOKE -> "#888888";
        };
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
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
            text.append(String.format(
                    Locale.ROOT,
                    "<rect class=\"fault\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"#f4c7c3\""
                            + " fill-opacity=\"0.6\"><title>%s: %s</title></rect>%n",
                    from,
                    TOP,
                    to - from,
                    HEIGHT - TOP - BOTTOM,
                    escape(window.kind()),
                    escape(window.detail())));
            if (from >= nameEnds) {
                label(from + 2, TOP - 6, "start", "fill=\"#8a3030\" font-size=\"11\"", window.kind());
                nameEnds = from + NAME_WIDTH;
            }
        }
    }

    void frame(String unit) {
        double step = step(seconds / TICKS);
        for (double at = 0; at <= seconds + 1e-9; at += step) {
            line(x(at), HEIGHT - BOTTOM, x(at), HEIGHT - BOTTOM + 4, "#333333");
            label(x(at), HEIGHT - BOTTOM + 18, "middle", "", number(at));
        }
        label((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 10, "middle", "", "time (s)");
        text.append(String.format(
                Locale.ROOT,
                "<text x=\"16\" y=\"%d\" text-anchor=\"middle\" transform=\"rotate(-90 16 %d)\">%s</text>%n",
                (TOP + HEIGHT - BOTTOM) / 2,
                (TOP + HEIGHT - BOTTOM) / 2,
                escape(unit)));
        text.append(String.format(
                Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#333333\"/>%n",
                LEFT,
                TOP,
                WIDTH - LEFT - RIGHT,
                HEIGHT - TOP - BOTTOM));
    }

    void tickY(double y, String name) {
        line(LEFT, y, WIDTH - RIGHT, y, "#dddddd");
        label(LEFT - 6, y + 4, "end", "", name);
    }

    void legend(List<String> names, List<String> colours) {
        double at = WIDTH - RIGHT;
        for (int i = names.size() - 1; i >= 0; i--) {
            at -= 16 + 7.0 * names.get(i).length();
            text.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%.1f\" y=\"11\" width=\"9\" height=\"9\" fill=\"%s\"/>%n",
                    at,
                    colours.get(i)));
            label(at + 12, 20, "start", "", names.get(i));
        }
    }

    void line(double x1, double y1, double x2, double y2, String colour) {
        text.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>%n",
                x1,
                y1,
                x2,
                y2,
                colour));
    }

    void label(double x, double y, String anchor, String style, String name) {
        text.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" %s>%s</text>%n",
                x,
                y,
                anchor,
                style,
                escape(name)));
    }

    void add(String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }

    String end() {
        return text.append("</svg>\n").toString();
    }

    /** 1, 2 or 5 times a power of ten, at least {@code least}. */
    static double step(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        for (double times : new double[] {1, 2, 5}) {
            if (times * power >= least - 1e-12) {
                return times * power;
            }
        }
        return 10 * power;
    }

    static String number(double value) {
        return value == Math.rint(value)
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.3f", value).replaceAll("0+$", "");
    }
}
