package io.dsfm.sample.matching.demo.check;

import io.dsfm.ratis.client.Result;
import io.dsfm.statemachine.Outputs;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The bytes in which a result is kept: its numbers, then its outputs. Outputs are equal exactly if their bytes are.
 *
 * <p>Threading: pure functions.
 */
public final class ResultCodec {

    private static final int HEADER_BYTES = 4 * Long.BYTES;

    private ResultCodec() {}

    /** The numbers of a result. */
    record Header(long requestNumber, long index, long sequence, long timestampNanos) {}

    /** The bytes of a result. */
    public static byte[] encode(Result result) {
        byte[] outputs = encodeOutputs(result);
        return ByteBuffer.allocate(HEADER_BYTES + outputs.length)
                .putLong(result.requestNumber())
                .putLong(result.index())
                .putLong(result.sequence())
                .putLong(result.timestampNanos())
                .put(outputs)
                .array();
    }

    /**
     * The result with these bytes.
     *
     * @throws IllegalArgumentException if they are not a result's
     */
    public static Result decode(byte[] encoded) {
        ByteBuffer in = ByteBuffer.wrap(encoded);
        try {
            long requestNumber = in.getLong();
            long index = in.getLong();
            long sequence = in.getLong();
            long timestampNanos = in.getLong();
            byte[] reply = bytes(in);
            List<Result.Event> events = new ArrayList<>();
            while (in.hasRemaining()) {
                events.add(new Result.Event(in.getInt(), bytes(in)));
            }
            return new Result(requestNumber, index, sequence, timestampNanos, reply, List.copyOf(events));
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("not a result: sizeBytes=" + encoded.length, e);
        }
    }

    private static byte[] bytes(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    static Header header(byte[] encoded) {
        ByteBuffer in = ByteBuffer.wrap(encoded);
        return new Header(in.getLong(), in.getLong(), in.getLong(), in.getLong());
    }

    static byte[] outputs(byte[] encoded) {
        return Arrays.copyOfRange(encoded, HEADER_BYTES, encoded.length);
    }

    private static byte[] encodeOutputs(Result result) {
        OutputBytes bytes = new OutputBytes();
        bytes.reply(result.reply());
        result.events().forEach(event -> bytes.event(event.type(), event.payload()));
        return bytes.take();
    }

    /** Collects what a state machine gives, in the same bytes: the reply first, as {@link Result} has it. */
    static final class OutputBytes implements Outputs {

        private static final int NO_REPLY = -1;

        private final ByteArrayOutputStream reply = new ByteArrayOutputStream();
        private final ByteArrayOutputStream events = new ByteArrayOutputStream();
        private final DataOutputStream eventData = new DataOutputStream(events);
        private int replyLength = NO_REPLY;

        @Override
        public void reply(byte[] bytes, int offset, int length) {
            if (replyLength != NO_REPLY) {
                throw new IllegalStateException("a second reply to one input: length=" + length);
            }
            replyLength = length;
            reply.write(bytes, offset, length);
        }

        @Override
        public void event(int type, byte[] bytes, int offset, int length) {
            try {
                eventData.writeInt(type);
                eventData.writeInt(length);
                eventData.write(bytes, offset, length);
            } catch (IOException e) {
                throw new UncheckedIOException("writing to memory failed", e);
            }
        }

        @Override
        public void scheduleTimer(long timerId, long deadlineNanos) {
            throw new UnsupportedOperationException(
                    "the model has no timers, since no client sees them fire: timerId=" + timerId);
        }

        @Override
        public void cancelTimer(long timerId) {
            // none can be scheduled
        }

        /** What was collected since the last call. */
        byte[] take() {
            byte[] bytes = ByteBuffer.allocate(Integer.BYTES + reply.size() + events.size())
                    .putInt(replyLength)
                    .put(reply.toByteArray())
                    .put(events.toByteArray())
                    .array();
            replyLength = NO_REPLY;
            reply.reset();
            events.reset();
            return bytes;
        }
    }
}
