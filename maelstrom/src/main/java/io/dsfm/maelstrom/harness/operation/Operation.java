package io.dsfm.maelstrom.harness.operation;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Something that a client is to do.
 *
 * @param function what, in the history's words
 * @param value its argument, in the history's shape
 * @param hasEffect whether it changes anything; what does not may fail definitely whatever the error is
 * @param isFinal whether it is one of those done after all faults have stopped
 */
public record Operation(String function, JsonNode value, boolean hasEffect, boolean isFinal) {

    static Operation write(String function, JsonNode value) {
        return new Operation(function, value, true, false);
    }

    static Operation read(String function, JsonNode value) {
        return new Operation(function, value, false, false);
    }

    Operation asFinal() {
        return new Operation(function, value, hasEffect, true);
    }
}
