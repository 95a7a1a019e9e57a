package io.dsfm.ratis.core;

import io.dsfm.statemachine.Digest64;
import io.dsfm.statemachine.InputContext;
import io.dsfm.statemachine.Outputs;
import io.dsfm.statemachine.StateMachine;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.TreeMap;

/**
 * The application that the tests replicate: 256 counters, and timers that count. Its variants differ in where they keep
 * the counters and in how they come to the digest.
 */
abstract class Counters implements StateMachine {

    static final int KEYS = 256;
    static final int TIMER_EVENT = 1_000;
    private static final byte ADD = 1;
    private static final byte SCHEDULE = 2;
    private static final byte CANCEL = 3;
    private static final byte ECHO = 4;

    /** Replies with the counter's new value; an odd one is an event as well. */
    static byte[] add(int key, long amount) {
        return ByteBuffer.allocate(10).put(ADD).put((byte) key).putLong(amount).array();
    }

    /** Schedules a timer so long after the input; replies with its deadline. */
    static byte[] schedule(long timerId, long delayNanos) {
        return ByteBuffer.allocate(17)
                .put(SCHEDULE)
                .putLong(timerId)
                .putLong(delayNanos)
                .array();
    }

    /** Cancels a timer; replies with its id. */
    static byte[] cancel(long timerId) {
        return ByteBuffer.allocate(9).put(CANCEL).putLong(timerId).array();
    }

    /** Replies with so many bytes. */
    static byte[] echo(int bytes) {
        return ByteBuffer.allocate(5).put(ECHO).putInt(bytes).array();
    }

    abstract long get(int key);

    abstract void set(int key, long value);

    @Override
    public void execute(InputContext context, ByteBuffer input, Outputs outputs) {
        try {
            byte operation = input.get();
            switch (operation) {
                case ADD -> increase(input.get() & 0xff, input.getLong(), outputs);
                case SCHEDULE -> {
                    long timerId = input.getLong();
                    long deadlineNanos = context.timestampNanos() + input.getLong();
                    outputs.scheduleTimer(timerId, deadlineNanos);
                    outputs.reply(bytes(deadlineNanos));
                }
                case CANCEL -> {
                    long timerId = input.getLong();
                    outputs.cancelTimer(timerId);
                    outputs.reply(bytes(timerId));
                }
                case ECHO -> outputs.reply(new byte[input.getInt() & 0xffff]);
                default -> outputs.reply(new byte[] {'?'});
            }
        } catch (BufferUnderflowException e) {
            outputs.reply(new byte[] {'!'});
        }
    }

    private void increase(int key, long amount, Outputs outputs) {
        long value = get(key) + amount;
        set(key, value);
        if ((value & 1) == 1) {
            outputs.event(key, bytes(value));
        }
        outputs.reply(bytes(value));
    }

    @Override
    public void onTimer(InputContext context, long timerId, Outputs outputs) {
        int key = (int) timerId & 0xff;
        long value = get(key) + 1;
        set(key, value);
        outputs.event(TIMER_EVENT, bytes(timerId));
        if (timerId % 3 == 0 && value % 4 != 0) {
            outputs.scheduleTimer(timerId, context.timestampNanos() + value % 7);
        }
    }

    @Override
    public byte[] query(ByteBuffer query) {
        return bytes(get(query.get() & 0xff));
    }

    @Override
    public void writeSnapshot(OutputStream stream) throws IOException {
        DataOutputStream out = new DataOutputStream(stream);
        for (int key = 0; key < KEYS; key++) {
            out.writeLong(get(key));
        }
    }

    @Override
    public void restoreSnapshot(InputStream stream) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        for (int key = 0; key < KEYS; key++) {
            set(key, in.readLong());
        }
    }

    static byte[] bytes(long value) {
        return ByteBuffer.allocate(8).putLong(value).array();
    }

    private static long digest(int key, long value) {
        return value == 0 ? 0 : Digest64.append(Digest64.mix(key), value);
    }

    /** An array, and a digest kept up to date. */
    static class InArray extends Counters {
        private final long[] values = new long[KEYS];
        private long digest;

        @Override
        long get(int key) {
            return values[key];
        }

        @Override
        void set(int key, long value) {
            digest += Counters.digest(key, value) - Counters.digest(key, values[key]);
            values[key] = value;
        }

        @Override
        public long digest() {
            return digest;
        }
    }

    /** A tree of those that are not 0, and a digest made when it is asked for. */
    static class InTree extends Counters {
        private final TreeMap<Integer, Long> values = new TreeMap<>();

        @Override
        long get(int key) {
            return values.getOrDefault(key, 0L);
        }

        @Override
        void set(int key, long value) {
            if (value == 0) {
                values.remove(key);
            } else {
                values.put(key, value);
            }
        }

        @Override
        public long digest() {
            return values.entrySet().stream()
                    .mapToLong(entry -> Counters.digest(entry.getKey(), entry.getValue()))
                    .sum();
        }
    }

    /** Two halves of 32 bits in one array of bytes. */
    static final class InBytes extends Counters {
        private final ByteBuffer values = ByteBuffer.allocate(KEYS * 8);

        @Override
        long get(int key) {
            return (long) values.getInt(key * 4) << 32 | values.getInt((KEYS + key) * 4) & 0xffff_ffffL;
        }

        @Override
        void set(int key, long value) {
            values.putInt(key * 4, (int) (value >>> 32)).putInt((KEYS + key) * 4, (int) value);
        }

        @Override
        public long digest() {
            long digest = 0;
            for (int key = 0; key < KEYS; key++) {
                digest += Counters.digest(key, get(key));
            }
            return digest;
        }
    }
}
