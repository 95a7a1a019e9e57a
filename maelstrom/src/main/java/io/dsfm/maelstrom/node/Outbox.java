package io.dsfm.maelstrom.node;

import java.util.function.Consumer;

/**
 * Where messages go on their way.
 *
 * <p>Threading: any thread; nothing blocks.
 */
@FunctionalInterface
interface Outbox extends Consumer<Message> {

    /**
     * Sends a message, unless it would leave after this time: then it is dropped.
     *
     * @param expiryNanos by {@link System#nanoTime}; here, where nothing waits, of no importance
     */
    default void acceptUntil(Message message, long expiryNanos) {
        accept(message);
    }
}
