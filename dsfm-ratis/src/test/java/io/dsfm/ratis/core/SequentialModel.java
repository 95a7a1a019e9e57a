package io.dsfm.ratis.core;

import io.dsfm.statemachine.InputContext;
import io.dsfm.statemachine.Outputs;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The rules of sessions and timers once more, written down without care for speed: maps, and a look at all of them
 * whenever something is to be found. What it says of a log is text, one line for each outcome.
 */
final class SequentialModel {

    /** What a client was answered. */
    record ModelAnswer(long index, long sequence, long timestampNanos, String input, String output, long bytes) {}

    /** A client's session. */
    static final class ModelSession {
        long id;
        long last;
        long heardNanos;
        final TreeMap<Long, ModelAnswer> answers = new TreeMap<>();
    }

    final Map<Long, ModelSession> sessions = new HashMap<>();
    final Map<Long, Long> deadlines = new HashMap<>();
    private final Counters machine = new Counters.InTree();
    private Settings settings = Settings.INITIAL;
    private long sessionsOpened;
    private long sequence;
    private long position;
    private long index;
    private long nowNanos;

    List<String> execute(InputBatch batch) {
        List<String> lines = new ArrayList<>();
        index = batch.index();
        nowNanos = Math.max(nowNanos, batch.timestampNanos());
        sessions.values().removeIf(session -> session.heardNanos + settings.sessionTimeoutNanos() < nowNanos);
        for (Input input : batch.inputs()) {
            if (input instanceof Input.Submit submit) {
                lines.add(submit(submit, batch.bytes()));
            } else if (input instanceof Input.OpenSession open) {
                lines.add(open(open));
            } else if (input instanceof Input.KeepAlive alive) {
                ModelSession session = sessions.get(alive.clientId());
                if (session != null && session.id == alive.sessionId()) {
                    session.heardNanos = nowNanos;
                }
            } else if (input instanceof Input.FireTimers fire) {
                fire(fire, lines);
            } else if (input instanceof Input.ChangeSettings change) {
                settings = change.settings();
            }
        }
        return lines;
    }

    private String submit(Input.Submit submit, byte[] bytes) {
        ModelSession session = sessions.get(submit.clientId());
        if (session == null) {
            return line(OutcomeKind.SESSION_EXPIRED, submit.clientId(), submit.requestNumber(), 0, 0, null);
        }
        if (session.id != submit.sessionId()) {
            return line(OutcomeKind.SESSION_SUPERSEDED, submit.clientId(), submit.requestNumber(), 0, 0, null);
        }
        session.heardNanos = nowNanos;
        session.answers.keySet().removeIf(number -> number <= submit.acknowledgedThrough());
        byte[] input = new byte[submit.length()];
        System.arraycopy(bytes, submit.offset(), input, 0, input.length);
        OutcomeKind kind = kind(submit, session, Hex.of(input));
        if (kind == OutcomeKind.EXECUTED || kind == OutcomeKind.SKIPPED && submit.requestNumber() > session.last) {
            session.last = submit.requestNumber();
            session.answers.put(session.last, answer(submit, input));
            while (session.answers.size() > settings.answersKept()
                    || session.answers.size() > 1 && sum(session, ModelAnswer::bytes) > settings.answerBytesKept()) {
                session.answers.pollFirstEntry();
            }
        }
        boolean isAnswered =
                kind == OutcomeKind.EXECUTED || kind == OutcomeKind.SKIPPED || kind == OutcomeKind.REPEATED;
        return line(
                kind,
                submit.clientId(),
                submit.requestNumber(),
                kind == OutcomeKind.OUT_OF_ORDER ? session.last + 1 : 0,
                0,
                isAnswered ? session.answers.get(submit.requestNumber()) : null);
    }

    private static OutcomeKind kind(Input.Submit submit, ModelSession session, String input) {
        if (submit.requestNumber() > session.last) {
            if (submit.requestNumber() > session.last + 1) {
                return OutcomeKind.OUT_OF_ORDER;
            }
            return submit.skip() ? OutcomeKind.SKIPPED : OutcomeKind.EXECUTED;
        }
        ModelAnswer before = session.answers.get(submit.requestNumber());
        if (before == null) {
            return OutcomeKind.ANSWER_FORGOTTEN;
        } else if (before.sequence() == 0) {
            return OutcomeKind.SKIPPED;
        }
        return submit.skip() || before.input().equals(input) ? OutcomeKind.REPEATED : OutcomeKind.NUMBER_REUSED;
    }

    private ModelAnswer answer(Input.Submit submit, byte[] input) {
        if (submit.skip()) {
            return new ModelAnswer(index, 0, nowNanos, "", "", 0);
        }
        sequence++;
        Recorder recorder = new Recorder(submit.clientId());
        machine.execute(recorder, ByteBuffer.wrap(input), recorder);
        return new ModelAnswer(index, sequence, nowNanos, Hex.of(input), recorder.text(), recorder.bytes);
    }

