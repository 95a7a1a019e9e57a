package io.dsfm.sample.matching.demo.fault;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Measures takeovers: from just after the signal to the first result of an order that was submitted after it. A primary that
 * is dead or stands still cannot have given that one, while results of earlier orders may have been on their way already;
 * those do not count, however early or late they come. So the figure is never too good.
 *
 * <p>Threading: {@link #begin} and {@link #onAnswered} by any thread, each by one at a time.
 */
final class TakeoverWatch {

    private volatile @Nullable Pending pending;

    private record Pending(long submitted, long strikeNanos, CompletableFuture<Long> takeoverNanos) {}

    /**
     * The primary was struck just now.
     *
     * @param submitted how many orders were submitted before; no order is while this is called
     * @return completes with the time that the takeover took
     */
    CompletableFuture<Long> begin(long submitted, long nowNanos) {
        CompletableFuture<Long> takeoverNanos = new CompletableFuture<>();
        pending = new Pending(submitted, nowNanos, takeoverNanos);
        return takeoverNanos;
    }

    void onAnswered(long order, long nowNanos) {
        Pending watched = pending;
        if (watched != null && order > watched.submitted) {
            pending = null;
            watched.takeoverNanos.complete(nowNanos - watched.strikeNanos);
        }
    }
}
