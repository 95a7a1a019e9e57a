package io.dsfm.ratis.core;

import io.dsfm.statemachine.Digest64;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
 * {@code lastHeardNanos}; {@code summed} is the sum of what each last gave to it, and those that have changed since are in
 * {@code changed}. Summing is put off because it is asked for rarely, and a session may change with every input.
 */
class SessionTable {

    private final UndoLog undo;
    private final Long2ObjectHashMap<Session> byClient = new Long2ObjectHashMap<>();
    private @Nullable Session oldest;
    private @Nullable Session newest;
    private long nextSessionId = 1;
    private long summed;
    private final List<Session> changed = new ArrayList<>();

    /** Every change is told to {@code undo}. */
    SessionTable(UndoLog undo) {
        this.undo = undo;
    }

    /** The state is marked: the way back ends here. */
    void onMarked() {
        long marked = sum();
        undo.record(() -> {
            summed = marked;
            for (Session session : changed) {
                session.summedDigest = session.digest(); // as it was when the sum was this
                session.isChanged = false;
            }
            changed.clear();
        });
    }

    /** Drops the sessions that have expired by {@code nowNanos}. */
    void expire(long nowNanos, long timeoutNanos) {
        while (oldest != null && nowNanos - oldest.lastHeardNanos > timeoutNanos) {
            Session expired = oldest;
            unlink(expired);
            byClient.remove(expired.clientId);
            sum();
            summed -= expired.summedDigest;
            if (undo.isRecording()) {
                undo.record(() -> {
                    byClient.put(expired.clientId, expired);
                    linkAfter(null, expired);
                    onChange(expired);
                });
            }
        }
    }

    /** The client's session, or null if it has none. */
    @Nullable
    Session find(long clientId) {
        return byClient.get(clientId);
    }

    /**
     * Opens a session or takes the client's over; the same request repeated gets the same session. Gives null if there
     * are as many as there may be.
     */
    @Nullable
    Session open(Input.OpenSession open, long nowNanos, int sessionsMax) {
        Session session = byClient.get(open.clientId());
        if (session == null) {
            if (byClient.size() >= sessionsMax) {
                return null;
            }
            session = new Session(open.clientId(), undo);
            byClient.put(open.clientId(), session);
            append(session);
            recordOpened(session);
        }
        onChange(session);
        recordTouched(session);
        if (session.sessionId == 0 || session.openedBy != open.correlationId()) {
            recordTaken(session);
            session.sessionId = nextSessionId++;
            session.openedBy = open.correlationId();
        }
        session.lastHeardNanos = nowNanos;
        moveToNewest(session);
        return session;
    }

    private void recordOpened(Session session) {
        if (undo.isRecording()) {
            undo.record(() -> {
                byClient.remove(session.clientId);
                unlink(session);
                onChange(session);
            });
        }
    }

    private void recordTaken(Session session) {
        if (undo.isRecording()) {
            long sessionId = session.sessionId;
            long openedBy = session.openedBy;
            long next = nextSessionId;
            undo.record(() -> {
                session.sessionId = sessionId;
                session.openedBy = openedBy;
                nextSessionId = next;
            });
        }
    }

    void recordTouched(Session session) {
        if (undo.isRecording()) {
            long heardNanos = session.lastHeardNanos;
            Session before = session.earlier;
            undo.record(() -> {
                onChange(session);
                session.lastHeardNanos = heardNanos;
                unlink(session);
                linkAfter(before, session);
            });
        }
    }

    /**
     * The client was heard: its session lives on from {@code nowNanos}, without the answers up to
     * {@code acknowledgedThrough}, inclusive.
     */
    void touch(Session session, long nowNanos, long acknowledgedThrough) {
        onChange(session);
        recordTouched(session);
        session.lastHeardNanos = nowNanos;
        session.answers.dropThrough(acknowledgedThrough);
        moveToNewest(session);
    }

    /** Uses the session's next number up, and keeps the answer. */
    void record(Session session, Answer answer, Settings settings) {
        onChange(session);
        if (undo.isRecording()) {
            long lastNumber = session.lastNumber;
            undo.record(() -> {
                onChange(session);
                session.lastNumber = lastNumber;
            });
        }
        session.lastNumber = answer.requestNumber();
        session.answers.add(answer, settings.answersKept(), settings.answerBytesKept());
    }

    /** The session is being changed, or changed back. */
    private void onChange(Session session) {
        if (!session.isChanged) {
            session.isChanged = true;
            changed.add(session);
        }
    }

    private long sum() {
        for (Session session : changed) {
            long digest = session.digest();
            summed += digest - session.summedDigest;
            session.summedDigest = digest;
            session.isChanged = false;
        }
        changed.clear();
        return summed;
    }

    int size() {
        return byClient.size();
    }

    long digest() {
        return sum() + nextSessionId;
    }

    void writeTo(DataOutputStream out) throws IOException {
        out.writeLong(nextSessionId);
        out.writeInt(byClient.size());
        for (Session session = oldest; session != null; session = session.later) {
            out.writeLong(session.clientId);
            out.writeLong(session.sessionId);
            out.writeLong(session.openedBy);
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
        summed = 0;
        changed.clear();
        nextSessionId = in.readLong();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            Session session = readSession(in);
            byClient.put(session.clientId, session);
            append(session);
            onChange(session);
        }
        if (byClient.size() != count) {
            throw new IOException("not a table of sessions: count=" + count + ", clients=" + byClient.size());
        }
    }

    private Session readSession(DataInputStream in) throws IOException {
        Session session = new Session(in.readLong(), undo);
        session.sessionId = in.readLong();
        session.openedBy = in.readLong();
        session.lastNumber = in.readLong();
        session.lastHeardNanos = in.readLong();
        int answers = in.readInt();
        if (answers < 0 || answers > session.lastNumber) {
            throw new IOException("a session cannot have so many answers: clientId=" + session.clientId + ", answers="
                    + answers + ", lastNumber=" + session.lastNumber);
        }
        long first = session.lastNumber - answers + 1;
        session.answers.startAt(first);
        for (long number = first; number < first + answers; number++) {
            Answer answer = readAnswer(in);
            if (answer.requestNumber() != number) {
                throw new IOException("an answer is not the next one: clientId=" + session.clientId + ", requestNumber="
                        + answer.requestNumber() + ", expected=" + number);
            }
            session.answers.add(answer, Integer.MAX_VALUE, Integer.MAX_VALUE);
        }
        return session;
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
        // Takes no more room than there are bytes to read, whatever the length says.
        byte[] output = in.readNBytes(Math.max(length, 0));
        if (output.length != length) {
            throw new IOException("an answer is cut short: requestNumber=" + number + ", bytes=" + output.length
                    + ", expected=" + length);
        }
        long outputDigest = sequence == 0 ? 0 : Digest64.of(output);
        return new Answer(number, index, sequence, timestampNanos, inputDigest, outputDigest, output);
    }

    private void moveToNewest(Session session) {
        if (session != newest) {
            unlink(session);
            append(session);
        }
    }

    private void append(Session session) {
        linkAfter(newest, session);
    }

    /** Puts a session behind another in the list, or in front of all. */
    private void linkAfter(@Nullable Session before, Session session) {
        Session after = before == null ? oldest : before.later;
        session.earlier = before;
        session.later = after;
        if (before == null) {
            oldest = session;
        } else {
            before.later = session;
        }
        if (after == null) {
            newest = session;
        } else {
            after.earlier = session;
        }
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
