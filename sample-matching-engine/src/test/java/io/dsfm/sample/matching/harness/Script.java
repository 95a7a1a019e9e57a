package io.dsfm.sample.matching.harness;

import io.dsfm.sample.matching.MatchingApplication;
import io.dsfm.statemachine.StateMachine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Plays a script and gives it back with all that the instance gave, so that a test can compare the two as text. A line is
 *
 * <pre>
 * 11&gt; COMMAND     client 11 sends a command
 * ? QUERY         somebody asks
 * at NANOS        it is so late from now on
 * fire            all timers fire that are due, one after the other
 * # words         for the reader
 * </pre>
 *
 * <p>and an indented line is an output. After each step the whole state is validated, and taken by a snapshot into a
 * fresh instance, which goes on.
 */
public final class Script {

    private final Supplier<StateMachine> instances;
    private final Consumer<StateMachine> validation;
    private final StringBuilder played = new StringBuilder();
    private Engine engine;
    private long nowNanos = 1_000;

    private Script(Supplier<StateMachine> instances, Consumer<StateMachine> validation) {
        this.instances = instances;
        this.validation = validation;
        this.engine = new Engine(instances.get());
    }

    /** Plays the lines of a script that are not indented. */
    public static String play(Supplier<StateMachine> instances, Consumer<StateMachine> validation, String script)
            throws IOException {
        Script player = new Script(instances, validation);
        for (String line : script.lines().toList()) {
            if (!line.startsWith(" ")) {
                player.played.append(line).append('\n');
                player.step(line);
                player.moveOn();
            }
        }
        return player.played.toString();
    }

    private void step(String line) {
        int prompt = line.indexOf("> ");
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        } else if (line.startsWith("at ")) {
            nowNanos = Long.parseLong(line.substring(3));
        } else if (line.equals("fire")) {
            fire();
        } else if (line.startsWith("? ")) {
            byte[] query = MatchingApplication.TEXT_FORMAT.parseQuery(line.substring(2));
            byte[] answer = engine.machine().query(ByteBuffer.wrap(query).asReadOnlyBuffer());
            String text = MatchingApplication.TEXT_FORMAT.formatAnswer(ByteBuffer.wrap(answer));
            text.lines().forEach(part -> played.append("  ").append(part).append('\n'));
        } else if (prompt > 0) {
            byte[] command = MatchingApplication.TEXT_FORMAT.parseInput(line.substring(prompt + 2));
            played.append(engine.executeAt(Long.parseLong(line.substring(0, prompt)), nowNanos, command));
        } else {
            throw new IllegalArgumentException("not a line of a script: line='" + line + "'");
        }
    }

    private void fire() {
        for (Engine.Fired fired : engine.fireAll(nowNanos)) {
            played.append("  timer ").append(fired.timerId()).append(" fires\n");
            played.append(fired.result());
        }
    }

    private void moveOn() throws IOException {
        validation.accept(engine.machine());
        byte[] snapshot = engine.snapshot();
        Engine next = engine.with(instances.get());
        next.restore(snapshot);
        validation.accept(next.machine());
        if (next.digest() != engine.digest() || !Arrays.equals(next.snapshot(), snapshot)) {
            throw new AssertionError("a restored state is another one, after:\n" + played);
        }
        engine = next;
    }
}
