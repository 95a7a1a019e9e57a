package io.dsfm.ratis.bench;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How the group's figures compare with the plain ones, pair by pair: each the group's divided by that of the plain round
 * next to it, so that what else the machine did in that minute weighs on both.
 *
 * @param pairs one for each pair of rounds, in order; NaN where one has no figure
 */
record Ratio(List<Double> pairs) {

    static Ratio of(List<Round> group, List<Round> plain, ToDoubleFunction<Round> figure) {
        Double[] pairs = new Double[Math.min(group.size(), plain.size())];
        for (int i = 0; i < pairs.length; i++) {
            double divisor = figure.applyAsDouble(plain.get(i));
            pairs[i] = divisor == 0 ? Double.NaN : figure.applyAsDouble(group.get(i)) / divisor;
        }
        return new Ratio(List.of(pairs));
    }

    /** The one in the middle, or between the two in the middle; NaN if there is none. */
    double median() {
        double[] sorted = sorted();
        int half = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /** The smallest, or NaN. */
    double least() {
        double[] sorted = sorted();
        return sorted.length == 0 ? Double.NaN : sorted[0];
    }

    /** The largest, or NaN. */
    double most() {
        double[] sorted = sorted();
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length - 1];
    }

    private double[] sorted() {
        double[] values = pairs.stream()
                .mapToDouble(Double::doubleValue)
                .filter(value -> !Double.isNaN(value))
                .toArray();
        Arrays.sort(values);
        return values;
    }
}
