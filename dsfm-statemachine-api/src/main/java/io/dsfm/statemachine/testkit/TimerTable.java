package io.dsfm.statemachine.testkit;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/** The timers that are scheduled, as a node keeps them: by id, and in the order in which they fire. */
final class TimerTable {

    /** The deadline when there is none. */
    static final long NO_DEADLINE = Long.MAX_VALUE;

    /** A scheduled timer. */
    record Timer(long deadlineNanos, long timerId) {}

    private final Map<Long, Timer> byId = new HashMap<>();
    private final TreeSet<Timer> byDeadline =
            new TreeSet<>(Comparator.comparingLong(Timer::deadlineNanos).thenComparingLong(Timer::timerId));

    TimerTable copy() {
        TimerTable copy = new TimerTable();
        copy.set(this);
        return copy;
    }

    void set(TimerTable other) {
        byId.clear();
        byDeadline.clear();
        byId.putAll(other.byId);
        byDeadline.addAll(other.byDeadline);
    }

    void schedule(long timerId, long deadlineNanos) {
        cancel(timerId);
        Timer timer = new Timer(deadlineNanos, timerId);
        byId.put(timerId, timer);
        byDeadline.add(timer);
    }

    void cancel(long timerId) {
        Timer timer = byId.remove(timerId);
        if (timer != null) {
            byDeadline.remove(timer);
        }
    }

    boolean isDue(long nowNanos) {
        return !byDeadline.isEmpty() && byDeadline.first().deadlineNanos() <= nowNanos;
    }

    /** Removes and returns the earliest timer; only if one {@linkplain #isDue is due}. */
    Timer poll() {
        Timer timer = byDeadline.first();
        cancel(timer.timerId());
        return timer;
    }

    long nextDeadlineNanos() {
        return byDeadline.isEmpty() ? NO_DEADLINE : byDeadline.first().deadlineNanos();
    }

    int size() {
        return byId.size();
    }
}
