package io.dsfm.ratis.node;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Work that whoever brings it does at once, one thread at a time: one that finds another at it leaves it to that one, so
 * nobody waits, and no thread has to be woken.
 *
 * <p>Threading: any. What one turn did, the next one sees, whichever thread it runs on.
 *
 * <p>Invariant: a turn begins after every {@link #run} has begun, or is asked of the relief.
 */
final class SharedTurn {

    /** After so many turns in a row, a thread that has other things to do is relieved. */
    private static final int TURNS_MAX = 32;

    private static final long CHECK_NANOS = 100_000;

    private final BooleanSupplier turn;
    private final Runnable relief;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean isEnded;

    /**
     * @param turn does a piece of the work; gives whether there was any; must not throw
     * @param relief has another thread call {@link #run} soon
     */
    SharedTurn(BooleanSupplier turn, Runnable relief) {
        this.turn = turn;
        this.relief = relief;
    }

    /**
     * Ends it: no turn is under way afterwards, and none begins. May be called again.
     *
     * @return false if the turn under way does not end in time
     */
    boolean end(long waitNanos) {
        long deadlineNanos = System.nanoTime() + waitNanos;
        while (!isEnded && !asked.compareAndSet(0, 1)) {
            if (System.nanoTime() - deadlineNanos > 0) {
                return false;
            }
            LockSupport.parkNanos(this, CHECK_NANOS);
        }
        isEnded = true;
        return true;
    }

    /** Does what there is to do, unless another thread is at it, which then sees to it. */
    void run() {
        if (asked.getAndIncrement() != 0) {
            return;
        }
        int turns = 0;
        int seen = 1;
        do {
            while (turn.getAsBoolean()) {
                if (++turns == TURNS_MAX) {
                    asked.set(0);
                    relief.run();
                    return;
                }
            }
            seen = asked.addAndGet(-seen);
        } while (seen != 0);
    }
}
