package io.dsfm.ratis.peer;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.util.AwaitForSignal;

/**
 * Wakes an appender's daemon. Ratis's own loses a signal that is given while nobody waits: what was to be done at once is done
 * with the next heartbeat then.
 *
 * <p>Threading: one thread waits; any thread signals. A signal given before the wait, or during it, ends it: none is
 * lost. A wait may end for a signal whose work is done already, so the waiter looks for work in a loop.
 */
final class KeptSignal extends AwaitForSignal {

    private final Semaphore signals = new Semaphore(0);

    KeptSignal(Object name) {
        super(name);
    }

    @Override
    public void signal() {
        if (signals.availablePermits() == 0) {
            signals.release();
        }
    }

    @Override
    public void await() throws InterruptedException {
        signals.acquire();
        signals.drainPermits();
    }

    /** Waits for a signal since the last wait ended; gives whether there was one. */
    @Override
    public boolean await(long time, TimeUnit unit) throws InterruptedException {
        boolean isSignalled = signals.tryAcquire(time, unit);
        // Whoever waited looks for work after this, and finds that of all who have signalled until now.
        return signals.drainPermits() > 0 || isSignalled;
    }
}
