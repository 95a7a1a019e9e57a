package io.dsfm.maelstrom.harness;

import io.dsfm.maelstrom.harness.fault.FaultKind;
import io.dsfm.maelstrom.harness.net.NetworkCounts;
import java.nio.file.Path;
import java.util.Map;

/**
 * How a run ended.
 *
 * @param explanation one line for people
 * @param folder has options, history and logs
 * @param okCounts how many operations succeeded, by function
 * @param operations how many were begun
 * @param faults how many struck, by kind
 * @param messages what became of the messages
 * @param isCutTail whether all that refutes the history may come of answers whose inputs were cut off the log again
 */
public record RunResult(
        RunOptions options,
        Outcome outcome,
        String explanation,
        Path folder,
        Map<String, Integer> okCounts,
        int operations,
        Map<FaultKind, Integer> faults,
        NetworkCounts messages,
        boolean isCutTail) {

    /** Its answers no cut of the log makes wrong. An id may leave and be given again. */
    private static final String STATELESS = "echo";

    /** What may come of a run. */
    public enum Outcome {
        /** The history is allowed, and enough succeeded. */
        VALID("valid"),
        /** The history is not allowed. */
        REFUTED("REFUTED"),
        /** The checker could not tell within its bounds. */
        UNKNOWN("UNKNOWN"),
        /** The history is allowed, but so little succeeded that this says nothing. */
        VACUOUS("VACUOUS"),
        /** A node broke the protocol, ended, did not start, or did not serve again after the faults. */
        BROKEN("BROKEN"),
        /** Enough succeeded; whether it was right nobody asked. */
        UNCHECKED("unchecked");

        private final String label;

        Outcome(String label) {
            this.label = label;
        }

        /** For people. */
        public String label() {
            return label;
        }
    }

    /** Whether the outcome is one that the documentation of the release level lets expect, or all that was asked for. */
    public boolean isExpected() {
        return outcome == Outcome.VALID || outcome == Outcome.UNCHECKED || isRefutedAsDocumented();
    }

    /** Whether it is the level {@code local} that was refuted, under faults that may move leadership, and by what they explain. */
    public boolean isRefutedAsDocumented() {
        return outcome == Outcome.REFUTED
                && options.release().equals("local")
                && isCutTail
                && !options.workload().equals(STATELESS)
                && (options.network().loss() > 0
                        || options.faults().stream().anyMatch(fault -> fault != FaultKind.CLOCK));
    }

    /** The outcome for people. */
    public String verdict() {
        return isRefutedAsDocumented() ? "refuted, as documented" : outcome.label();
    }
}
