package io.dsfm.ratis.peer;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets what other nodes have for the log in, until it is closed: so that a node that is stopped knows what it has to write.
 *
 * <p>Threading: any thread.
 */
public final class Intake {

    private static final long CHECK_NANOS = 100_000L;

    private final AtomicInteger inside = new AtomicInteger();
    private volatile boolean isClosed;

    /** Something is to be put into the log; gives whether it may. If so, {@link #end} is to follow. */
    boolean tryBegin() {
        inside.incrementAndGet();
        if (isClosed) {
            inside.decrementAndGet();
            return false;
        }
        return true;
    }

    /** It is in the log, or was refused. */
    void end() {
        inside.decrementAndGet();
    }

    /** Lets nothing in any more, and waits for what is on its way, or for so long; gives whether nothing is. */
    public boolean close(Duration patience) {
        isClosed = true;
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        while (inside.get() > 0) {
            if (System.nanoTime() - deadlineNanos > 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(this, CHECK_NANOS);
        }
        return true;
    }
}
