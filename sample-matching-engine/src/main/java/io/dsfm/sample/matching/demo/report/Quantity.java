package io.dsfm.sample.matching.demo.report;

import java.util.Locale;

/** Numbers for people: short, with their unit. */
final class Quantity {

    private Quantity() {}

    /** 950 µs, 1.3 ms, 240 ms, 2.50 s. */
    static String time(long micros) {
        double value = (double) micros;
        if (micros >= 1e6) {
            return format("%.2f s", value / 1e6);
        }
        if (micros >= 1e4) {
            return format("%.0f ms", value / 1e3);
        }
        return micros >= 1e3 ? format("%.1f ms", value / 1e3) : format("%d µs", micros);
    }

    /** 50,000 */
    static String count(long value) {
        return format("%,d", value);
    }

    /** 1 node, 3 nodes */
    static String count(long value, String noun) {
        return count(value) + " " + noun + (value == 1 ? "" : "s");
    }

    static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
