package io.dsfm.ratis.client;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One submitted input, which is also the future of its result.
 *
 * <p>Threading: after it was queued, the client's own thread.
 */
final class Request extends CompletableFuture<Result> {

    /** It has no number yet; numbers are above it. */
    static final long NO_NUMBER = 0;

    /** When it fails, in {@link ClientClock}'s time. */
    final long deadlineNanos;

    /** Null once the caller was told that it failed: from then on the number is only to be skipped. */
    byte @Nullable [] input;

    long requestNumber = NO_NUMBER;

    /** It was sent on the present connection, and what became of that is not known. */
    boolean underWay;

    /** What became of some earlier sending will never be known: it may be in the log. */
    boolean mayBeInLog;

    /** The place of its newest sending among all sendings of the client. */
    long sendStamp;

    /** When its result may leave. */
    final Release release;

    /** Completes with the first result that leaves; this future itself with the one that holds. */
    final CompletableFuture<Result> released = new CompletableFuture<>();

    /** What has left and may be revoked; null for nothing. */
    @Nullable
    Result provisional;

    Request(byte[] input, Release release, long deadlineNanos) {
        this.input = input;
        this.release = release;
        this.deadlineNanos = deadlineNanos;
    }

    /** A result has left that may still be revoked. */
    void onProvisional(Result result) {
        provisional = result;
        released.complete(result);
    }

    /** The result that holds. */
    void onSettled(Result result) {
        input = null;
        released.complete(result);
        complete(result);
    }

    /** The caller was told that it failed. */
    boolean isGivenUp() {
        return input == null;
    }

    /** What the caller may conclude when it is told now. */
    GroupClientException failure(String what) {
        String message = describe(what);
        return underWay || mayBeInLog ? new IndeterminateException(message) : new RefusedException(message);
    }

    /** What happened, and what is known of the request. */
    String describe(String what) {
        return what + ", requestNumber=" + (requestNumber == NO_NUMBER ? "none" : requestNumber) + ", executed="
                + (underWay || mayBeInLog ? "unknown" : "no");
    }

    /** Fails the future; the number, if it has one, is to be skipped. */
    void giveUp(GroupClientException failure) {
        input = null;
        released.completeExceptionally(failure);
        completeExceptionally(failure);
    }
}
