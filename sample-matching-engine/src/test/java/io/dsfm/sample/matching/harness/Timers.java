package io.dsfm.sample.matching.harness;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The timers that an instance has scheduled, as the framework keeps them. */
final class Timers {

    private record Timer(long deadlineNanos, long timerId) {}

    private final Map<Long, Timer> byId = new HashMap<>();
    private final TreeSet<Timer> byDeadline =
            new TreeSet<>(Comparator.comparingLong(Timer::deadlineNanos).thenComparingLong(Timer::timerId));

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

    /** Takes out the timer that fires next at the given time, or gives null. */
    @Nullable
    Long takeDue(long nowNanos) {
        if (byDeadline.isEmpty() || byDeadline.first().deadlineNanos() > nowNanos) {
            return null;
        }
        long timerId = byDeadline.first().timerId();
        cancel(timerId);
        return timerId;
    }

    int count() {
        return byId.size();
    }
}
