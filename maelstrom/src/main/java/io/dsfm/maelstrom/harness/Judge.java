package io.dsfm.maelstrom.harness;

import io.dsfm.maelstrom.history.HistoryEvent;
import java.nio.file.Path;
import java.util.List;

/**
 * Says whether a history is one that the workload allows. The way to the checkers, found with {@link
 * java.util.ServiceLoader}.
 */
public interface Judge {

    /** What may be said of a history. */
    enum Outcome {
        /** It is allowed. */
        VALID,
        /** It is not, whatever was going on. */
        REFUTED,
        /** The checker ran out of its bounds. */
        UNKNOWN
    }

    /**
     * The judgement.
     *
     * @param explanation one line for people: what is wrong, with which operations
     * @param findings all that is wrong, each with its operations
     * @param isCutTail whether all of it may come of answers whose inputs were cut off the log again
     */
    record Judgement(Outcome outcome, String explanation, List<String> findings, boolean isCutTail) {

        /** One whose explanation says all. */
        Judgement(Outcome outcome, String explanation) {
            this(outcome, explanation, List.of(), false);
        }
    }

    /**
     * Judges.
     *
     * @param folder the run's; the judge may leave its findings and drawings there
     */
    Judgement judge(RunOptions options, List<HistoryEvent> history, Path folder);
}
