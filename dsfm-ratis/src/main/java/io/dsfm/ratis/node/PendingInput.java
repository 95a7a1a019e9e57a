package io.dsfm.ratis.node;

import io.dsfm.ratis.core.Input;
import io.dsfm.ratis.gateway.OutcomeSink;
import org.jspecify.annotations.Nullable;

/**
 * An input on its way into the log.
 *
 * @param input what it is
 * @param bytes what {@link Input.Submit} points into; empty for other inputs
 * @param sink where a refusal goes, or null if nobody waits
 */
record PendingInput(Input input, byte[] bytes, @Nullable OutcomeSink sink) {

    private static final byte[] NONE = new byte[0];

    /** An input of the node's own. */
    static PendingInput own(Input input) {
        return new PendingInput(input, NONE, null);
    }
}
