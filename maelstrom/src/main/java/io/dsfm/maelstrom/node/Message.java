package io.dsfm.maelstrom.node;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A message of Maelstrom's network.
 *
 * @param src who sent it
 * @param dest for whom it is
 * @param body what it says, with its type; not changed once the message is sent
 */
record Message(String src, String dest, ObjectNode body) {

    /** The body's type; empty for none. */
    String type() {
        return body.path("type").asText("");
    }
}
