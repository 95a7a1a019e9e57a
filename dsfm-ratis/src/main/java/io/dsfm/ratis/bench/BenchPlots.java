package io.dsfm.ratis.bench;

import io.dsfm.ratis.plot.Axis;
import io.dsfm.ratis.plot.LinePlot;
import io.dsfm.ratis.plot.Series;
import io.dsfm.ratis.plot.Ticks;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * The plots of some runs, as far as these have what a plot shows: none where they have nothing.
 *
 * <p>Threading: pure functions.
 */
final class BenchPlots {

    private static final double[] PERCENTILES = {50, 99, 99.9};
    private static final int CURVE_STEPS = 5;
    private static final String MILLIS = "latency (ms)";

    private final List<Contender> contenders;

    BenchPlots(List<BenchReport> reports) {
        this.contenders = Contender.of(reports);
    }

    /** What is asked of all rounds of one contender under one load. */
    private record Figure(String title, boolean isWindow, ToDoubleFunction<Round> value) {}

    private static final List<Figure> GROWING = List.of(
            new Figure("Latency, one in flight, p50 (ms)", false, round -> millis(round, 50)),
            new Figure("Full window, p50 (ms)", true, round -> millis(round, 50)),
            new Figure("Full window, p99 (ms)", true, round -> millis(round, 99)),
            new Figure(
                    "Full window, answers/s", true, round -> round.measurement().perSecond()),
            new Figure("Full window, CPU s per million inputs", true, Round::cpuMicrosPerAnswer),
            new Figure("Full window, bytes allocated on the leader per input", true, Round::leaderBytesPerAnswer));

    /** Latency against rate, a plot for each of some percentiles. */
    List<String> latencyByRate() {
        List<String> plots = new ArrayList<>();
        for (double percentile : PERCENTILES) {
            List<Series> series = new ArrayList<>();
            for (Contender contender : contenders) {
                List<Series.Point> points = new ArrayList<>();
                for (Column column : contender.sweep().base().columns()) {
                    if (column.load() instanceof Load.Open open) {
                        List<Round> rounds = contender.rounds(column);
                        boolean isSustained = Column.isSustained(rounds);
                        String note = contender.name() + (isSustained ? "" : ", not sustained");
                        add(points, open.perSecond(), millis(Column.together(rounds), percentile), !isSustained, note);
                    }
                }
                series.add(new Series(contender.name(), contender.look(), points));
            }
            draw(
                    plots,
                    "p" + Ticks.number(percentile),
                    Axis.logarithmic("inputs per second", across(series)),
                    MILLIS,
                    series);
        }
        return plots;
    }

    /** Curves of percentiles, a plot for each load. */
    List<String> percentileCurves() {
        List<Load> loads = contenders.stream()
                .flatMap(contender -> contender.sweep().base().columns().stream())
                .map(Column::load)
                .distinct()
                .toList();
        List<String> plots = new ArrayList<>();
        for (Load load : loads) {
            List<Series> series = new ArrayList<>();
            double most = 90;
            for (Contender contender : contenders) {
                Histogram latencies = together(contender, contender.sweep().base(), load)
                        .measurement()
                        .latencies();
                List<Series.Point> points = curve(contender, latencies);
                if (!points.isEmpty()) {
                    most = Math.max(most, points.get(points.size() - 1).x());
                }
                series.add(new Series(contender.name(), contender.look().plain(), points));
            }
            draw(plots, load.title(), Axis.percentiles("percentile", most), MILLIS, series);
        }
        return plots;
    }

    private static List<Series.Point> curve(Contender contender, Histogram latencies) {
        List<Series.Point> points = new ArrayList<>();
        if (latencies.getTotalCount() < 2) {
            return points;
        }
        // Beyond that, a curve would be about fewer than one answer.
        double last = 100 - 100.0 / latencies.getTotalCount();
        for (HistogramIterationValue value : latencies.percentiles(CURVE_STEPS)) {
            if (value.getPercentileLevelIteratedTo() < last) {
                add(
                        points,
                        value.getPercentileLevelIteratedTo(),
                        value.getValueIteratedTo() / 1e6,
                        false,
                        contender.name());
            }
        }
        add(points, last, latencies.getMaxValue() / 1e6, false, contender.name());
        return points;
    }

