package io.dsfm.sample.matching.harness;

import io.dsfm.statemachine.InputContext;
import io.dsfm.statemachine.Outputs;
import io.dsfm.statemachine.StateMachine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** One instance with its timers, which notes as text all that it gives: events, timer calls and reply in their order. */
public final class TimedEngine implements Outputs, InputContext {

    private final StateMachine machine;
    private final Map<Long, Long> timers = new HashMap<>();
    private final StringBuilder given = new StringBuilder();
    private long sequence;
    private long nowNanos;
    private long clientId;

    /** Drives the given instance. */
    public TimedEngine(StateMachine machine) {
        this.machine = machine;
    }

    /** Executes a client's input at the given time; gives all that came of it. */
    public String execute(long client, byte[] input, long atNanos) {
        begin(client, atNanos);
        machine.execute(this, ByteBuffer.wrap(input).asReadOnlyBuffer(), this);
        return given.toString();
    }

    /** Fires the timer that is due first; gives all that came of it, nothing if none is due. */
    public String fireOne(long atNanos) {
        long due = 0;
        long dueNanos = Long.MAX_VALUE;
        for (Map.Entry<Long, Long> timer : timers.entrySet()) {
            long deadline = timer.getValue();
            if (deadline <= atNanos && (deadline < dueNanos || deadline == dueNanos && timer.getKey() < due)) {
                due = timer.getKey();
                dueNanos = deadline;
            }
        }
        begin(NO_CLIENT, atNanos);
        if (dueNanos != Long.MAX_VALUE) {
            timers.remove(due);
            given.append("fired ").append(due).append('\n');
            machine.onTimer(this, due, this);
        }
        return given.toString();
    }

    private void begin(long client, long atNanos) {
        sequence++;
        clientId = client;
        nowNanos = atNanos;
        given.setLength(0);
    }

    /** The digest of the state. */
    public long digest() {
        return machine.digest();
    }

    /** The answer to a query, as text. */
    public String ask(byte[] query) {
        return HexFormat.of().formatHex(machine.query(ByteBuffer.wrap(query).asReadOnlyBuffer()));
    }

    /** The snapshot of the state. */
    public byte[] snapshot() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            machine.writeSnapshot(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Replaces the state by that of a snapshot; the timers stay, as they are the framework's. */
    public void restore(byte[] snapshot) throws IOException {
        machine.restoreSnapshot(new ByteArrayInputStream(snapshot));
    }

    @Override
    public void reply(byte[] bytes, int offset, int length) {
        note("reply", bytes, offset, length);
    }

    @Override
    public void event(int type, byte[] bytes, int offset, int length) {
        note("event " + type, bytes, offset, length);
    }

    private void note(String what, byte[] bytes, int offset, int length) {
        String hex = HexFormat.of().formatHex(bytes, offset, offset + length);
        given.append(what).append(' ').append(hex).append('\n');
    }

    @Override
    public void scheduleTimer(long timerId, long deadlineNanos) {
        timers.put(timerId, deadlineNanos);
        given.append("schedule ")
                .append(timerId)
                .append(' ')
                .append(deadlineNanos)
                .append('\n');
    }

    @Override
    public void cancelTimer(long timerId) {
        timers.remove(timerId);
        given.append("cancel ").append(timerId).append('\n');
    }

    @Override
    public long index() {
        return sequence;
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
}
