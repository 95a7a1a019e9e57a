package io.dsfm.ratis.client;

import java.util.concurrent.CompletableFuture;

/**
 * Someone's wait for the session, with the highest request number executed before.
 *
 * <p>Threading: immutable but for the future.
 */
final class Opening extends CompletableFuture<Long> {

    /** When it fails, in {@link ClientClock}'s time. */
    final long deadlineNanos;

    Opening(long deadlineNanos) {
        this.deadlineNanos = deadlineNanos;
    }
}
