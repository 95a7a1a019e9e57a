package io.dsfm.ratis.node;

import com.google.protobuf.ByteString;
import io.dsfm.ratis.core.Input;
import io.dsfm.ratis.gateway.OutcomeSink;
import org.jspecify.annotations.Nullable;

/**
 * An input on its way into the log.
 *
 * @param input what it is
 * @param bytes what an {@link Input.Submit} consists of; empty for other inputs
 * @param sink where a refusal goes, or null if nobody waits
 */
record PendingInput(Input input, ByteString bytes, @Nullable OutcomeSink sink) {

    /** An input of the node's own. */
    static PendingInput own(Input input) {
        return new PendingInput(input, ByteString.EMPTY, null);
    }
}
