package io.dsfm.ratis.node;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Lets one thread sleep until another has work for it, without polling and without a lock.
 *
 * <p>Threading: one thread waits; any thread signals. A signal given before the wait, or during it, ends it: none is
 * lost. A wait may end without a signal, so the waiter looks for work in a loop.
 */
final class Wake {

    private volatile boolean isSignalled;
    private volatile @Nullable Thread waiting;

    void signal() {
        if (!isSignalled) {
            isSignalled = true;
            Thread thread = waiting;
            if (thread != null) {
                LockSupport.unpark(thread);
            }
        }
    }

    /** Waits for a signal since the last call, at most {@code nanos}. */
    void await(long nanos) {
        waiting = Thread.currentThread();
        if (!isSignalled) {
            LockSupport.parkNanos(this, nanos);
        }
        waiting = null;
        isSignalled = false;
    }
}
