package io.dsfm.ratis.bench;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The time by which load is given and answers are timed. */
interface LoadClock {

    /** The machine's. */
    LoadClock SYSTEM = new LoadClock() {
        private static final long LONGEST_PARK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void awaitNanos(long dueNanos) throws InterruptedException {
            for (long left = dueNanos - System.nanoTime(); left > 0; left = dueNanos - System.nanoTime()) {
                LockSupport.parkNanos(this, Math.min(left, LONGEST_PARK_NANOS));
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while it waited for the next request's time");
                }
            }
        }
    };

    /** Nanoseconds since some moment. */
    long nanoTime();

    /** Returns when {@link #nanoTime} has come to {@code dueNanos}, at once if it has passed it. */
    void awaitNanos(long dueNanos) throws InterruptedException;
}
