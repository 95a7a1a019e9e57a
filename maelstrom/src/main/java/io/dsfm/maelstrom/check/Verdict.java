package io.dsfm.maelstrom.check;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a checker says of a history.
 *
 * @param outcome see there
 * @param findings what is wrong, with the operations concerned, or why it is unknown; empty if it is valid
 * @param isCutTail whether it is invalid, and all that is wrong may come of this: what had been answered was cut off the log
 *     again. That nothing else may come of it is what is promised where answers leave before they are committed.
 */
public record Verdict(Outcome outcome, List<String> findings, boolean isCutTail) {

    /** The most findings that are kept. */
    static final int FINDINGS_MAX = 20;

    /** How findings begin that a cut tail explains; phantoms, duplicates and what failed and was seen all the same are none. */
    private static final Pattern CUT_TAIL = Pattern.compile("(key .* is not linearizable|incompatible order"
            + "|lost|stale|vanished|fell|out of bounds|not a possible sum|given twice|committed offset went back"
            + "|two messages at one offset|one message at two offsets|(G0|G1c|G-single|G2)(-realtime)?):? ");

    /** What may be said. */
    public enum Outcome {
        /** The workload allows the history. */
        VALID,
        /** It does not. */
        INVALID,
        /** A bound was met before that was known. */
        UNKNOWN
    }

    /** Valid if nothing was found. */
    static Verdict of(List<String> findings) {
        return new Verdict(
                findings.isEmpty() ? Outcome.VALID : Outcome.INVALID,
                List.copyOf(findings.subList(0, Math.min(findings.size(), FINDINGS_MAX))),
                !findings.isEmpty()
                        && findings.stream()
                                .allMatch(finding -> CUT_TAIL.matcher(finding).lookingAt()));
    }

    static Verdict unknown(String why) {
        return new Verdict(Outcome.UNKNOWN, List.of(why), false);
    }
}
