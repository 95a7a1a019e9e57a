package io.dsfm.ratis.bench;

import io.dsfm.ratis.client.Result;
import io.dsfm.statemachine.Outputs;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What the plain state machine answers to one input: index, sequence and timestamp (8 bytes each), the length of the reply
 * (4) and the reply, the number of events (4), and for each its type (4), length (4) and bytes; big endian. The same facts
 * as the group's client gets.
 *
 * <p>Threading: one thread; each input starts with {@link #begin}.
 */
final class PlainAnswer implements Outputs {

    private byte[] reply = new byte[0];
    private int events;
    private final ByteArrayOutputStream eventBytes = new ByteArrayOutputStream(512);

    /** Forgets the input before. */
    void begin() {
        reply = new byte[0];
        events = 0;
        eventBytes.reset();
    }

    @Override
    public void reply(byte[] bytes, int offset, int length) {
        reply = new byte[length];
        System.arraycopy(bytes, offset, reply, 0, length);
    }

    @Override
    public void event(int type, byte[] bytes, int offset, int length) {
        byte[] header = new byte[8];
        ByteBuffer.wrap(header).putInt(type).putInt(length);
        eventBytes.write(header, 0, header.length);
        eventBytes.write(bytes, offset, length);
        events++;
    }

    @Override
    public void scheduleTimer(long timerId, long deadlineNanos) {
        throw new UnsupportedOperationException(
                "plain Ratis has no timers, so an application with timers cannot be compared: timerId=" + timerId);
    }

    @Override
    public void cancelTimer(long timerId) {
        throw new UnsupportedOperationException(
                "plain Ratis has no timers, so an application with timers cannot be compared: timerId=" + timerId);
    }

    /** The answer's bytes. */
    byte[] encode(long index, long sequence, long timestampNanos) {
        ByteBuffer out = ByteBuffer.allocate(32 + reply.length + eventBytes.size());
        out.putLong(index).putLong(sequence).putLong(timestampNanos);
        out.putInt(reply.length).put(reply);
        out.putInt(events).put(eventBytes.toByteArray());
        return out.array();
    }

    /** Reads an answer. */
    static Result decode(long requestNumber, ByteBuffer in) {
        long index = in.getLong();
        long sequence = in.getLong();
        long timestampNanos = in.getLong();
        byte[] reply = bytes(in);
        int count = in.getInt();
        List<Result.Event> events = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            events.add(new Result.Event(in.getInt(), bytes(in)));
        }
        return new Result(requestNumber, index, sequence, timestampNanos, reply, events);
    }

    /** What was collected, as the same type. */
    Result result(long index, long sequence, long timestampNanos) {
        return decode(0, ByteBuffer.wrap(encode(index, sequence, timestampNanos)));
    }

    private static byte[] bytes(ByteBuffer in) {
        byte[] bytes = new byte[in.getInt()];
        in.get(bytes);
        return bytes;
    }
}