    private String open(Input.OpenSession open) {
        ModelSession session = sessions.get(open.clientId());
        if (session == null && sessions.size() >= settings.sessionsMax()) {
            return line(
                    OutcomeKind.SESSIONS_FULL, open.clientId(), 0, settings.sessionsMax(), open.correlationId(), null);
        }
        session = session == null ? new ModelSession() : session;
        sessions.put(open.clientId(), session);
        session.id = ++sessionsOpened;
        session.heardNanos = nowNanos;
        return line(OutcomeKind.SESSION_OPENED, open.clientId(), session.last, session.id, open.correlationId(), null);
    }

    private void fire(Input.FireTimers fire, List<String> lines) {
        for (int i = 0; i < fire.limit(); i++) {
            Long due = deadlines.keySet().stream()
                    .filter(id -> deadlines.get(id) <= nowNanos)
                    .min(Comparator.<Long, Long>comparing(deadlines::get).thenComparing(id -> id))
                    .orElse(null);
            if (due == null) {
                return;
            }
            deadlines.remove(due);
            sequence++;
            Recorder recorder = new Recorder(InputContext.NO_CLIENT);
            machine.onTimer(recorder, due, recorder);
            ModelAnswer answer = new ModelAnswer(index, sequence, nowNanos, "", recorder.text(), recorder.bytes);
            lines.add(line(OutcomeKind.TIMER_FIRED, InputContext.NO_CLIENT, due, 0, 0, answer));
        }
    }

    /** How many sequences there are. */
    long sequence() {
        return sequence;
    }

    long nowNanos() {
        return nowNanos;
    }

    private static long sum(ModelSession session, ToLongFunction<ModelAnswer> field) {
        return session.answers.values().stream().mapToLong(field).sum();
    }

    private String line(
            OutcomeKind kind, long client, long number, long detail, long correlation, @Nullable ModelAnswer answer) {
        return line(kind, ++position, index, client, number, detail, correlation)
                + (answer == null
                        ? ""
                        : answer(answer.index(), answer.sequence(), answer.timestampNanos(), answer.output()));
    }

    /** The line for an outcome of a {@link Replica}. */
    static String line(Outcome outcome) {
        Answer answer = outcome.answer();
        String line = line(
                outcome.kind(),
                outcome.position(),
                outcome.logIndex(),
                outcome.clientId(),
                outcome.number(),
                outcome.detail(),
                outcome.correlationId());
        return answer == null
                ? line
                : line + answer(answer.index(), answer.sequence(), answer.timestampNanos(), output(answer));
    }

    private static String output(Answer answer) {
        if (answer.isSkipped()) {
            return "";
        }
        OutputReader reader = new OutputReader(answer.output());
        StringBuilder text = new StringBuilder(Hex.of(reader.reply()));
        for (int i = 0; i < reader.eventCount(); i++) {
            reader.nextEvent(
                    (type, payload) -> text.append(' ').append(type).append(':').append(Hex.of(payload)));
        }
        return text.toString();
    }

    private static String line(
            OutcomeKind kind, long position, long index, long client, long number, long detail, long correlation) {
        return position + " " + kind + " @" + index + " client " + client + " number " + number + " detail " + detail
                + " correlation " + correlation;
    }

    private static String answer(long index, long sequence, long timestampNanos, String output) {
        return " answered @" + index + " #" + sequence + " at " + timestampNanos + ": " + output;
    }

    /** Writes down what the machine gives. */
    private final class Recorder implements InputContext, Outputs {
        private final long clientId;
        private final StringBuilder events = new StringBuilder();
        private String reply = "";
        private long bytes = 12;

        Recorder(long clientId) {
            this.clientId = clientId;
        }

        String text() {
            return reply + events;
        }

        @Override
        public long index() {
            return index;
        }

        @Override
        public long sequence() {
            return sequence;
        }

        @Override
        public long timestampNanos() {
            return nowNanos;
        }

        @Override
        public long clientId() {
            return clientId;
        }

        @Override
        public void reply(byte[] data, int offset, int length) {
            reply = Hex.of(ByteBuffer.wrap(data, offset, length));
            bytes += length;
        }

        @Override
        public void event(int type, byte[] data, int offset, int length) {
            events.append(' ').append(type).append(':').append(Hex.of(ByteBuffer.wrap(data, offset, length)));
            bytes += 8L + length;
        }

        @Override
        public void scheduleTimer(long timerId, long deadlineNanos) {
            deadlines.put(timerId, deadlineNanos);
            bytes += 17;
        }

        @Override
        public void cancelTimer(long timerId) {
            deadlines.remove(timerId);
            bytes += 9;
        }
    }
}
