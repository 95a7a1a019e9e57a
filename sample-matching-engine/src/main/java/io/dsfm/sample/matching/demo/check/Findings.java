package io.dsfm.sample.matching.demo.check;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Counts what is wrong by kind, and keeps the first few of each in words.
 *
 * <p>Threading: one thread.
 */
final class Findings {

    /** How many of each kind are kept in words. */
    private static final int IN_WORDS = 3;

    /** What can be wrong; {@link Verdict} says what each means. */
    enum Kind {
        /** An input without result. */
        LOST,
        /** A result too many. */
        DUPLICATED,
        /** A sequence without result. */
        GAP,
        /** A result that the model does not give. */
        CONTRADICTED,
        /** A result before that of an earlier input of the same client. */
        REORDERED,
        /** An index or timestamp that goes backwards. */
        REVERSED
    }

    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private final Map<Kind, Integer> told = new EnumMap<>(Kind.class);
    private final List<String> words = new ArrayList<>();

    /** Counts {@code count} of a kind, which {@code text} describes together. */
    void add(Kind kind, long count, String text) {
        counts.merge(kind, count, Long::sum);
        if (told.merge(kind, 1, Integer::sum) <= IN_WORDS) {
            words.add(text);
        }
    }

    long count(Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    List<String> words() {
        return words;
    }
}
