package io.dsfm.ratis.core;

import io.dsfm.statemachine.Digest64;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * What decides how inputs are executed and is therefore replicated: the leader writes it into the log.
 *
 * @param sessionTimeoutNanos a session expires after so long without word from its client, in the log's time
 * @param sessionsMax the most sessions
 * @param answersKept the most answers kept for a session
 * @param answerBytesKept the most bytes of answers kept for a session; the newest is kept whatever its size
 * @param digestInterval instances' states are compared at every sequence that this divides
 */
public record Settings(
        long sessionTimeoutNanos, int sessionsMax, int answersKept, int answerBytesKept, int digestInterval) {

    /** What holds until a leader has written others. */
    public static final Settings INITIAL = new Settings(3_600_000_000_000L, 10_000, 4_096, 16 << 20, 1_000);

    /** Refuses what cannot be worked with. */
    public Settings {
        if (sessionTimeoutNanos < 1
                || sessionsMax < 1
                || answersKept < 1
                || answerBytesKept < 1
                || digestInterval < 1) {
            throw new IllegalArgumentException("settings must be above 0: sessionTimeoutNanos=" + sessionTimeoutNanos
                    + ", sessionsMax=" + sessionsMax + ", answersKept=" + answersKept + ", answerBytesKept="
                    + answerBytesKept + ", digestInterval=" + digestInterval);
        }
    }

    /** The digest of all of them. */
    long digest() {
        long digest = Digest64.append(Digest64.mix(sessionTimeoutNanos), sessionsMax);
        return Digest64.append(Digest64.append(Digest64.append(digest, answersKept), answerBytesKept), digestInterval);
    }

    void writeTo(DataOutputStream out) throws IOException {
        out.writeLong(sessionTimeoutNanos);
        out.writeInt(sessionsMax);
        out.writeInt(answersKept);
        out.writeInt(answerBytesKept);
        out.writeInt(digestInterval);
    }

    static Settings readFrom(DataInputStream in) throws IOException {
        try {
            return new Settings(in.readLong(), in.readInt(), in.readInt(), in.readInt(), in.readInt());
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
