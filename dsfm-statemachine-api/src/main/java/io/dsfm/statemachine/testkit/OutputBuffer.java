package io.dsfm.statemachine.testkit;

import io.dsfm.statemachine.Digest64;
import io.dsfm.statemachine.Outputs;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.ObjIntConsumer;

/**
 * What one instance gave for one input: reply, events, timer operations, each as bytes. It keeps the rules that a node
 * keeps: what breaks one throws, and {@link #end} throws again if the machine swallowed it.
 */
final class OutputBuffer implements Outputs {

    private static final int NO_REPLY = -1;
    private static final byte SCHEDULE = 1;
    private static final byte CANCEL = 2;

    private final int bytesMax;
    private byte[] reply = new byte[64];
    private int replyLength = NO_REPLY;
    private ByteBuffer events = ByteBuffer.allocate(256);
    private ByteBuffer timers = ByteBuffer.allocate(64);
    /** Of reply, events and timer operations, as a node counts them. */
    private long bytes;

    private boolean isReplyDue;
    private boolean isOpen;
    /** The first rule broken during this input, or the empty string. */
    private String broken = "";

    /** Takes so many bytes for one input. */
    OutputBuffer(int bytesMax) {
        this.bytesMax = bytesMax;
    }

    void begin(boolean isReplyDue) {
        bytes = 0;
        this.isReplyDue = isReplyDue;
        isOpen = true;
        broken = "";
        replyLength = NO_REPLY;
        events.clear();
        timers.clear();
    }

    /** Ends the call; gives the rule that it broke, or the empty string. */
    String end() {
        isOpen = false;
        return broken.isEmpty() && isReplyDue && replyLength == NO_REPLY
                ? "no reply to an input: exactly one is due"
                : broken;
    }

    /** Ends a call that threw; gives the rule that it broke before, or the empty string. */
    String endThrown() {
        isOpen = false;
        return broken;
    }

    @Override
    public void reply(byte[] bytes, int offset, int length) {
        requireOpen();
        if (!isReplyDue) {
            throw misuse(new IllegalStateException("a timer has no client to reply to: length=" + length));
        }
        if (replyLength != NO_REPLY) {
            throw misuse(new IllegalStateException(
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
            throw misuse(
                    new IllegalArgumentException("event type out of range: type=" + type + ", accepted: 0 to 65535"));
        }
        requireRange(bytes, offset, length);
        requireWithinLimit(length + 8L);
        events = withRoom(events, length + 8);
        events.putInt(type).putInt(length).put(bytes, offset, length);
    }

    @Override
    public void scheduleTimer(long timerId, long deadlineNanos) {
        requireOpen();
        requireWithinLimit(17);
        timers = withRoom(timers, 17);
        timers.put(SCHEDULE).putLong(timerId).putLong(deadlineNanos);
    }

    @Override
    public void cancelTimer(long timerId) {
        requireOpen();
        requireWithinLimit(9);
        timers = withRoom(timers, 17);
        timers.put(CANCEL).putLong(timerId).putLong(0);
    }

    /** Does to {@code table} what the machine asked for. */
    void applyTimersTo(TimerTable table) {
        for (int i = 0; i < timers.position(); i += 17) {
            if (timers.get(i) == SCHEDULE) {
                table.schedule(timers.getLong(i + 1), timers.getLong(i + 9));
            } else {
                table.cancel(timers.getLong(i + 1));
            }
        }
    }

    boolean hasTimerOperations() {
        return timers.position() > 0;
    }

    boolean hasSameReplyAs(OutputBuffer other) {
        int mine = Math.max(replyLength, 0);
        return replyLength == other.replyLength && Arrays.equals(reply, 0, mine, other.reply, 0, mine);
    }

    boolean hasSameEventsAs(OutputBuffer other) {
        return Arrays.equals(events.array(), 0, events.position(), other.events.array(), 0, other.events.position());
    }

    boolean hasSameTimersAs(OutputBuffer other) {
        return Arrays.equals(timers.array(), 0, timers.position(), other.timers.array(), 0, other.timers.position());
    }

    /** Gives type and bytes of each event to {@code taker}. */
    void forEachEvent(ObjIntConsumer<ByteBuffer> taker) {
        for (int i = 0; i < events.position(); i += 8 + events.getInt(i + 4)) {
            taker.accept(
                    ByteBuffer.wrap(events.array(), i + 8, events.getInt(i + 4)).slice(), events.getInt(i));
        }
    }

    byte[] replyBytes() {
        return Arrays.copyOf(reply, Math.max(replyLength, 0));
    }

    /** A digest of all of it. */
    long digest() {
        long digest = Digest64.append(replyLength, reply, 0, Math.max(replyLength, 0));
        digest = Digest64.append(digest, events.array(), 0, events.position());
        return Digest64.append(digest, timers.array(), 0, timers.position());
    }

    /** All of it in words and hexadecimal digits. */
    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        StringBuilder text = new StringBuilder(
                replyLength == NO_REPLY ? "no reply" : "reply " + orEmpty(hex.formatHex(reply, 0, replyLength)));
        for (int i = 0; i < events.position(); i += 8 + events.getInt(i + 4)) {
            String bytes = hex.formatHex(events.array(), i + 8, i + 8 + events.getInt(i + 4));
            text.append(", event ").append(events.getInt(i)).append(' ').append(orEmpty(bytes));
        }
        for (int i = 0; i < timers.position(); i += 17) {
            text.append(timers.get(i) == SCHEDULE ? ", schedule timer " : ", cancel timer ")
                    .append(timers.getLong(i + 1))
                    .append(timers.get(i) == SCHEDULE ? " at " + timers.getLong(i + 9) : "");
        }
        return text.toString();
    }

    private static String orEmpty(String hex) {
        return hex.isEmpty() ? "(empty)" : hex;
    }

    private void requireRange(byte[] bytes, int offset, int length) {
        if (offset < 0 || length < 0 || offset > bytes.length - length) {
            throw misuse(new IndexOutOfBoundsException("not a part of the bytes: offset=" + offset + ", length="
                    + length + ", accepted: within " + bytes.length));
        }
    }

    private void requireWithinLimit(long more) {
        if (bytes + more > bytesMax) {
            throw misuse(new IllegalStateException("too many bytes of output for one input: bytes=" + (bytes + more)
                    + ", accepted: up to " + bytesMax + ", a node's limits.output-bytes"));
        }
        bytes += more;
    }

    private void requireOpen() {
        if (!isOpen) {
            throw new IllegalStateException("outputs were used outside of the call to which they were passed");
        }
    }

    private RuntimeException misuse(RuntimeException rule) {
        broken = broken.isEmpty() ? rule.getMessage() : broken;
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
