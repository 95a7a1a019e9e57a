package io.dsfm.sample.matching.harness;

import io.dsfm.sample.matching.domain.Answer;
import io.dsfm.sample.matching.domain.Command;
import io.dsfm.sample.matching.domain.Query;
import io.dsfm.statemachine.InputContext;
import io.dsfm.statemachine.StateMachine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One instance, driven by a test. */
public final class Engine {

    private final StateMachine machine;
    private final TestContext context;
    private final Timers timers;

    /** A timer that has fired, and what the instance gave for it. */
    public record Fired(long timerId, Result result) {}

    /** Drives the given instance, from the beginning of time. */
    public Engine(StateMachine machine) {
        this(machine, new TestContext(), new Timers());
    }

    private Engine(StateMachine machine, TestContext context, Timers timers) {
        this.machine = machine;
        this.context = context;
        this.timers = timers;
    }

    /** The instance itself. */
    public StateMachine machine() {
        return machine;
    }

    /** Executes a command of the given client. */
    public Result execute(long clientId, Command command) {
        return execute(clientId, command.encode());
    }

    /** Executes bytes of the given client, a little later than the input before. */
    public Result execute(long clientId, byte[] input) {
        return execute(context.next(clientId), input);
    }

    /** Executes bytes of the given client at the given time. */
    public Result executeAt(long clientId, long nowNanos, byte[] input) {
        return execute(context.nextAt(clientId, nowNanos), input);
    }

    /** Hands in the bytes as the framework does: read-only, somewhere in a larger buffer. */
    private Result execute(TestContext next, byte[] input) {
        ByteBuffer buffer = ByteBuffer.allocate(input.length + 5)
                .position(3)
                .put(input)
                .flip()
                .position(3);
        Result result = new Result(timers);
        machine.execute(next, buffer.asReadOnlyBuffer(), result);
        return result.requireReply(true);
    }

    /** Fires the timer that is due first at the given time; gives nothing if none is. */
    public Optional<Fired> fireNext(long nowNanos) {
        Long timerId = timers.takeDue(nowNanos);
        return timerId == null ? Optional.empty() : Optional.of(fire(timerId, nowNanos));
    }

    /** Fires all timers that are due at the given time, and those that become due by that. */
    public List<Fired> fireAll(long nowNanos) {
        List<Fired> all = new ArrayList<>();
        for (Optional<Fired> fired = fireNext(nowNanos); fired.isPresent(); fired = fireNext(nowNanos)) {
            all.add(fired.get());
        }
        return all;
    }

    /** Fires a timer, whether or not it was scheduled. */
    public Fired fire(long timerId, long nowNanos) {
        Result result = new Result(timers);
        machine.onTimer(context.nextAt(InputContext.NO_CLIENT, nowNanos), timerId, result);
        return new Fired(timerId, result.requireReply(false));
    }

    /** How many timers are scheduled. */
    public int timers() {
        return timers.count();
    }

    /** The time of the last input. */
    public long nowNanos() {
        return context.timestampNanos();
    }

    /** Goes on with another machine, which is in the same state; the timers and the clock stay. */
    public Engine with(StateMachine other) {
        return new Engine(other, context, timers);
    }

    /** Asks a question. */
    public Answer ask(Query query) {
        return ask(query.encode());
    }

    /** Asks whatever the bytes say. */
    public Answer ask(byte[] query) {
        return Answer.decode(
                ByteBuffer.wrap(machine.query(ByteBuffer.wrap(query).asReadOnlyBuffer())));
    }

    /** The best levels of both sides. */
    public Answer.Depth depth(int symbolId, int levels) {
        return (Answer.Depth) ask(new Query.Depth(symbolId, levels));
    }

    /** The digest of the state. */
    public long digest() {
        return machine.digest();
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

    /** Replaces the state by that of a snapshot. */
    public void restore(byte[] snapshot) throws IOException {
        machine.restoreSnapshot(new ByteArrayInputStream(snapshot));
    }
}
