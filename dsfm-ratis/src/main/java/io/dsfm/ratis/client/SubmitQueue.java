package io.dsfm.ratis.client;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * Where requests of any thread wait for the client's own thread, and the permits of the window.
 *
 * <p>Threading: any thread adds; the client's own thread drains, and frees permits.
 *
 * <p>Invariants: each request in the queue holds a permit, so the queue never overflows.
 */
final class SubmitQueue {

    private final ManyToOneConcurrentArrayQueue<Request> queue;
    private final Permits permits;
    /** Set once, when nothing is submitted any more. */
    private volatile @Nullable Supplier<GroupClientException> ended;

    private static final class Permits extends Semaphore {
        private static final long serialVersionUID = 1;

        Permits(int window) {
            super(window);
        }

        void reduce(int by) {
            reducePermits(by);
        }
    }

    SubmitQueue(int window) {
        queue = new ManyToOneConcurrentArrayQueue<>(Math.max(2, window));
        permits = new Permits(window);
    }

    boolean tryReserve() {
        return permits.tryAcquire();
    }

    boolean tryReserve(long timeoutNanos) throws InterruptedException {
        return permits.tryAcquire(timeoutNanos, TimeUnit.NANOSECONDS);
    }

    /** Frees what one request reserved. */
    void release() {
        permits.release();
    }

    /** The group grants a smaller window than was asked for. */
    void reduce(int by) {
        permits.reduce(by);
    }

    /** Adds a request for which a place is reserved. */
    void add(Request request) {
        if (!queue.offer(request)) {
            throw new IllegalStateException("request without a place: capacity=" + queue.capacity());
        }
        if (ended != null) {
            failAll();
        }
    }

    /** Why nothing is submitted any more; null as long as it is. */
    @Nullable
    GroupClientException ended() {
        Supplier<GroupClientException> reason = ended;
        return reason == null ? null : reason.get();
    }

    synchronized void drain(Consumer<Request> taker) {
        queue.drain(taker);
    }

    /** From now on, and for what waits here, each request fails in this way. */
    void end(Supplier<GroupClientException> reason) {
        if (ended == null) {
            ended = reason;
            failAll();
            // Whoever waits for a place is to find out.
            permits.release(queue.capacity());
        }
    }

    private void failAll() {
        Supplier<GroupClientException> reason = ended;
        if (reason != null) {
            drain(request -> {
                permits.release();
                request.giveUp(reason.get());
            });
        }
    }
}
