package io.dsfm.maelstrom.workload.store;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Replies and answers as bytes, big endian: the status (1 byte), and with {@link Status#OK} the results, one for each step:
 * a tag (1), then what it needs.
 */
public final class ReplyCodec {

    private static final int ABSENT = 0;
    private static final int VALUE = 1;
    private static final int COUNT = 2;
    private static final int SEQUENCE = 3;
    private static final int NONE = 4;

    private ReplyCodec() {}

    /**
     * A reply, read.
     *
     * @param results one for each step; empty unless the status is OK
     */
    public record Reply(Status status, List<Result> results) {
        /** Copies the list. */
        public Reply {
            results = List.copyOf(results);
        }
    }

    /** The reply to what was not done. */
    public static byte[] refusal(Status status) {
        return new byte[] {(byte) status.code()};
    }

    /** The reply to what was done. */
    public static byte[] encode(List<Result> results) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(Status.OK.code());
            for (Result result : results) {
                write(out, result);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // there is no device
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, Result result) throws IOException {
        if (result instanceof Result.Value value) {
            out.writeByte(VALUE);
            item(out, value.bytes());
        } else if (result instanceof Result.Count count) {
            out.writeByte(COUNT);
            out.writeLong(count.number());
        } else if (result instanceof Result.Sequence sequence) {
            out.writeByte(SEQUENCE);
            out.writeInt(sequence.items().size());
            for (byte[] item : sequence.items()) {
                item(out, item);
            }
        } else {
            out.writeByte(result instanceof Result.Absent ? ABSENT : NONE);
        }
    }

    private static void item(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /**
     * Reads a reply that a state machine has given.
     *
     * @throws IllegalArgumentException or {@link java.nio.BufferUnderflowException} if it is none
     */
    public static Reply decode(byte[] reply) {
        ByteBuffer bytes = ByteBuffer.wrap(reply);
        Status status = Status.of(bytes.get());
        List<Result> results = new ArrayList<>();
        while (bytes.hasRemaining()) {
            results.add(result(bytes));
        }
        return new Reply(status, results);
    }

    private static Result result(ByteBuffer bytes) {
        int tag = bytes.get();
        return switch (tag) {
            case ABSENT -> Result.ABSENT;
            case NONE -> Result.NONE;
            case VALUE -> new Result.Value(item(bytes));
            case COUNT -> new Result.Count(bytes.getLong());
            case SEQUENCE -> {
                int count = bytes.getInt();
                List<byte[]> items = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    items.add(item(bytes));
                }
                yield new Result.Sequence(items);
            }
            default -> throw new IllegalArgumentException("unknown result: tag=" + tag);
        };
    }

    private static byte[] item(ByteBuffer bytes) {
        byte[] item = new byte[bytes.getInt()];
        bytes.get(item);
        return item;
    }
}
