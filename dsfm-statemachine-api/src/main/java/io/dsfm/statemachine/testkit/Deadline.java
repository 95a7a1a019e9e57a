package io.dsfm.statemachine.testkit;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a process that does not answer in time, so that who waits for its answer is told that there is none.
 *
 * <p>Threading: a thread of its own waits; {@link #close} ends it.
 */
final class Deadline implements AutoCloseable {

    private final CountDownLatch answered = new CountDownLatch(1);
    private final Duration most;
    private volatile boolean isPassed;

    /** Gives {@code process} so much time from now. */
    Deadline(Process process, Duration most) {
        this.most = most;
        Thread thread = new Thread(() -> await(process), "dsfm-testkit-deadline");
        thread.setDaemon(true);
        thread.start();
    }

    private void await(Process process) {
        try {
            if (!answered.await(most.toNanos(), TimeUnit.NANOSECONDS)) {
                isPassed = true;
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How much time the process has. */
    Duration most() {
        return most;
    }

    /** Whether the process was ended. */
    boolean isPassed() {
        return isPassed;
    }

    @Override
    public void close() {
        answered.countDown();
    }
}
