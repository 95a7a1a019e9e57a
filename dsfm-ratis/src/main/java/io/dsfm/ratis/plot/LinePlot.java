package io.dsfm.ratis.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Series over two axes, with a legend below.
 *
 * <p>Threading: pure functions.
 */
public final class LinePlot {

    private static final int WIDTH = 480;
    private static final int PLOT_HEIGHT = 250;
    private static final int LEFT = 62;
    private static final int RIGHT = 18;
    private static final int TOP = 34;
    private static final int BELOW = 44;
    private static final int LEGEND_LINE = 18;
    private static final int LEGEND_SWATCH = 24;
    private static final double RADIUS = 3.2;
    private static final String GRID = "#e6e8eb";
    private static final String FRAME = "#9aa0a6";

    private final Svg svg;
    private final Axis across;
    private final Axis up;

    private LinePlot(Svg svg, Axis across, Axis up) {
        this.svg = svg;
        this.across = across;
        this.up = up;
    }

    /** Draws it. Points outside of the axes are cut off at the frame. */
    public static String draw(String title, Axis across, Axis up, List<Series> series) {
        List<Series> drawn =
                series.stream().filter(one -> !one.points().isEmpty()).toList();
        Legend legend = Legend.of(drawn);
        int height = TOP + PLOT_HEIGHT + BELOW + legend.lines() * LEGEND_LINE + 6;
        LinePlot plot = new LinePlot(new Svg(WIDTH, height), across, up);
        plot.svg.label(LEFT, 20, "start", "font-weight=\"bold\" font-size=\"13\" fill=\"#202124\"", title);
        plot.frame();
        drawn.forEach(plot::line);
        drawn.forEach(plot::marks);
        legend.draw(plot.svg, TOP + PLOT_HEIGHT + BELOW + LEGEND_LINE - 4);
        return plot.svg.end();
    }

    private double x(double value) {
        return LEFT + clamped(across.share(value)) * (WIDTH - LEFT - RIGHT);
    }

    private double y(double value) {
        return TOP + (1 - clamped(up.share(value))) * PLOT_HEIGHT;
    }

    private static double clamped(double share) {
        return Math.max(0, Math.min(1, share));
    }

    private void frame() {
        String quiet = "fill=\"#5f6368\" font-size=\"11\"";
        for (Axis.Tick tick : up.ticks()) {
            svg.line(LEFT, y(tick.value()), WIDTH - RIGHT, y(tick.value()), GRID);
            svg.label(LEFT - 6, y(tick.value()) + 4, "end", quiet, tick.name());
        }
        for (Axis.Tick tick : across.ticks()) {
            svg.line(x(tick.value()), TOP, x(tick.value()), TOP + PLOT_HEIGHT, GRID);
            svg.label(x(tick.value()), TOP + PLOT_HEIGHT + 16, "middle", quiet, tick.name());
        }
        svg.line(LEFT, TOP, LEFT, TOP + PLOT_HEIGHT, FRAME);
        svg.line(LEFT, TOP + PLOT_HEIGHT, WIDTH - RIGHT, TOP + PLOT_HEIGHT, FRAME);
        svg.label((LEFT + WIDTH - RIGHT) / 2.0, TOP + PLOT_HEIGHT + 34, "middle", quiet, across.title());
        svg.upright(14, TOP + PLOT_HEIGHT / 2.0, up.title());
    }

    private void line(Series series) {
        if (!series.look().hasLine()) {
            return;
        }
        StringBuilder points = new StringBuilder();
        series.points()
                .forEach(point -> points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(point.x()), y(point.y()))));
        svg.add(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.8\" stroke-linejoin=\"round\"%s/>",
                points.toString().strip(), series.look().colour(), dashes(series.look()));
    }

    private void marks(Series series) {
        for (Series.Point point : series.points()) {
            if (series.look().hasMarks() || point.isDoubtful()) {
                mark(x(point.x()), y(point.y()), series.look(), point.isDoubtful(), point.note());
            }
        }
    }

    private void mark(double x, double y, Series.Look look, boolean isHollow, String note) {
        String paint = String.format(
                Locale.ROOT,
                "fill=\"%s\" stroke=\"%s\" stroke-width=\"1.5\"",
                isHollow ? "white" : look.colour(),
                look.colour());
        String title = "<title>" + Svg.escape(note) + "</title>";
        if (look.isDashed()) {
            svg.add(
                    "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" %s>%s</rect>",
                    x - RADIUS, y - RADIUS, 2 * RADIUS, 2 * RADIUS, paint, title);
        } else {
            svg.add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" %s>%s</circle>", x, y, RADIUS, paint, title);
        }
    }

    private static String dashes(Series.Look look) {
        return look.isDashed() ? " stroke-dasharray=\"6 4\"" : "";
    }

    /** The names below, in as many lines as they need. */
    private record Legend(List<Place> places, int lines) {

        private record Place(Series series, double x, int line) {}

        static Legend of(List<Series> series) {
            List<Place> places = new ArrayList<>();
            double x = LEFT;
            int line = 0;
            for (Series one : series) {
                if (one.name().isEmpty()) {
                    continue;
                }
                double width = LEGEND_SWATCH + 6 + Svg.width(one.name()) + 8;
                if (x > LEFT && x + width > WIDTH - RIGHT) {
                    x = LEFT;
                    line++;
                }
                places.add(new Place(one, x, line));
                x += width;
            }
            return new Legend(places, places.isEmpty() ? 0 : line + 1);
        }

        void draw(Svg svg, double top) {
            for (Place place : places) {
                double y = top + place.line * LEGEND_LINE;
                svg.add(
                        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"2.5\"%s/>",
                        place.x,
                        y - 4,
                        place.x + LEGEND_SWATCH,
                        y - 4,
                        place.series.look().colour(),
                        dashes(place.series.look()));
                svg.label(place.x + LEGEND_SWATCH + 6, y, "start", "fill=\"#202124\"", place.series.name());
            }
        }
    }
}
