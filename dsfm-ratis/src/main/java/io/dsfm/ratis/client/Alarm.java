package io.dsfm.ratis.client;

import io.netty.channel.EventLoop;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One timer that goes off at the earliest time it was set to, and then has to be set again.
 *
 * <p>Threading: the event loop.
 */
final class Alarm {

    /** What is due already is done after so long, so that no mistake makes a busy loop. */
    private static final long SHORTEST_DELAY_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    private final EventLoop eventLoop;
    private final Runnable action;
    private long dueNanos = ClientClock.NEVER;
    private @Nullable Future<?> timer;

    Alarm(EventLoop eventLoop, Runnable action) {
        this.eventLoop = eventLoop;
        this.action = action;
    }

    /** Goes off at that time, or before if it was set so. */
    void set(long timeNanos, long nowNanos) {
        if (timeNanos < dueNanos) {
            cancel();
            dueNanos = timeNanos;
            long delayNanos = Math.max(SHORTEST_DELAY_NANOS, timeNanos - nowNanos);
            timer = eventLoop.schedule(this::ring, delayNanos, TimeUnit.NANOSECONDS);
        }
    }

    void cancel() {
        dueNanos = ClientClock.NEVER;
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private void ring() {
        dueNanos = ClientClock.NEVER;
        timer = null;
        action.run();
    }
}
