package io.dsfm.ratis.stream;

import io.dsfm.ratis.core.Answer;
import io.dsfm.ratis.core.Outcome;
import io.dsfm.ratis.core.OutcomeKind;
import io.dsfm.statemachine.Digest64;
import java.nio.ByteBuffer;

/** Results made by hand. */
public final class Records {

    private Records() {}

    /** What a state machine gave: a reply, events of these types with this payload, and one timer scheduled. */
    public static byte[] output(String reply, byte[] payload, int... eventTypes) {
        ByteBuffer out = ByteBuffer.allocate(64 + reply.length() + eventTypes.length * (8 + payload.length));
        out.putInt(reply.length()).put(reply.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        out.putInt(eventTypes.length);
        for (int type : eventTypes) {
            out.putInt(type).putInt(payload.length).put(payload);
        }
        out.putInt(1).put((byte) 1).putLong(5).putLong(6);
        byte[] bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }

    /** The outcome of a client's input; of a timer if the client is 0. */
    public static Outcome outcome(long sequence, long clientId, byte[] output, long chainDigest) {
        Answer answer =
                new Answer(10 + sequence, 100 + sequence, sequence, 1_000 + sequence, 0, Digest64.of(output), output);
        return new Outcome(
                clientId == 0 ? OutcomeKind.TIMER_FIRED : OutcomeKind.EXECUTED,
                sequence,
                1,
                100 + sequence,
                clientId,
                1,
                10 + sequence,
                0,
                0,
                answer,
                chainDigest,
                0);
    }

    /** The outcome that comes next in a history in which each output is its sequence and {@code text}. */
    public static Outcome next(long sequence, String text, long chainBefore) {
        byte[] output = output(sequence + text, new byte[3], 1);
        return outcome(sequence, 7, output, Digest64.append(chainBefore, Digest64.of(output)));
    }

    /** A record of some size whose chain digest is {@code history} and the sequence. */
    public static byte[] record(long sequence, int payloadBytes, long history) {
        return ResultCodec.encode(outcome(sequence, 7, output("reply", new byte[payloadBytes], 1), history + sequence));
    }
}