    /** What is answered against the processors that it takes, of all loads of the first runs; fixed rates are joined. */
    List<String> throughputByCores() {
        List<Series> series = new ArrayList<>();
        for (Contender contender : contenders) {
            List<Series.Point> rates = new ArrayList<>();
            List<Series.Point> others = new ArrayList<>();
            for (Column column : contender.sweep().base().columns()) {
                Round round = Column.together(contender.rounds(column));
                String note = contender.name() + ", " + column.load().title();
                List<Series.Point> points = column.load() instanceof Load.Open ? rates : others;
                add(points, round.cores(), round.measurement().perSecond(), false, note);
            }
            series.add(new Series(contender.name(), contender.look(), rates));
            series.add(new Series(
                    rates.isEmpty() ? contender.name() : "", contender.look().scattered(), others));
        }
        List<String> plots = new ArrayList<>();
        draw(
                plots,
                "Answers per second by processors used",
                Axis.linear("processors used by all servers", across(series)),
                "answers per second",
                series);
        return plots;
    }

    /** What growing costs in one dimension. */
    List<String> growth(Dimension dimension) {
        List<String> plots = new ArrayList<>();
        for (Figure figure : GROWING) {
            List<Series> series = new ArrayList<>();
            for (Contender contender : contenders) {
                List<Series.Point> points = new ArrayList<>();
                for (BenchReport report : contender.sweep().along(dimension)) {
                    int window = figure.isWindow ? report.options().schedule().window() : 1;
                    double value = figure.value.applyAsDouble(together(contender, report, new Load.Closed(window)));
                    add(points, dimension.of(report.options().subject()), value, false, contender.name());
                }
                series.add(new Series(contender.name(), contender.look(), points));
            }
            draw(plots, figure.title, Axis.steps(dimension.title(), across(series)), "", series);
        }
        return plots;
    }

    /** How long each takeover took. */
    List<String> takeovers() {
        List<Series> series = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Contender contender : contenders) {
            BenchReport base = contender.sweep().base();
            List<Series.Point> points = new ArrayList<>();
            contender
                    .side(base)
                    .takeovers()
                    .forEach(taken -> add(points, names.size(), taken.toNanos() / 1e6, false, contender.name()));
            series.add(new Series(contender.name(), contender.look().scattered(), points));
            names.add(contender.name());
        }
        List<String> plots = new ArrayList<>();
        draw(plots, "From kill to next answer", Axis.names("a mark for each kill", names), "ms", series);
        return plots;
    }

    private static void draw(List<String> plots, String title, Axis across, String up, List<Series> series) {
        List<Double> values = series.stream()
                .flatMap(one -> one.points().stream())
                .map(Series.Point::y)
                .toList();
        if (!values.isEmpty()) {
            plots.add(LinePlot.draw(title, across, Axis.logarithmic(up, values), series));
        }
    }

    /** Adds a point if there is one: unknown figures, and those that no logarithm has, are left out. */
    private static void add(List<Series.Point> points, double x, double y, boolean isDoubtful, String whose) {
        if (!Double.isNaN(x) && !Double.isNaN(y) && y > 0) {
            points.add(new Series.Point(x, y, whose + ": " + number(x) + ", " + number(y), isDoubtful));
        }
    }

    private static List<Double> across(List<Series> series) {
        return series.stream()
                .flatMap(one -> one.points().stream())
                .map(Series.Point::x)
                .toList();
    }

    private static Round together(Contender contender, BenchReport report, Load load) {
        return report.columns().stream()
                .filter(column -> column.load().equals(load))
                .findFirst()
                .map(column -> Column.together(contender.rounds(column)))
                .orElseGet(() -> Column.together(List.of()));
    }

    private static double millis(Round round, double percentile) {
        Histogram latencies = round.measurement().latencies();
        return latencies.getTotalCount() == 0 ? Double.NaN : latencies.getValueAtPercentile(percentile) / 1e6;
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, value < 100 ? "%.3f" : "%.0f", value);
    }
}
