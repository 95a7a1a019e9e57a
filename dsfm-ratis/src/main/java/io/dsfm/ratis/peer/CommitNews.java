package io.dsfm.ratis.peer;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Whether a follower is to be told of a commit in a message of its own. While entries go to it they carry the word; when none
 * follows, it would come with the next heartbeat, up to some hundred milliseconds later, and whoever listens to that node's
 * stream of results would wait for it.
 *
 * <p>Threading: one thread at a time, but for {@code onDue}, which the timer's thread calls.
 */
final class CommitNews {

    /** Entries that follow each other faster than this carry the word without a message more. */
    static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final ScheduledExecutorService timer;
    private final LongSupplier nanoClock;
    private final Runnable onDue;
    private volatile boolean isTimed;
    /** What the follower was told last, inclusive. */
    private long toldIndex = -1;
    /** Since when there has been more to tell, if {@code isAny}. */
    private long sinceNanos;

    private boolean isAny;

    CommitNews(ScheduledExecutorService timer, LongSupplier nanoClock, Runnable onDue) {
        this.timer = timer;
        this.nanoClock = nanoClock;
        this.onDue = onDue;
    }

    /** Whether it is time to tell; when it is not yet, it sees to it that it will be. */
    boolean isDue(long commitIndex) {
        if (commitIndex <= toldIndex) {
            return false;
        }
        long nowNanos = nanoClock.getAsLong();
        if (!isAny) {
            isAny = true;
            sinceNanos = nowNanos;
        }
        long waitNanos = WAIT_NANOS - (nowNanos - sinceNanos);
        if (waitNanos > 0 && !isTimed) {
            isTimed = true;
            timer.schedule(this::onTime, waitNanos, TimeUnit.NANOSECONDS);
        }
        return waitNanos <= 0;
    }

    private void onTime() {
        isTimed = false;
        onDue.run();
    }

    /** The follower is being told, with entries or without. */
    void onTold(long commitIndex) {
        toldIndex = Math.max(toldIndex, commitIndex);
        isAny = false;
    }

    /** What the follower was told may not have arrived. */
    void onLost() {
        toldIndex = -1;
        isAny = false;
    }
}
