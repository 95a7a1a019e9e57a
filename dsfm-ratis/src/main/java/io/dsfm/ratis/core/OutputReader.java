package io.dsfm.ratis.core;

import java.nio.ByteBuffer;

/**
 * Reads what a state machine gave for one input from its encoded form.
 *
 * <p>Threading: one thread; the bytes are not copied.
 */
public final class OutputReader {

    private final ByteBuffer replyBytes;
    private final ByteBuffer rest;
    private final int eventCount;

    /** Starts at the reply. */
    public OutputReader(byte[] encoded) {
        ByteBuffer all = ByteBuffer.wrap(encoded);
        int length = all.getInt();
        replyBytes = all.slice(all.position(), length);
        all.position(all.position() + length);
        eventCount = all.getInt();
        rest = all;
    }

    /** How many of the encoded bytes are reply and events: those in front, without what was done to timers. */
    public static int resultBytes(byte[] encoded) {
        ByteBuffer all = ByteBuffer.wrap(encoded);
        int at = 4 + all.getInt(0);
        int events = all.getInt(at);
        at += 4;
        for (int i = 0; i < events; i++) {
            at += 8 + all.getInt(at + 4);
        }
        return at;
    }

    /** The reply; empty for a timer. */
    public ByteBuffer reply() {
        return replyBytes;
    }

    /** How many events there are. */
    public int eventCount() {
        return eventCount;
    }

    /** Passes the next event to {@code reader}; called {@link #eventCount()} times. */
    public void nextEvent(EventReader reader) {
        int type = rest.getInt();
        int length = rest.getInt();
        ByteBuffer payload = rest.slice(rest.position(), length);
        rest.position(rest.position() + length);
        reader.onEvent(type, payload);
    }

    /** Passes what was scheduled and cancelled to {@code reader}, in order; called once, after the last event. */
    public void timers(TimerReader reader) {
        for (int left = rest.getInt(); left > 0; left--) {
            if (rest.get() == Output.SCHEDULE) {
                reader.onSchedule(rest.getLong(), rest.getLong());
            } else {
                reader.onCancel(rest.getLong());
            }
        }
    }

    /** Takes what was done to timers. */
    public interface TimerReader {
        /** A timer was scheduled. */
        void onSchedule(long timerId, long deadlineNanos);

        /** A timer was cancelled. */
        void onCancel(long timerId);
    }

    /** Takes events. */
    @FunctionalInterface
    public interface EventReader {
        /** One event: its type and its bytes. */
        void onEvent(int type, ByteBuffer payload);
    }
}
