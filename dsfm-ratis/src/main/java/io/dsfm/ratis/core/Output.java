package io.dsfm.ratis.core;

import io.dsfm.statemachine.Outputs;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a state machine gives for one input, and encodes it: the length of the reply (4 bytes) and the reply;
 * the number of events (4 bytes), and for each its type (4), length (4) and bytes; the number of timer operations (4),
 * and for each 1 and the id and deadline (8 each), or 2 and the id, for schedule and cancel. Everything big endian.
 *
 * <p>Threading: one thread; reused from input to input.
 *
 * <p>Failure: what breaks a rule throws, and {@link #end} throws again if the state machine swallowed it: what else it
 * gave then depends on a limit that nodes may set differently. Outside of an input nothing is taken.
 */
final class Output implements Outputs {

    static final byte SCHEDULE = 1;
    private static final byte CANCEL = 2;
    private static final int NO_REPLY = -1;

    private final int bytesMax;
    private final TimerTable timers;
    private ByteBuffer events = ByteBuffer.allocate(512);
    private ByteBuffer timerOperations = ByteBuffer.allocate(64);
    private byte[] reply = new byte[256];
    private int replyLength;
    private int eventCount;
    private int timerCount;
    private boolean isReplyDue;
    /** Whether an input is being executed. */
    private boolean isOpen;
    /** The first rule broken during this input. */
    private @Nullable RuntimeException misuse;

    /**
     * @param bytesMax the most bytes of reply and events for one input
     * @param timers where timers are scheduled and cancelled
     */
    Output(int bytesMax, TimerTable timers) {
        this.bytesMax = bytesMax;
        this.timers = timers;
    }

    /** Forgets the input before, and starts one that must have a reply, or must not. */
    void begin(boolean isReplyDue) {
        this.isReplyDue = isReplyDue;
        isOpen = true;
        misuse = null;
        replyLength = NO_REPLY;
        eventCount = 0;
        timerCount = 0;
        events.clear();
        timerOperations.clear();
    }

    @Override
    public void reply(byte[] bytes, int offset, int length) {
        requireOpen();
        if (!isReplyDue) {
            throw broken(new IllegalStateException("a timer has no client to reply to: length=" + length));
        }
        if (replyLength != NO_REPLY) {
            throw broken(new IllegalStateException(
                    "a second reply to one input: length=" + length + ", lengthOfFirst=" + replyLength));
        }
        requireRange(bytes, offset, length);
        requireWithinLimit(length);
        if (reply.length < length) {
            reply = new byte[length];
        }
        System.arraycopy(bytes, offset, reply, 0, length);
        replyLength = length;
    }

    @Override
    public void event(int type, byte[] bytes, int offset, int length) {
        requireOpen();
        if (type < 0 || type > 65_535) {
            throw broken(
                    new IllegalArgumentException("event type out of range: type=" + type + ", accepted: 0 to 65535"));
        }
        requireRange(bytes, offset, length);
        requireWithinLimit(length + 8L);
        events = withRoom(events, length + 8);
        events.putInt(type).putInt(length).put(bytes, offset, length);
        eventCount++;
    }

    @Override
    public void scheduleTimer(long timerId, long deadlineNanos) {
        requireOpen();
        requireWithinLimit(17);
        timers.schedule(timerId, deadlineNanos);
        timerOperations = withRoom(timerOperations, 17);
        timerOperations.put(SCHEDULE).putLong(timerId).putLong(deadlineNanos);
        timerCount++;
    }

    @Override
    public void cancelTimer(long timerId) {
        requireOpen();
        requireWithinLimit(9);
        timers.cancel(timerId);
        timerOperations = withRoom(timerOperations, 9);
        timerOperations.put(CANCEL).putLong(timerId);
        timerCount++;
    }

    /** What was collected, encoded. */
    byte[] end() {
        isOpen = false;
        if (misuse != null) {
            throw new IllegalStateException(
                    "the state machine broke a rule and swallowed the exception: " + misuse.getMessage(), misuse);
        }
        if (isReplyDue && replyLength == NO_REPLY) {
            throw new IllegalStateException("no reply to an input: exactly one is due");
        }
        int length = Math.max(replyLength, 0);
        byte[] encoded = new byte[12 + length + events.position() + timerOperations.position()];
        ByteBuffer.wrap(encoded)
                .putInt(length)
                .put(reply, 0, length)
                .putInt(eventCount)
                .put(events.array(), 0, events.position())
                .putInt(timerCount)
                .put(timerOperations.array(), 0, timerOperations.position());
        return encoded;
    }

    private void requireWithinLimit(long more) {
        long total = more + Math.max(replyLength, 0) + events.position() + timerOperations.position();
        if (total > bytesMax) {
            throw broken(new IllegalStateException("too many bytes of output for one input: bytes=" + total
                    + ", accepted: up to limits.outputBytes=" + bytesMax));
        }
    }

    private void requireRange(byte[] bytes, int offset, int length) {
        if (offset < 0 || length < 0 || offset > bytes.length - length) {
            throw broken(new IndexOutOfBoundsException("not a part of the bytes: offset=" + offset + ", length="
                    + length + ", accepted: within " + bytes.length));
        }
    }

    private void requireOpen() {
        if (!isOpen) {
            throw new IllegalStateException("outputs were used outside of the call to which they were passed");
        }
    }

    private RuntimeException broken(RuntimeException rule) {
        misuse = misuse == null ? rule : misuse;
        return rule;
    }

    private static ByteBuffer withRoom(ByteBuffer buffer, int bytes) {
        if (buffer.remaining() >= bytes) {
            return buffer;
        }
        int capacity = Math.max(buffer.capacity() * 2, buffer.position() + bytes);
        return ByteBuffer.allocate(capacity).put(buffer.flip());
    }
}
