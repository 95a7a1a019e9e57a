package io.dsfm.sample.matching.demo.load;

import io.dsfm.ratis.client.GroupClient;
import io.dsfm.ratis.client.Release;
import io.dsfm.ratis.client.Result;
import io.dsfm.ratis.client.Submission;
import io.dsfm.sample.matching.demo.check.Journal;
import io.dsfm.sample.matching.flow.OrderFlow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Submits a flow of inputs through one client and writes down what was submitted and what came back.
 *
 * <p>Threading: {@link #run} on one thread; results come on the client's. {@link #submitted}, {@link #acknowledged} and
 * {@link LatencyRecorder#recent} may be read by any.
 *
 * <p>Failure: the first request that fails, for whichever reason, ends the load; its order is then missing in the journal's
 * results, and {@link #failure} tells why.
 */
public final class LoadDriver {

    private static final long LONGEST_PARK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final GroupClient client;
    private final Journal journal;
    private final Gate gate;
    private final AnswerListener listener;
    private final int window;
    private final Semaphore room;
    private final Pace pace;
    private final LatencyRecorder latencies;

    private long heldNanos;
    private long revoked;
    private volatile long submitted;
    private volatile long acknowledged;
    private volatile @Nullable Throwable failure;

    /**
     * Starts the clock.
     *
     * @param client whose session is open, and with a new id: its first request has the number 1
     * @param window how many orders may be under way, no more than the client allows
     * @param ratePerSecond orders a second, 0 for as fast as it goes
     */
    public LoadDriver(
            GroupClient client, Journal journal, Gate gate, AnswerListener listener, int window, double ratePerSecond) {
        this.client = client;
        this.journal = journal;
        this.gate = gate;
        this.listener = listener;
        this.window = window;
        this.room = new Semaphore(window);
        long now = System.nanoTime();
        this.pace = new Pace(ratePerSecond, now);
        this.latencies = new LatencyRecorder(now);
    }

    /**
     * Submits the whole flow, and waits until all is answered.
     *
     * @param patienceNanos how long the last results may take
     * @throws IOException if the journal cannot be written
     */
    public void run(OrderFlow flow, long patienceNanos) throws IOException, InterruptedException {
        for (byte[] input = flow.next(); input != null && failure == null; input = flow.next()) {
            long held = gate.pass(submitted);
            pace.onHeld(held);
            heldNanos += held;
            submitNext(input);
        }
        if (room.tryAcquire(window, patienceNanos, TimeUnit.NANOSECONDS)) {
            room.release(window);
        }
        if (failure instanceof UncheckedIOException broken) {
            throw broken.getCause();
        }
    }

    @SuppressWarnings({"NonAtomicVolatileUpdate", "FutureReturnValueIgnored"}) // one writer; outcomes go to onOutcome
    private void submitNext(byte[] input) throws IOException, InterruptedException {
        long due = pace.dueNanos(submitted);
        if (!pace.unbounded()) {
            awaitNanos(due);
        }
        room.acquire();
        long dueOrNow = pace.unbounded() ? System.nanoTime() : due;
        journal.onSubmitted(input);
        submitted++;
        Submission submission = client.submit(input, Release.GROUP);
        submission.released().thenAccept(result -> onReleased(dueOrNow, result));
        submission.settled().whenComplete((result, error) -> onSettled(submission, result, error));
    }

    private static void awaitNanos(long due) throws InterruptedException {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(left, LONGEST_PARK_NANOS));
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while it waited for the next order's time");
            }
        }
    }

    // Mostly on the client's thread; on the submitting one if the outcome was there at once. Hence the lock.
    private synchronized void onReleased(long dueNanos, Result result) {
        long now = System.nanoTime();
        latencies.record(dueNanos, now);
        listener.onAnswered(result.requestNumber(), now);
    }

    private synchronized void onSettled(Submission submission, @Nullable Result result, @Nullable Throwable error) {
        try {
            if (result == null) {
                failure = failure == null ? error : failure;
                return;
            }
            if (!result.isSameAs(submission.released().join())) {
                revoked++;
            }
            journal.onResult(result);
            acknowledged = acknowledged + 1;
        } catch (IOException e) {
            failure = new UncheckedIOException(e);
        } finally {
            room.release();
        }
    }

    /** How many orders were submitted so far. */
    public long submitted() {
        return submitted;
    }

    /** How many of them were answered. */
    public long acknowledged() {
        return acknowledged;
    }

    /** How many results had left and were revoked, and another one took their place; after the run. */
    public long revoked() {
        return revoked;
    }

    /** For how long the gate held the load; after the run. */
    public long heldNanos() {
        return heldNanos;
    }

    /** What was measured. */
    public LatencyRecorder latencies() {
        return latencies;
    }

    /** Why the load ended early, if it did. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }
}
