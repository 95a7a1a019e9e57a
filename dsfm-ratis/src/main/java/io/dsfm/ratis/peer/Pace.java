package io.dsfm.ratis.peer;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Whether it is time to send entries to one node, by a {@link SendHold}; when it is not yet, it sees to it that it will be.
 *
 * <p>Threading: one thread at a time, but for {@code onDue}, which the timer's thread calls.
 */
final class Pace {

    private final SendHold hold;
    private final ScheduledExecutorService timer;
    private final Runnable onDue;
    private volatile boolean isTimed;
    private boolean wasSent;
    private long sentNanos;
    private long urgentSeen;

    Pace(SendHold hold, ScheduledExecutorService timer, Runnable onDue) {
        this.hold = hold;
        this.timer = timer;
        this.onDue = onDue;
    }

    /** Whether entries may be sent while {@code underWay} requests with others are unanswered. */
    boolean isDue(int underWay) {
        if (!hold.isPaced() || hold.urgent() != urgentSeen) {
            return true;
        }
        if (underWay > 0) {
            return false; // looked at again when that is answered
        }
        long waitNanos = hold.pauseNanos() - (System.nanoTime() - sentNanos);
        if (!wasSent || waitNanos <= 0) {
            return true;
        }
        if (!isTimed) {
            isTimed = true;
            timer.schedule(this::onTime, waitNanos, TimeUnit.NANOSECONDS);
        }
        return false;
    }

    private void onTime() {
        isTimed = false;
        onDue.run();
    }

    /**
     * Entries are sent.
     *
     * @param urgent how many were urgent, all in all, before these were taken from the log
     */
    void onSending(long urgent) {
        if (hold.isPaced()) {
            urgentSeen = urgent;
            sentNanos = System.nanoTime();
            wasSent = true;
        }
    }
}
