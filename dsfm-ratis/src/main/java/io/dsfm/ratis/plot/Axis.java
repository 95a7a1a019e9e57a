package io.dsfm.ratis.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A scale: where a value lies along it, and which values are marked.
 *
 * <p>Threading: immutable.
 *
 * @param title what it shows, with the unit
 * @param scale from values to places
 * @param from the place of its beginning
 * @param to the place of its end, above {@code from}
 * @param ticks the marks, ascending
 */
public record Axis(String title, Scale scale, double from, double to, List<Tick> ticks) {

    private static final int LINEAR_TICKS = 5;
    /** Over fewer powers of ten than this, the twos and fives are marked too. */
    private static final double DECADES_FOR_FIVES = 2.2;

    private static final double MARGIN = 0.04;
    private static final double NINES_MAX = 6;
    private static final double SLACK = 1e-6;

    /**
     * A mark.
     *
     * @param value what is marked
     * @param name what is written beside it
     */
    public record Tick(double value, String name) {}

    /** From values to places on a line. */
    @FunctionalInterface
    public interface Scale {
        /** The place of a value. */
        double place(double value);
    }

    /** Copies the list. */
    public Axis {
        ticks = List.copyOf(ticks);
    }

    /** Where a value lies: 0 at the beginning, 1 at the end. */
    public double share(double value) {
        return (scale.place(value) - from) / (to - from);
    }

    /** From 0 to the largest of some values. */
    public static Axis linear(String title, List<Double> values) {
        double most = values.stream().mapToDouble(Double::doubleValue).max().orElse(1);
        double step = Ticks.step(Math.max(most, 1e-9) / LINEAR_TICKS);
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; (i - 1) * step < most; i++) {
            ticks.add(new Tick(i * step, Ticks.brief(i * step)));
        }
        return new Axis(title, value -> value, 0, ticks.get(ticks.size() - 1).value(), ticks);
    }

    /** From the least to the largest of some values, all above 0, by powers of ten. */
    public static Axis logarithmic(String title, List<Double> values) {
        double low = Math.log10(
                values.stream().mapToDouble(Double::doubleValue).min().orElse(1));
        double high = Math.log10(
                values.stream().mapToDouble(Double::doubleValue).max().orElse(10));
        if (high - low < 0.6) { // or little would look like much
            double middle = (low + high) / 2;
            low = middle - 0.3;
            high = middle + 0.3;
        }
        double margin = (high - low) * MARGIN;
        low -= margin;
        high += margin;
        int[] times = high - low < DECADES_FOR_FIVES ? new int[] {1, 2, 5} : new int[] {1};
        List<Tick> ticks = new ArrayList<>();
        for (int decade = (int) Math.floor(low); decade <= high; decade++) {
            for (int one : times) {
                double value = one * Math.pow(10, decade);
                if (Math.log10(value) >= low && Math.log10(value) <= high) {
                    ticks.add(new Tick(value, Ticks.brief(value)));
                }
            }
        }
        return new Axis(title, Math::log10, low, high, ticks);
    }

    /** Some values at equal distances, whatever they are. */
    public static Axis steps(String title, List<Double> values) {
        List<Double> sorted = values.stream().distinct().sorted().toList();
        List<Tick> ticks = sorted.stream()
                .map(value -> new Tick(value, Ticks.number(value)))
                .toList();
        return new Axis(title, value -> sorted.indexOf(value), -0.5, sorted.size() - 0.5, ticks);
    }

    /** Names at equal distances; the values are their places, from 0. */
    public static Axis names(String title, List<String> names) {
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            ticks.add(new Tick(i, names.get(i)));
        }
        return new Axis(title, value -> value, -0.5, names.size() - 0.5, ticks);
    }

    /**
     * Percentiles, from 0, by the nines: each is as far from the one before as that from its own.
     *
     * @param most the highest that is drawn, below 100
     */
    public static Axis percentiles(String title, double most) {
        double to = Math.min(NINES_MAX, Math.max(1, nines(most)));
        List<Tick> ticks = new ArrayList<>();
        for (int nines = 0; nines <= to + SLACK; nines++) {
            double value = 100 - Math.pow(10, 2 - nines);
            ticks.add(new Tick(value, String.format(Locale.ROOT, "%." + Math.max(0, nines - 2) + "f%%", value)));
        }
        return new Axis(title, Axis::nines, 0, to, ticks);
    }

    private static double nines(double percentile) {
        return 2 - Math.log10(100 - percentile);
    }
}
