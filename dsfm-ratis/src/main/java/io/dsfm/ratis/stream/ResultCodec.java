package io.dsfm.ratis.stream;

import io.dsfm.ratis.core.Answer;
import io.dsfm.ratis.core.Outcome;
import io.dsfm.ratis.core.OutputReader;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The bytes of one result: the length of the body (4 bytes), the CRC-32C of the body (4), and the body: sequence, index,
 * timestamp, client id, number and chain digest (8 each); the length of the reply (4) and the reply; the number of events
 * (4), and for each its type (4), length (4) and bytes. Everything big endian.
 *
 * <p>Determinism: made of what all instances agree on and of nothing else, so that every node and every replay writes the
 * same.
 *
 * <p>Threading: pure.
 */
public final class ResultCodec {

    /** What comes before the body. */
    public static final int PREFIX_BYTES = 8;

    private static final int SEQUENCE_AT = PREFIX_BYTES;
    private static final int CLIENT_AT = SEQUENCE_AT + 24;
    private static final int CHAIN_AT = SEQUENCE_AT + 40;
    /** Where the reply's length is. */
    static final int REPLY_AT = SEQUENCE_AT + 48;

    private static final int SMALLEST_BODY_BYTES = 48 + 8;

    private ResultCodec() {}

    /** The record of an outcome that is a new result. */
    public static byte[] encode(Outcome outcome) {
        Answer answer = outcome.answer();
        if (!outcome.isNewResult() || answer == null) {
            throw new IllegalArgumentException("not a new result: outcome=" + outcome);
        }
        int resultBytes = OutputReader.resultBytes(answer.output());
        ByteBuffer record = ByteBuffer.allocate(REPLY_AT + resultBytes);
        record.position(PREFIX_BYTES);
        record.putLong(answer.sequence())
                .putLong(answer.index())
                .putLong(answer.timestampNanos())
                .putLong(outcome.clientId())
                .putLong(outcome.number())
                .putLong(outcome.chainDigest())
                .put(answer.output(), 0, resultBytes);
        return seal(record.array());
    }

    /** Writes length and checksum in front of the body. */
    static byte[] seal(byte[] record) {
        ByteBuffer.wrap(record).putInt(record.length - PREFIX_BYTES).putInt(crc(record));
        return record;
    }

    private static int crc(byte[] record) {
        CRC32C crc = new CRC32C();
        crc.update(record, PREFIX_BYTES, record.length - PREFIX_BYTES);
        return (int) crc.getValue();
    }

    /** The length of the record that starts with these {@link #PREFIX_BYTES} bytes; below them if none starts so. */
    public static long sizeBytes(ByteBuffer bytes, int at) {
        int bodyBytes = bytes.getInt(at);
        return bodyBytes < SMALLEST_BODY_BYTES ? 0 : PREFIX_BYTES + (long) bodyBytes;
    }

    /** Whether a record is as it was written. */
    public static boolean isWhole(byte[] record) {
        ByteBuffer bytes = ByteBuffer.wrap(record);
        return record.length >= PREFIX_BYTES + SMALLEST_BODY_BYTES
                && sizeBytes(bytes, 0) == record.length
                && bytes.getInt(4) == crc(record);
    }

    /** The sequence in a whole record. */
    public static long sequence(byte[] record) {
        return ByteBuffer.wrap(record).getLong(SEQUENCE_AT);
    }

    /** The client id in a whole record. */
    static long clientId(byte[] record) {
        return ByteBuffer.wrap(record).getLong(CLIENT_AT);
    }

    /** The chain digest in a whole record. */
    public static long chainDigest(byte[] record) {
        return ByteBuffer.wrap(record).getLong(CHAIN_AT);
    }

    /**
     * Reads one record.
     *
     * @param bytes positioned at the record; behind it afterwards
     * @throws IllegalArgumentException if there is no whole record
     */
    public static StreamResult decode(ByteBuffer bytes) {
        if (bytes.remaining() < PREFIX_BYTES) {
            throw new IllegalArgumentException("not a result: bytes=" + bytes.remaining());
        }
        long sizeBytes = sizeBytes(bytes, bytes.position());
        if (sizeBytes < PREFIX_BYTES || sizeBytes > bytes.remaining()) {
            throw new IllegalArgumentException("not a result: sizeBytes=" + sizeBytes + ", bytes=" + bytes.remaining());
        }
        byte[] record = new byte[(int) sizeBytes];
        bytes.get(record);
        if (!isWhole(record)) {
            throw new IllegalArgumentException(
                    "a result is damaged: its checksum does not fit: sizeBytes=" + sizeBytes);
        }
        return decode(record);
    }

    private static StreamResult decode(byte[] record) {
        ByteBuffer body = ByteBuffer.wrap(record).position(SEQUENCE_AT);
        try {
            return new StreamResult(
                    body.getLong(),
                    body.getLong(),
                    body.getLong(),
                    body.getLong(),
                    body.getLong(),
                    body.getLong(),
                    bytes(body),
                    events(body),
                    record);
        } catch (BufferUnderflowException | NegativeArraySizeException e) {
            throw new IllegalArgumentException("a result is shorter than it says: sizeBytes=" + record.length, e);
        }
    }

    private static byte[] bytes(ByteBuffer body) {
        int length = body.getInt();
        if (length > body.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        body.get(bytes);
        return bytes;
    }

    private static List<StreamResult.Event> events(ByteBuffer body) {
        int count = body.getInt();
        List<StreamResult.Event> events = new ArrayList<>(Math.min(Math.max(count, 0), 64));
        for (int i = 0; i < count; i++) {
            events.add(new StreamResult.Event(body.getInt(), bytes(body)));
        }
        return List.copyOf(events);
    }
}
