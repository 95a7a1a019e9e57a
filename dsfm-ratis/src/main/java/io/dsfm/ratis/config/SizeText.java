package io.dsfm.ratis.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sizes as people write them: a whole number of bytes, or of a binary unit, such as {@code 64KiB}. */
public final class SizeText {

    /** What {@link #parse} gives for a text that is no size. */
    public static final long NONE = -1;

    private static final Pattern FORM = Pattern.compile("([0-9]{1,18}) ?(B|KiB|MiB|GiB|TiB)?");

    private SizeText() {}

    /** The size in bytes, or {@link #NONE} if {@code text} is none. */
    public static long parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return NONE;
        }
        try {
            return Math.multiplyExact(Long.parseLong(matcher.group(1)), unitBytes(matcher.group(2)));
        } catch (ArithmeticException e) {
            return NONE;
        }
    }

    /** As {@link #parse} reads it, in the largest unit in which it is a whole number. */
    public static String format(long bytes) {
        for (String unit : new String[] {"TiB", "GiB", "MiB", "KiB"}) {
            if (bytes != 0 && bytes % unitBytes(unit) == 0) {
                return bytes / unitBytes(unit) + unit;
            }
        }
        return bytes + "B";
    }

    private static long unitBytes(@Nullable String unit) {
        return switch (unit == null ? "B" : unit) {
            case "B" -> 1L;
            case "KiB" -> 1L << 10;
            case "MiB" -> 1L << 20;
            case "GiB" -> 1L << 30;
            case "TiB" -> 1L << 40;
            default -> throw new IllegalArgumentException("not a unit of size: unit=" + unit);
        };
    }
}
