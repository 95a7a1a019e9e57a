package io.dsfm.sample.matching.demo;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns the end of the process, by Ctrl-C say, into an interrupt of the thread that runs the demo, and gives it time to leave
 * things as it found them.
 *
 * <p>Threading: installed and closed by the thread that is interrupted.
 */
final class Interruption implements AutoCloseable {

    private static final long GRACE_SECONDS = 15;

    private final Thread running = Thread.currentThread();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupt, "demo-interrupt");

    private volatile boolean underWay;

    private Interruption() {}

    static Interruption install() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    private void interrupt() {
        underWay = true;
        running.interrupt();
        try {
            closed.await(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the process is to end; what fails then may have failed for that. */
    boolean isUnderWay() {
        return underWay;
    }

    /** The process may end. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // it runs already
        }
        closed.countDown();
    }
}
