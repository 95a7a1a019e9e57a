package io.dsfm.maelstrom.harness.net;

/** Where messages arrive. */
@FunctionalInterface
public interface Endpoint {

    /** Takes a message; called by the network's thread, so it must not block. */
    void deliver(Message message);
}
