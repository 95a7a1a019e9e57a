package io.dsfm.ratis.node;

import io.dsfm.ratis.core.Answer;
import io.dsfm.ratis.core.Outcome;
import org.agrona.concurrent.OneToOneConcurrentArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * What goes from the release thread to that of the stream: committed results, and the news that the state was restored.
 * Nobody waits here: what does not fit is dropped, and shows as a gap in the sequence.
 *
 * <p>Threading: one thread at a time adds, one takes.
 *
 * <p>Invariants: holds at most {@link #RESULTS_MAX} results of at most {@link #BYTES_MAX} bytes, but for the first. A restart
 * is never dropped; nothing is added before it has been.
 */
final class StreamQueue {

    static final int RESULTS_MAX = 1 << 17;
    static final long BYTES_MAX = 64 << 20;

    /** The state was restored: results behind {@code sequence} follow. */
    record Restart(long sequence, long chainDigest) {}

    private final OneToOneConcurrentArrayQueue<Object> queue = new OneToOneConcurrentArrayQueue<>(RESULTS_MAX);
    /** Written by the one who adds. */
    private volatile long addedBytes;
    /** Written by the one who takes. */
    private volatile long takenBytes;

    private @Nullable Restart waiting;

    /** Adds a result, or drops it. */
    void add(Outcome outcome) {
        Answer answer = outcome.answer();
        if (answer == null || !addWaiting()) {
            return;
        }
        long waitingBytes = addedBytes - takenBytes;
        long bytes = answer.output().length;
        if ((waitingBytes == 0 || waitingBytes + bytes <= BYTES_MAX) && queue.offer(outcome)) {
            long added = addedBytes + bytes;
            addedBytes = added;
        }
    }

    void restart(long sequence, long chainDigest) {
        waiting = new Restart(sequence, chainDigest);
        addWaiting();
    }

    /** Whether nothing waits to be added first. */
    private boolean addWaiting() {
        if (waiting != null && queue.offer(waiting)) {
            waiting = null;
        }
        return waiting == null;
    }

    /** Whether it is to be emptied soon. */
    boolean isHalfFull() {
        return queue.size() > RESULTS_MAX / 2 || addedBytes - takenBytes > BYTES_MAX / 2;
    }

    /** Whether the one who takes should not do anything else for long. */
    boolean isFilling() {
        return queue.size() > RESULTS_MAX / 8 || addedBytes - takenBytes > BYTES_MAX / 8;
    }

    /** The next {@link Outcome} or {@link Restart}; null for none. */
    @Nullable
    Object poll() {
        Object next = queue.poll();
        if (next instanceof Outcome outcome && outcome.answer() != null) {
            long taken = takenBytes + outcome.answer().output().length;
            takenBytes = taken;
        }
        return next;
    }
}
