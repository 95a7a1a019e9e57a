package io.dsfm.ratis.core;

import io.dsfm.statemachine.Digest64;
import io.dsfm.statemachine.InputContext;
import io.dsfm.statemachine.Revertible;
import io.dsfm.statemachine.StateMachine;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One instance's replicated state: the state machine, and around it the sessions, timers and settings. Executes the log
 * batch by batch; what it becomes depends on the log alone.
 *
 * <p>Threading: one thread at a time.
 *
 * <p>Failure: whatever the state machine throws passes through {@link #execute} as {@link ExecutionException}, checked
 * exceptions that it has smuggled past the compiler too; the replica is then of no more use.
 *
 * <p>Invariants: {@code lastIndex}, {@code position}, {@code sequence} and {@code timestampNanos} only grow, by
 * execution, except when the replica returns to a marked state; it is then as if it had never gone on.
 */
public final class Replica {

    private static final int SNAPSHOT_FORMAT = 1;

    private final StateMachine machine;
    /** The same, if it can return to earlier states. */
    private final @Nullable Revertible revertible;

    private final UndoLog undo;
    private final TimerTable timers;
    private final SessionTable sessions;
    private final Output output;
    private final Context context = new Context();
    private final ChainHistory chain = new ChainHistory();
    private Settings settings = Settings.INITIAL;
    /** Of the last entry executed; inclusive. */
    private long lastIndex;

    private long lastTerm;
    /** Of the last outcome. */
    private long position;
    /** Of the last input executed by the state machine. */
    private long sequence;
    /** Of the last batch; never goes backwards. */
    private long timestampNanos;

    /**
     * Starts in the initial state, before the first entry.
     *
     * @param machine called by whoever calls this replica
     * @param outputBytesMax the most bytes that it may give for one input
     */
    public Replica(StateMachine machine, int outputBytesMax) {
        this(machine, outputBytesMax, new UndoLog());
    }

    Replica(StateMachine machine, int outputBytesMax, UndoLog undo) {
        this(machine, outputBytesMax, undo, new SessionTable(undo));
    }

    Replica(StateMachine machine, int outputBytesMax, UndoLog undo, SessionTable sessions) {
        this.machine = machine;
        this.revertible = machine instanceof Revertible can ? can : null;
        this.undo = undo;
        this.timers = new TimerTable(undo);
        this.sessions = sessions;
        this.output = new Output(outputBytesMax, timers);
    }

    /**
     * Executes the inputs of one entry.
     *
     * @param batch its index is above that of every one before
     * @param outcomes takes what became of each input, in order; an input without consequence for anyone gives none
     * @return the first checkpoint in the batch that does not agree with what was executed here, or null if all do
     * @throws ExecutionException if the state machine throws
     */
    public @Nullable CheckpointMismatch execute(InputBatch batch, Consumer<Outcome> outcomes) {
        if (batch.index() <= lastIndex) {
            throw new IllegalStateException(
                    "an entry was executed before: index=" + batch.index() + ", lastIndex=" + lastIndex);
        }
        undo.onExecute(batch.index());
        lastIndex = batch.index();
        lastTerm = batch.term();
        timestampNanos = Math.max(timestampNanos, batch.timestampNanos());
        sessions.expire(timestampNanos, settings.sessionTimeoutNanos());
        ByteBuffer bytes = ByteBuffer.wrap(batch.bytes()).asReadOnlyBuffer();
        CheckpointMismatch mismatch = null;
        for (Input input : batch.inputs()) {
            if (input instanceof Input.Submit submit) {
                outcomes.accept(submit(submit, batch.bytes(), bytes));
            } else if (input instanceof Input.OpenSession open) {
                outcomes.accept(open(open));
            } else if (input instanceof Input.KeepAlive keepAlive) {
                keepAlive(keepAlive);
            } else if (input instanceof Input.FireTimers fire) {
                fireTimers(fire, outcomes);
            } else if (input instanceof Input.ChangeSettings change) {
                settings = change.settings();
            } else if (input instanceof Input.Checkpoint checkpoint) {
                mismatch = chain.compare(checkpoint, mismatch);
            }
        }
        return mismatch;
    }

    /**
     * Marks the present state, so that {@link #revertTo} can return to it: before each entry that may have to be undone.
     * Without effect if the state machine is not {@link Revertible}.
     */
    public void mark() {
        if (revertible != null && undo.mark(lastIndex)) {
            recordMarked();
            revertible.mark(lastIndex);
        }
    }

    private void recordMarked() {
        long index = lastIndex;
        long term = lastTerm;
        long markedPosition = position;
        long markedSequence = sequence;
        long nanos = timestampNanos;
        long chainDigest = chain.last();
        Settings marked = settings;
        undo.record(() -> {
            lastIndex = index;
            lastTerm = term;
            position = markedPosition;
            sequence = markedSequence;
            timestampNanos = nanos;
            chain.revertTo(markedSequence, chainDigest);
            settings = marked;
        });
        sessions.onMarked();
    }

    /** Whether {@link #revertTo} can; if not, a snapshot is to be restored and the log executed from there. */
    public boolean canRevertTo(long index) {
        return index >= lastIndex || undo.canRevertTo(index);
    }

    /**
     * Returns to the state in which everything up to {@code index} is executed and nothing above. The marks up to there
     * stay.
     */
    public void revertTo(long index) {
        if (index >= lastIndex) {
            return;
        }
        if (revertible == null || !undo.canRevertTo(index)) {
            throw new IllegalStateException(
                    "there is no way back: index=" + index + ", lastIndex=" + lastIndex + ", machine=" + machine);
        }
        revertible.revertTo(undo.revertTo(index));
        recordMarked();
    }

    /** Nobody will return below the state after the entry at {@code index}; what was kept for that is let go. */
    public void forgetBefore(long index) {
        if (revertible != null && undo.isRecording()) {
            revertible.forgetBefore(undo.forgetBefore(index));
        }
    }

    /** The answer of the state machine to a query about the present state; throws what the state machine throws. */
    public byte[] query(byte[] query) {
        return machine.query(ByteBuffer.wrap(query).asReadOnlyBuffer());
    }

    private Outcome submit(Input.Submit submit, byte[] bytes, ByteBuffer view) {
        Session session = sessions.find(submit.clientId());
        if (session == null) {
            return refused(OutcomeKind.SESSION_EXPIRED, submit, 0);
        }
        if (session.sessionId != submit.sessionId()) {
            return refused(OutcomeKind.SESSION_SUPERSEDED, submit, 0);
        }
        sessions.touch(session, timestampNanos, submit.acknowledgedThrough());
        long number = submit.requestNumber();
        if (number > session.lastNumber + 1) {
            return refused(OutcomeKind.OUT_OF_ORDER, submit, session.lastNumber + 1);
        }
        long inputDigest = submit.skip() ? 0 : Digest64.append(Digest64.EMPTY, bytes, submit.offset(), submit.length());
        if (number <= session.lastNumber) {
            return repeated(submit, session.answers.find(number), inputDigest);
        }
        Answer answer;
        if (submit.skip()) {
            answer = new Answer(number, lastIndex, 0, timestampNanos, 0, 0, new byte[0]);
        } else {
            sequence++;
            byte[] encoded = executeInput(submit, view);
            long outputDigest = chain.append(sequence, encoded);
            answer = new Answer(number, lastIndex, sequence, timestampNanos, inputDigest, outputDigest, encoded);
        }
        sessions.record(session, answer, settings);
        OutcomeKind kind = submit.skip() ? OutcomeKind.SKIPPED : OutcomeKind.EXECUTED;
        return answered(kind, submit, answer);
    }

    private byte[] executeInput(Input.Submit submit, ByteBuffer view) {
        output.begin(true);
        context.clientId = submit.clientId();
        ByteBuffer input = view.slice(submit.offset(), submit.length());
        try {
            machine.execute(context, input, output);
            return output.end();
        } catch (Throwable e) {
            throw new ExecutionException(
                    "the state machine threw at an input: sequence=" + sequence + ", index=" + lastIndex + ", clientId="
                            + submit.clientId() + ", input="
                            + Hex.of(view.slice(submit.offset(), submit.length())),
                    e);
        }
    }

    private Outcome repeated(Input.Submit submit, @Nullable Answer answer, long inputDigest) {
        if (answer == null) {
            return refused(OutcomeKind.ANSWER_FORGOTTEN, submit, 0);
        }
        if (answer.isSkipped()) {
            return answered(OutcomeKind.SKIPPED, submit, answer);
        }
        if (!submit.skip() && answer.inputDigest() != inputDigest) {
            return refused(OutcomeKind.NUMBER_REUSED, submit, 0);
        }
        return answered(OutcomeKind.REPEATED, submit, answer);
    }

    private Outcome open(Input.OpenSession open) {
        Session session = sessions.open(open, timestampNanos, settings.sessionsMax());
        long clientId = open.clientId();
        long correlationId = open.correlationId();
        return session == null
                ? outcome(
                        OutcomeKind.SESSIONS_FULL,
                        clientId,
                        0,
                        0,
                        settings.sessionsMax(),
                        correlationId,
                        null,
                        ReleaseLevel.LOCAL)
                : outcome(
                        OutcomeKind.SESSION_OPENED,
                        clientId,
                        session.sessionId,
                        session.lastNumber,
                        0,
                        correlationId,
                        null,
                        ReleaseLevel.LOCAL);
    }

    private void keepAlive(Input.KeepAlive keepAlive) {
        Session session = sessions.find(keepAlive.clientId());
        if (session != null && session.sessionId == keepAlive.sessionId()) {
            sessions.touch(session, timestampNanos, 0);
        }
    }

    private void fireTimers(Input.FireTimers fire, Consumer<Outcome> outcomes) {
        for (int fired = 0; fired < fire.limit(); fired++) {
            TimerTable.Timer timer = timers.pollDue(timestampNanos);
            if (timer == null) {
                return;
            }
            sequence++;
            output.begin(false);
            context.clientId = InputContext.NO_CLIENT;
            byte[] encoded;
            try {
                machine.onTimer(context, timer.timerId(), output);
                encoded = output.end();
            } catch (Throwable e) {
                throw new ExecutionException(
                        "the state machine threw at a timer: sequence=" + sequence + ", index=" + lastIndex
                                + ", timerId=" + timer.timerId() + ", deadlineNanos=" + timer.deadlineNanos(),
                        e);
            }
            long outputDigest = chain.append(sequence, encoded);
            Answer answer = new Answer(timer.timerId(), lastIndex, sequence, timestampNanos, 0, outputDigest, encoded);
            outcomes.accept(outcome(
                    OutcomeKind.TIMER_FIRED,
                    InputContext.NO_CLIENT,
                    0,
                    timer.timerId(),
                    0,
                    0,
                    answer,
                    ReleaseLevel.LOCAL));
        }
    }

    private Outcome answered(OutcomeKind kind, Input.Submit submit, Answer answer) {
        return outcome(
                kind, submit.clientId(), submit.sessionId(), submit.requestNumber(), 0, 0, answer, submit.level());
    }

    private Outcome refused(OutcomeKind kind, Input.Submit submit, long detail) {
        return outcome(
                kind, submit.clientId(), submit.sessionId(), submit.requestNumber(), detail, 0, null, submit.level());
    }

    private Outcome outcome(
            OutcomeKind kind,
            long clientId,
            long sessionId,
            long number,
            long detail,
            long correlationId,
            @Nullable Answer answer,
            ReleaseLevel level) {
        boolean isStateDue = (kind == OutcomeKind.EXECUTED || kind == OutcomeKind.TIMER_FIRED)
                && sequence % settings.digestInterval() == 0;
        return new Outcome(
                kind,
                ++position,
                lastTerm,
                lastIndex,
                clientId,
                sessionId,
                number,
                detail,
                correlationId,
                answer,
                chain.last(),
                isStateDue ? digest() : 0,
                level);
    }

    /**
     * The digest of what the inputs executed so far have made: the machine's state, the timers, and all outputs. Replicas
     * at the same sequence have the same, whatever else they have read in the log since.
     */
    public long resultDigest() {
        long digest = Digest64.append(Digest64.mix(machineDigest()), timers.digest());
        return Digest64.append(Digest64.append(digest, sequence), chain.last());
    }

    /** The digest of the whole replicated state: the above, and sessions, settings and counters. */
    public long digest() {
        long digest = Digest64.append(resultDigest(), sessions.digest());
        digest = Digest64.append(Digest64.append(digest, position), timestampNanos);
        return Digest64.append(digest, settings.digest());
    }

    private long machineDigest() {
        try {
            return machine.digest();
        } catch (Throwable e) {
            throw new ExecutionException(
                    "the state machine threw at its digest: sequence=" + sequence + ", index=" + lastIndex, e);
        }
    }

    /** Writes the whole replicated state. */
    public void writeSnapshot(OutputStream stream) throws IOException {
        DataOutputStream out = new DataOutputStream(stream);
        out.writeInt(SNAPSHOT_FORMAT);
        out.writeLong(lastIndex);
        out.writeLong(lastTerm);
        out.writeLong(position);
        out.writeLong(sequence);
        out.writeLong(timestampNanos);
        out.writeLong(chain.last());
        out.writeLong(snapshotDigest());
        settings.writeTo(out);
        sessions.writeTo(out);
        timers.writeTo(out);
        machine.writeSnapshot(out);
        out.flush();
    }

    /** What the state comes to again when it is restored, by whichever variant. */
    private long snapshotDigest() {
        return Digest64.append(Digest64.append(digest(), lastIndex), lastTerm);
    }

    /**
     * Replaces the whole replicated state by what {@link #writeSnapshot} wrote.
     *
     * @throws IOException if it is something else, or if the state machine made another state of it; this replica is then
     *     of no more use
     */
    public void restoreSnapshot(InputStream stream) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        int format = in.readInt();
        if (format != SNAPSHOT_FORMAT) {
            throw new IOException("unknown format of snapshot: format=" + format + ", accepted: " + SNAPSHOT_FORMAT);
        }
        undo.clear();
        lastIndex = in.readLong();
        lastTerm = in.readLong();
        position = in.readLong();
        sequence = in.readLong();
        timestampNanos = in.readLong();
        chain.restart(sequence, in.readLong());
        long expectedDigest = in.readLong();
        settings = Settings.readFrom(in);
        sessions.readFrom(in);
        timers.readFrom(in);
        machine.restoreSnapshot(in);
        if (in.read() >= 0) {
            throw new IOException("the state machine did not read its whole snapshot: sequence=" + sequence);
        }
        long restoredDigest = snapshotDigest();
        if (restoredDigest != expectedDigest) {
            throw new IOException("the state restored is not the one that was written: index=" + lastIndex
                    + ", sequence=" + sequence + ", digest=" + Long.toHexString(restoredDigest) + ", expected="
                    + Long.toHexString(expectedDigest));
        }
    }

    /** The index of the last entry executed, inclusive; 0 before the first. */
    public long lastIndex() {
        return lastIndex;
    }

    /** The term of the last entry executed. */
    public long lastTerm() {
        return lastTerm;
    }

    /** The number of the last outcome; 0 before the first. */
    public long position() {
        return position;
    }

    /** The number of the last input executed; 0 before the first. */
    public long sequence() {
        return sequence;
    }

    /** The digest of all outputs so far. */
    public long chainDigest() {
        return chain.last();
    }

    /** The log's time. */
    public long timestampNanos() {
        return timestampNanos;
    }

    /** The earliest deadline of a timer, or {@link Long#MAX_VALUE} if none is scheduled. */
    public long nextDeadlineNanos() {
        return timers.nextDeadlineNanos();
    }

    /** How many sessions there are. */
    public int sessionCount() {
        return sessions.size();
    }

    /** The settings that hold now. */
    public Settings settings() {
        return settings;
    }

    private final class Context implements InputContext {
        private long clientId;

        @Override
        public long index() {
            return lastIndex;
        }

        @Override
        public long sequence() {
            return sequence;
        }

        @Override
        public long timestampNanos() {
            return timestampNanos;
        }

        @Override
        public long clientId() {
            return clientId;
        }
    }
}
