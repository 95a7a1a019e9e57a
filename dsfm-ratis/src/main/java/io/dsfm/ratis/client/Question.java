package io.dsfm.ratis.client;

import java.util.concurrent.CompletableFuture;

/**
 * One query, which is also the future of its answer.
 *
 * <p>Threading: immutable but for the future.
 */
final class Question extends CompletableFuture<byte[]> {

    final byte[] query;

    /** When it fails, in {@link ClientClock}'s time. */
    final long deadlineNanos;

    Question(byte[] query, long deadlineNanos) {
        this.query = query;
        this.deadlineNanos = deadlineNanos;
    }
}
