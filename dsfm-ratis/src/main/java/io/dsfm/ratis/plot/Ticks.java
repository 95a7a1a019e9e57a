package io.dsfm.ratis.plot;

import java.util.Locale;

/**
 * Round numbers for scales, and how they are written.
 *
 * <p>Threading: pure functions.
 */
public final class Ticks {

    private static final double[] ROUND = {1, 2, 5};
    private static final double SLACK = 1e-12;

    private Ticks() {}

    /** 1, 2 or 5 times a power of ten, at least {@code least}, which is above 0. */
    public static double step(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        for (double times : ROUND) {
            if (times * power >= least - SLACK) {
                return times * power;
            }
        }
        return 10 * power;
    }

    /** With up to three decimals. */
    public static String number(double value) {
        return value == Math.rint(value)
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.3f", value).replaceAll("0+$", "");
    }

    /** Short, with a letter for thousands and millions. */
    public static String brief(double value) {
        if (value >= 1e6) {
            return number(value / 1e6) + "M";
        }
        return value >= 1e4 ? number(value / 1e3) + "k" : number(value);
    }
}
