package io.dsfm.sample.matching.harness;

import io.dsfm.sample.matching.domain.Answer;
import io.dsfm.sample.matching.domain.Command;
import io.dsfm.sample.matching.domain.Query;
import io.dsfm.statemachine.StateMachine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** One instance, driven by a test. */
public final class Engine {

    private final StateMachine machine;
    private final TestContext context = new TestContext();

    /** Drives the given instance. */
    public Engine(StateMachine machine) {
        this.machine = machine;
    }

    /** The instance itself. */
    public StateMachine machine() {
        return machine;
    }

    /** Executes a command of the given client. */
    public Result execute(long clientId, Command command) {
        return execute(clientId, command.encode());
    }

    /** Executes bytes of the given client, handed in as the framework does: read-only, somewhere in a larger buffer. */
    public Result execute(long clientId, byte[] input) {
        ByteBuffer buffer = ByteBuffer.allocate(input.length + 5)
                .position(3)
                .put(input)
                .flip()
                .position(3);
        Result result = new Result();
        machine.execute(context.next(clientId), buffer.asReadOnlyBuffer(), result);
        return result;
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
