package io.dsfm.ratis.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as people write them: a whole number and a unit, such as {@code 400ms}. */
public final class DurationText {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,18}) ?(ns|us|ms|s|m|h|d)");

    private DurationText() {}

    /** The duration, or null if {@code text} is none. */
    public static @Nullable Duration parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        try {
            return Duration.ofNanos(Math.multiplyExact(Long.parseLong(matcher.group(1)), unitNanos(matcher.group(2))));
        } catch (ArithmeticException e) {
            return null; // more than 292 years
        }
    }

    /** As {@link #parse} reads it, in the largest unit up to hours in which it is a whole number. */
    public static String format(Duration duration) {
        long nanos = duration.toNanos();
        for (String unit : new String[] {"h", "m", "s", "ms", "us"}) {
            if (nanos % unitNanos(unit) == 0) {
                return nanos / unitNanos(unit) + unit;
            }
        }
        return nanos + "ns";
    }

    private static long unitNanos(String unit) {
        return switch (unit) {
            case "ns" -> 1L;
            case "us" -> 1_000L;
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            case "d" -> 86_400_000_000_000L;
            default -> throw new IllegalArgumentException("not a unit of time: unit=" + unit);
        };
    }
}
