package io.dsfm.ratis.core;

import io.dsfm.statemachine.Digest64;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The clients' sessions: which requests were executed, and what they were answered. Part of the replicated state, so it
 * depends on the log alone.
 *
 * <p>The rule that makes execution exactly-once and ordered: a client's request is executed if its number is one above
 * the last one used up. A lower number was used up before, and gets the answer of then; a higher one is out of order.
 *
 * <p>Sessions end when they expire, in order of when they were last heard; never while a client's clock says otherwise,
 * since only the log's time counts. A client without a session is refused, since nobody knows what it had executed.
 *
 * <p>Invariants: the list from {@code oldest} to {@code newest} holds the sessions of the map, in order of
 * {@code lastHeardNanos}; {@code digest} is the sum of theirs.
 */
final class SessionTable {

    private final Long2ObjectHashMap<Session> byClient = new Long2ObjectHashMap<>();
    private @Nullable Session oldest;
    private @Nullable Session newest;
    private long nextSessionId = 1;
    private long digest;

    /** Drops the sessions that have expired by {@code nowNanos}. */
    void expire(long nowNanos, long timeoutNanos) {
        while (oldest != null && nowNanos - oldest.lastHeardNanos > timeoutNanos) {
            Session expired = oldest;
            unlink(expired);
            byClient.remove(expired.clientId);
            digest -= expired.digest();
        }
    }

    /** The client's session, or null if it has none. */
    @Nullable
    Session find(long clientId) {
        return byClient.get(clientId);
    }

    /** Opens a session or takes the client's over, or gives null if there are as many as there may be. */
    @Nullable
    Session open(long clientId, long nowNanos, int sessionsMax) {
        Session session = byClient.get(clientId);
        if (session == null) {
            if (byClient.size() >= sessionsMax) {
                return null;
            }
            session = new Session(clientId);
            byClient.put(clientId, session);
        } else {
            digest -= session.digest();
            unlink(session);
        }
        session.sessionId = nextSessionId++;
        session.lastHeardNanos = nowNanos;
        append(session);
        digest += session.digest();
        return session;
    }

    /**
     * The client was heard: its session lives on from {@code nowNanos}, without the answers up to
     * {@code acknowledgedThrough}, inclusive.
     */
    void touch(Session session, long nowNanos, long acknowledgedThrough) {
        digest -= session.digest();
        session.lastHeardNanos = nowNanos;
        session.answers.dropThrough(acknowledgedThrough);
        digest += session.digest();
        if (session != newest) {
            unlink(session);
            append(session);
        }
    }

    /** Uses the session's next number up, and keeps the answer. */
    void record(Session session, Answer answer, Settings settings) {
        digest -= session.digest();
        session.lastNumber = answer.requestNumber();
        session.answers.add(answer, settings.answersKept(), settings.answerBytesKept());
        digest += session.digest();
    }

    int size() {
        return byClient.size();
    }

    long digest() {
        return digest + nextSessionId;
    }

    void writeTo(DataOutputStream out) throws IOException {
        out.writeLong(nextSessionId);
        out.writeInt(byClient.size());
        for (Session session = oldest; session != null; session = session.later) {
            out.writeLong(session.clientId);
            out.writeLong(session.sessionId);
            out.writeLong(session.lastNumber);
            out.writeLong(session.lastHeardNanos);
            out.writeInt(session.answers.size());
            long first = session.answers.firstNumber();
            for (long number = first; number < first + session.answers.size(); number++) {
                writeAnswer(out, session.answers.find(number));
            }
        }
    }

    void readFrom(DataInputStream in) throws IOException {
        byClient.clear();
        oldest = null;
        newest = null;
        digest = 0;
        nextSessionId = in.readLong();
        for (int i = in.readInt(); i > 0; i--) {
            Session session = new Session(in.readLong());
            session.sessionId = in.readLong();
            session.lastNumber = in.readLong();
            session.lastHeardNanos = in.readLong();
            int answers = in.readInt();
            session.answers.startAt(session.lastNumber - answers + 1);
            for (int j = 0; j < answers; j++) {
                session.answers.add(readAnswer(in), Integer.MAX_VALUE, Integer.MAX_VALUE);
            }
            byClient.put(session.clientId, session);
            append(session);
            digest += session.digest();
        }
    }

    private static void writeAnswer(DataOutputStream out, Answer answer) throws IOException {
        out.writeLong(answer.requestNumber());
        out.writeLong(answer.index());
        out.writeLong(answer.sequence());
        out.writeLong(answer.timestampNanos());
        out.writeLong(answer.inputDigest());
        out.writeInt(answer.output().length);
        out.write(answer.output());
    }

    private static Answer readAnswer(DataInputStream in) throws IOException {
        long number = in.readLong();
        long index = in.readLong();
        long sequence = in.readLong();
        long timestampNanos = in.readLong();
        long inputDigest = in.readLong();
        int length = in.readInt();
        byte[] output = in.readNBytes(length);
        if (output.length != length) {
            throw new IOException("an answer is cut short: requestNumber=" + number + ", bytes=" + output.length
                    + ", expected=" + length);
        }
        long outputDigest = sequence == 0 ? 0 : Digest64.of(output);
        return new Answer(number, index, sequence, timestampNanos, inputDigest, outputDigest, output);
    }

    private void append(Session session) {
        session.earlier = newest;
        session.later = null;
        if (newest == null) {
            oldest = session;
        } else {
            newest.later = session;
        }
        newest = session;
    }

    private void unlink(Session session) {
        if (session.earlier == null) {
            oldest = session.later;
        } else {
            session.earlier.later = session.later;
        }
        if (session.later == null) {
            newest = session.earlier;
        } else {
            session.later.earlier = session.earlier;
        }
    }
}
