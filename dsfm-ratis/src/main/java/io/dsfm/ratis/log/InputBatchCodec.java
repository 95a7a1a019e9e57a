package io.dsfm.ratis.log;

import io.dsfm.ratis.core.Input;
import io.dsfm.ratis.core.InputBatch;
import io.dsfm.ratis.core.ReleaseLevel;
import io.dsfm.ratis.core.Settings;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A batch of inputs as the bytes of a log entry, big endian: a format (1 byte), the timestamp in nanoseconds (8), the
 * number of inputs (4), and for each its kind (1) and fields. What a submitted input consists of stays where it is: a
 * decoded batch points into the entry's bytes.
 *
 * <p>Threading: stateless.
 */
public final class InputBatchCodec {

    /** How many bytes an entry has besides its inputs. */
    public static final int HEADER_BYTES = 13;

    /** How many bytes a submitted input takes besides its own. */
    public static final int SUBMIT_BYTES = 38;

    /** No input takes less. */
    private static final int INPUT_BYTES_MIN = 5;

    private static final byte FORMAT = 1;
    private static final byte SUBMIT = 1;
    private static final byte OPEN_SESSION = 2;
    private static final byte KEEP_ALIVE = 3;
    private static final byte FIRE_TIMERS = 4;
    private static final byte CHANGE_SETTINGS = 5;
    private static final byte CHECKPOINT = 6;

    private static final int SKIP = 1;
    private static final int LEVEL_SHIFT = 1;

    private InputBatchCodec() {}

    /** How many bytes an input takes in an entry. */
    public static int sizeBytes(Input input) {
        if (input instanceof Input.Submit submit) {
            return SUBMIT_BYTES + submit.length();
        } else if (input instanceof Input.OpenSession || input instanceof Input.KeepAlive) {
            return 17;
        } else if (input instanceof Input.FireTimers) {
            return 5;
        } else if (input instanceof Input.ChangeSettings) {
            return 25;
        }
        return 17;
    }

    /** Starts an entry in an empty buffer. */
    public static void writeHeader(ByteBuffer out, long timestampNanos, int inputs) {
        out.put(FORMAT).putLong(timestampNanos).putInt(inputs);
    }

    /** Appends an input, which consists, if it is a submitted one, of what remains in {@code bytes}. */
    public static void write(ByteBuffer out, Input input, ByteBuffer bytes) {
        if (input instanceof Input.Submit submit) {
            if (bytes.remaining() != submit.length()) {
                throw new IllegalArgumentException(
                        "an input of other bytes: length=" + submit.length() + ", bytes=" + bytes.remaining());
            }
            out.put(SUBMIT).putLong(submit.clientId()).putLong(submit.sessionId());
            out.putLong(submit.requestNumber()).putLong(submit.acknowledgedThrough());
            out.put((byte) ((submit.skip() ? SKIP : 0) | code(submit.level()) << LEVEL_SHIFT))
                    .putInt(submit.length());
            out.put(bytes);
        } else if (input instanceof Input.OpenSession open) {
            out.put(OPEN_SESSION).putLong(open.clientId()).putLong(open.correlationId());
        } else if (input instanceof Input.KeepAlive keepAlive) {
            out.put(KEEP_ALIVE).putLong(keepAlive.clientId()).putLong(keepAlive.sessionId());
        } else if (input instanceof Input.FireTimers fire) {
            out.put(FIRE_TIMERS).putInt(fire.limit());
        } else if (input instanceof Input.ChangeSettings change) {
            Settings settings = change.settings();
            out.put(CHANGE_SETTINGS).putLong(settings.sessionTimeoutNanos()).putInt(settings.sessionsMax());
            out.putInt(settings.answersKept())
                    .putInt(settings.answerBytesKept())
                    .putInt(settings.digestInterval());
        } else if (input instanceof Input.Checkpoint checkpoint) {
            out.put(CHECKPOINT).putLong(checkpoint.sequence()).putLong(checkpoint.chainDigest());
        }
    }

    /**
     * Reads an entry.
     *
     * @param bytes the whole entry; kept by the batch, so nobody may change it
     * @throws IllegalArgumentException if it is not an entry of ours, with its index and what is wrong
     */
    public static InputBatch decode(long term, long index, byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            byte format = in.get();
            if (format != FORMAT) {
                throw damaged(index, in, "unknown format " + format);
            }
            long timestampNanos = in.getLong();
            int count = in.getInt();
            if (count < 0 || count > in.remaining() / INPUT_BYTES_MIN) {
                throw damaged(index, in, "impossible number of inputs " + count);
            }
            List<Input> inputs = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                inputs.add(read(in, index));
            }
            if (in.hasRemaining()) {
                throw damaged(index, in, "more bytes than inputs");
            }
            return new InputBatch(term, index, timestampNanos, inputs, bytes);
        } catch (BufferUnderflowException e) {
            throw damaged(index, in, "cut short");
        }
    }

    private static Input read(ByteBuffer in, long index) {
        byte kind = in.get();
        return switch (kind) {
            case SUBMIT -> readSubmit(in, index);
            case OPEN_SESSION -> new Input.OpenSession(in.getLong(), in.getLong());
            case KEEP_ALIVE -> new Input.KeepAlive(in.getLong(), in.getLong());
            case FIRE_TIMERS -> new Input.FireTimers(in.getInt());
            case CHANGE_SETTINGS -> readSettings(in, index);
            case CHECKPOINT -> new Input.Checkpoint(in.getLong(), in.getLong());
            default -> throw damaged(index, in, "unknown kind of input " + kind);
        };
    }

    private static Input readSubmit(ByteBuffer in, long index) {
        long clientId = in.getLong();
        long sessionId = in.getLong();
        long requestNumber = in.getLong();
        long acknowledgedThrough = in.getLong();
        int flags = in.get();
        boolean skip = (flags & SKIP) != 0;
        ReleaseLevel level = level(flags >> LEVEL_SHIFT, in, index);
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw damaged(index, in, "an input of " + length + " bytes");
        }
        int offset = in.position();
        in.position(offset + length);
        return new Input.Submit(clientId, sessionId, requestNumber, acknowledgedThrough, skip, offset, length, level);
    }

    /** No wish is 0, as it was before there were wishes. */
    private static int code(ReleaseLevel level) {
        return level == ReleaseLevel.LOCAL ? 0 : level.code();
    }

    private static ReleaseLevel level(int code, ByteBuffer in, long index) {
        try {
            return code == 0 ? ReleaseLevel.LOCAL : ReleaseLevel.of(code);
        } catch (IllegalArgumentException e) {
            throw damaged(index, in, e.getMessage());
        }
    }

    private static Input readSettings(ByteBuffer in, long index) {
        try {
            return new Input.ChangeSettings(
                    new Settings(in.getLong(), in.getInt(), in.getInt(), in.getInt(), in.getInt()));
        } catch (IllegalArgumentException e) {
            throw damaged(index, in, e.getMessage());
        }
    }

    private static IllegalArgumentException damaged(long index, ByteBuffer in, String what) {
        return new IllegalArgumentException("the log entry is not one of ours: index=" + index + ", at=" + in.position()
                + ", bytes=" + in.limit() + ", found: " + what);
    }
}
