package io.dsfm.ratis.replay;

import io.dsfm.ratis.core.Input;
import io.dsfm.ratis.core.InputBatch;
import io.dsfm.ratis.core.Outcome;
import io.dsfm.ratis.core.OutcomeKind;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An input as it stood in the log.
 *
 * @param clientId who sent it; 0 for a timer
 * @param number the client's request number, or the timer's id
 * @param bytes what the client submitted; null for a timer
 */
public record ReplayedInput(long clientId, long number, byte @Nullable [] bytes) {

    /** Whether it was a timer that fired. */
    public boolean isTimer() {
        return bytes == null;
    }

    /**
     * Finds the input behind the last of the outcomes that a batch gave so far.
     *
     * @param outcomes in order, from the first of the batch on; the last one tells the kind
     */
    static ReplayedInput of(InputBatch batch, List<Outcome> outcomes) {
        Outcome wanted = outcomes.get(outcomes.size() - 1);
        if (wanted.kind() == OutcomeKind.TIMER_FIRED) {
            return new ReplayedInput(wanted.clientId(), wanted.number(), null);
        }
        int next = 0;
        for (Input input : batch.inputs()) {
            if (input instanceof Input.FireTimers) {
                while (outcomes.get(next).kind() == OutcomeKind.TIMER_FIRED) {
                    next++;
                }
            } else if (input instanceof Input.Submit || input instanceof Input.OpenSession) {
                if (next == outcomes.size() - 1) {
                    return ofInput(input, batch.bytes());
                }
                next++;
            }
        }
        throw new IllegalStateException(
                "an outcome without an input: index=" + batch.index() + ", outcomes=" + outcomes.size());
    }

    /**
     * The input at which every variant threw: the one behind those that gave outcomes.
     *
     * @param outcomes of the inputs before it
     */
    static ReplayedInput after(InputBatch batch, List<Outcome> outcomes) {
        int next = 0;
        for (Input input : batch.inputs()) {
            if (input instanceof Input.FireTimers) {
                while (next < outcomes.size() && outcomes.get(next).kind() == OutcomeKind.TIMER_FIRED) {
                    next++;
                }
            } else if (input instanceof Input.Submit || input instanceof Input.OpenSession) {
                if (next == outcomes.size()) {
                    return ofInput(input, batch.bytes());
                }
                next++;
            }
        }
        return new ReplayedInput(0, 0, null); // a timer, the last thing in the batch
    }

    private static ReplayedInput ofInput(Input input, byte[] bytes) {
        if (input instanceof Input.Submit submit) {
            return new ReplayedInput(
                    submit.clientId(),
                    submit.requestNumber(),
                    Arrays.copyOfRange(bytes, submit.offset(), submit.offset() + submit.length()));
        }
        Input.OpenSession open = (Input.OpenSession) input;
        return new ReplayedInput(open.clientId(), 0, new byte[0]);
    }
}
