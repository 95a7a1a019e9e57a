package io.dsfm.ratis.core;

import io.dsfm.statemachine.Digest64;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The timers that are scheduled, by id and by deadline.
 *
 * <p>Invariants: {@code byId} and {@code byDeadline} hold the same timers; {@code digest} is the sum over them.
 */
final class TimerTable {

    /** The deadline when there is none. */
    static final long NO_DEADLINE = Long.MAX_VALUE;

    /** A scheduled timer. */
    record Timer(long deadlineNanos, long timerId) {
        long digest() {
            return Digest64.append(Digest64.mix(deadlineNanos), timerId);
        }
    }

    private final UndoLog undo;
    private final Map<Long, Timer> byId = new HashMap<>();
    private final TreeSet<Timer> byDeadline =
            new TreeSet<>(Comparator.comparingLong(Timer::deadlineNanos).thenComparingLong(Timer::timerId));
    private long digest;

    /** Every change is told to {@code undo}. */
    TimerTable(UndoLog undo) {
        this.undo = undo;
    }

    void schedule(long timerId, long deadlineNanos) {
        cancel(timerId);
        Timer timer = new Timer(deadlineNanos, timerId);
        add(timer);
        if (undo.isRecording()) {
            undo.record(() -> remove(timer));
        }
    }

    void cancel(long timerId) {
        Timer timer = byId.get(timerId);
        if (timer != null) {
            remove(timer);
            if (undo.isRecording()) {
                undo.record(() -> add(timer));
            }
        }
    }

    private void add(Timer timer) {
        byId.put(timer.timerId(), timer);
        byDeadline.add(timer);
        digest += timer.digest();
    }

    private void remove(Timer timer) {
        byId.remove(timer.timerId());
        byDeadline.remove(timer);
        digest -= timer.digest();
    }

    /** Removes and returns the earliest timer that is due at {@code nowNanos}, or null if none is. */
    @Nullable
    Timer pollDue(long nowNanos) {
        if (byDeadline.isEmpty() || byDeadline.first().deadlineNanos() > nowNanos) {
            return null;
        }
        Timer timer = byDeadline.first();
        cancel(timer.timerId());
        return timer;
    }

    /** The earliest deadline, or {@link #NO_DEADLINE}. */
    long nextDeadlineNanos() {
        return byDeadline.isEmpty() ? NO_DEADLINE : byDeadline.first().deadlineNanos();
    }

    int size() {
        return byId.size();
    }

    long digest() {
        return digest;
    }

    void writeTo(DataOutputStream out) throws IOException {
        out.writeInt(byDeadline.size());
        for (Timer timer : byDeadline) {
            out.writeLong(timer.deadlineNanos());
            out.writeLong(timer.timerId());
        }
    }

    void readFrom(DataInputStream in) throws IOException {
        byId.clear();
        byDeadline.clear();
        digest = 0;
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            long deadlineNanos = in.readLong();
            schedule(in.readLong(), deadlineNanos);
        }
        if (byId.size() != count) {
            throw new IOException("not a table of timers: count=" + count + ", timers=" + byId.size());
        }
    }
}
