package io.dsfm.maelstrom.history;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * One line of a history: an operation begins or ends, or the nemesis does something.
 *
 * <p>Source: Jepsen's history format.
 *
 * @param index position in the history, from 0, without gaps
 * @param type what happened
 * @param process the logical client, from 0; never used again after an {@link Type#INFO} of its own; {@link #NEMESIS}
 *     for faults
 * @param function what is done, in the workload's words: {@code read}, {@code write}, {@code txn}, {@code send}
 * @param value the argument, or with {@link Type#OK} the result, in the shape that the workload's checker reads
 * @param timeNanos since the start of the test, by the tester's monotonic clock
 * @param error why it ended with {@link Type#FAIL} or {@link Type#INFO}; null otherwise
 */
public record HistoryEvent(
        long index,
        Type type,
        int process,
        String function,
        JsonNode value,
        long timeNanos,
        @Nullable String error) {

    /** The process of faults. */
    public static final int NEMESIS = -1;

    /** What a line says. */
    public enum Type {
        /** The operation begins. */
        INVOKE,
        /** It took effect between its invocation and now. */
        OK,
        /** It surely did not take effect, and never will. */
        FAIL,
        /** It may have taken effect, may yet, or never will. */
        INFO
    }
}
