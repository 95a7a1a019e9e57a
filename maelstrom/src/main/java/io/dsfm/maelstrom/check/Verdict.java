package io.dsfm.maelstrom.check;

import java.util.List;

/**
 * What a checker says of a history.
 *
 * @param outcome see there
 * @param findings what is wrong, with the operations concerned, or why it is unknown; empty if it is valid
 */
public record Verdict(Outcome outcome, List<String> findings) {

    /** The most findings that are kept. */
    static final int FINDINGS_MAX = 20;

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
                List.copyOf(findings.subList(0, Math.min(findings.size(), FINDINGS_MAX))));
    }

    static Verdict unknown(String why) {
        return new Verdict(Outcome.UNKNOWN, List.of(why));
    }
}
