package io.dsfm.sample.matching.demo.load;

import io.dsfm.sample.matching.domain.CommandType;
import io.dsfm.sample.matching.flow.OrderFlow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Submits a flow of inputs through its traders, each order through the one whom it belongs to, and measures.
 *
 * <p>Threading: {@link #run} on one thread; results come on the clients'. {@link #submitted}, {@link #acknowledged} and
 * {@link LatencyRecorder#recent} may be read by any.
 *
 * <p>Failure: the first request that fails, for whichever reason, ends the load; its order is then missing in the journal's
 * results, and {@link #failure} tells why.
 */
public final class LoadDriver implements Trader.Listener {

    private static final long LONGEST_PARK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    /** While so many orders are under way, none goes before its time; about as many as keep a group busy. */
    private static final int MOST_PRESSED = 512;
    /** Where a command that concerns one order has that order's id; see the engine's specification. */
    private static final int ORDER_ID_OFFSET = 8;

    private final List<Trader> traders;
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
     * @param traders at least one; each hears of its results what this passes on
     * @param window how many orders may be under way in all, no more than one client allows
     * @param ratePerSecond orders a second, 0 for as fast as it goes
     */
    public LoadDriver(List<Trader> traders, Gate gate, AnswerListener listener, int window, double ratePerSecond) {
        this.traders = List.copyOf(traders);
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
     * @throws IOException if a journal cannot be written
     */
    public void run(OrderFlow flow, long patienceNanos) throws IOException, InterruptedException {
        traders.forEach(trader -> trader.listener(this));
        for (byte[] input = flow.next(); input != null && failure == null; input = flow.next()) {
            long held = gate.pass(submitted);
            pace.onHeld(held);
            heldNanos += held;
            if (gate.isPressing() && window - room.availablePermits() < MOST_PRESSED) {
                pace.onPressed(submitted, System.nanoTime());
            }
            submitNext(input, patienceNanos);
            if (traders.size() > 1 && type(input) == CommandType.ADD_SYMBOL) {
                awaitAll(patienceNanos); // what the others send next is about it
            }
        }
        awaitAll(patienceNanos);
        if (failure instanceof UncheckedIOException broken) {
            throw broken.getCause();
        }
    }

    private void awaitAll(long patienceNanos) throws InterruptedException {
        if (room.tryAcquire(window, patienceNanos, TimeUnit.NANOSECONDS)) {
            room.release(window);
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    private void submitNext(byte[] input, long patienceNanos) throws IOException, InterruptedException {
        long due = pace.dueNanos(submitted);
        if (!pace.unbounded()) {
            awaitNanos(due);
        }
        if (!room.tryAcquire(patienceNanos, TimeUnit.NANOSECONDS)) {
            onStalled(patienceNanos);
            return;
        }
        submitted++;
        traders.get(owner(input)).submit(submitted, pace.unbounded() ? System.nanoTime() : due, input);
    }

    private synchronized void onStalled(long patienceNanos) {
        if (failure == null) {
            failure = new TimeoutException("no result came for " + TimeUnit.NANOSECONDS.toSeconds(patienceNanos)
                    + " s while the window was full: underWay=" + window);
        }
    }

    /** Which trader a command belongs to: one that changes or cancels an order to the one whose order it is. */
    private int owner(byte[] input) {
        CommandType type = type(input);
        boolean isOfOrder = type == CommandType.NEW_ORDER || type == CommandType.CANCEL || type == CommandType.REPLACE;
        return isOfOrder && input.length >= ORDER_ID_OFFSET + Long.BYTES
                ? (int) Long.remainderUnsigned(ByteBuffer.wrap(input).getLong(ORDER_ID_OFFSET), traders.size())
                : 0;
    }

    private static @Nullable CommandType type(byte[] input) {
        return input.length == 0 ? null : CommandType.ofCode(input[0]);
    }

    private static void awaitNanos(long due) throws InterruptedException {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(left, LONGEST_PARK_NANOS));
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while it waited for the next order's time");
            }
        }
    }

    // From here on mostly on the clients' threads, of which there may be several. Hence the lock.

    @Override
    public synchronized void onReleased(long order, long dueNanos) {
        long now = System.nanoTime();
        latencies.record(dueNanos, now);
        listener.onAnswered(order, now);
    }

    @Override
    public synchronized void onSettled(boolean wasRevoked) {
        if (wasRevoked) {
            revoked++;
        }
        acknowledged = acknowledged + 1;
        room.release();
    }

    @Override
    public synchronized void onFailed(Throwable cause) {
        failure = failure == null ? cause : failure;
        room.release();
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
