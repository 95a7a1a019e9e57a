package io.dsfm.sample.matching.harness;

import io.dsfm.sample.matching.MatchingApplication;
import io.dsfm.sample.matching.flow.AllCommandsFlow;
import io.dsfm.sample.matching.flow.TimedInput;
import io.dsfm.statemachine.StateMachine;
import io.dsfm.statemachine.StateMachineProvider;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Feeds one stream of inputs to several variants, fires their timers, and compares replies, events, timer calls and
 * digests after every input; now and then the snapshots too, each of which the next variant goes on from.
 */
public final class Differential {

    private final List<StateMachineProvider> variants;
    private final long snapshotEvery;
    private final Runnable afterInput;
    private final String howToRepeat;
    private List<Engine> engines = new ArrayList<>();
    private long position;

    /**
     * A run.
     *
     * @param variants two or more
     * @param snapshotEvery the number of inputs between two exchanges of snapshots
     * @param afterInput called after each input
     * @param howToRepeat the seed and a line that repeats the run
     */
    public Differential(
            List<StateMachineProvider> variants, long snapshotEvery, Runnable afterInput, String howToRepeat) {
        this.variants = variants;
        this.snapshotEvery = snapshotEvery;
        this.afterInput = afterInput;
        this.howToRepeat = howToRepeat;
        variants.forEach(variant -> engines.add(new Engine(variant.create())));
    }

    /** The engines as they are now, in the order of the variants. */
    public List<Engine> engines() {
        return engines;
    }

    /** Runs to the end of the flow; gives how many timers have fired. */
    public long run(AllCommandsFlow flow) throws IOException {
        long fired = 0;
        for (TimedInput input = flow.next(); input != null; input = flow.next()) {
            if (input.firesTimers()) {
                fired += fire(input.nowNanos());
            }
            execute(input);
        }
        return fired;
    }

    /** Executes one input. */
    public void execute(TimedInput input) throws IOException {
        position++;
        List<Result> results = new ArrayList<>();
        for (Engine engine : engines) {
            results.add(engine.executeAt(input.clientId(), input.nowNanos(), input.command()));
        }
        compare(results, input.clientId() + "> " + text(input.command()));
        if (position % snapshotEvery == 0) {
            exchangeSnapshots();
        }
    }

    private long fire(long nowNanos) {
        for (long fired = 0; ; fired++) {
            List<Optional<Engine.Fired>> ofAll = new ArrayList<>();
            engines.forEach(engine -> ofAll.add(engine.fireNext(nowNanos)));
            List<Long> timerIds = ofAll.stream()
                    .map(timer -> timer.map(Engine.Fired::timerId).orElse(0L))
                    .toList();
            if (timerIds.stream().distinct().count() != 1) {
                throw failure("other timers fire: timerIds=" + timerIds);
            }
            if (ofAll.get(0).isEmpty()) {
                return fired;
            }
            compare(
                    ofAll.stream().map(timer -> timer.orElseThrow().result()).toList(),
                    "timer " + timerIds.get(0) + " fires");
        }
    }

    private void compare(List<Result> results, String after) {
        for (int i = 1; i < results.size(); i++) {
            if (!results.get(i).isSameAs(results.get(0))) {
                throw failure("outputs differ for '" + after + "':\n" + name(0) + " gives\n" + results.get(0) + name(i)
                        + " gives\n" + results.get(i));
            }
            if (engines.get(i).digest() != engines.get(0).digest()) {
                throw failure("digests of " + name(0) + " and " + name(i) + " differ after '" + after + "'");
            }
        }
        afterInput.run();
    }

    private static String text(byte[] command) {
        return MatchingApplication.TEXT_FORMAT.formatInput(ByteBuffer.wrap(command));
    }

    private String name(int variant) {
        return variants.get(variant).variant();
    }

    private void exchangeSnapshots() throws IOException {
        List<byte[]> snapshots = engines.stream().map(Engine::snapshot).toList();
        List<Engine> restored = new ArrayList<>();
        for (int i = 0; i < engines.size(); i++) {
            if (!Arrays.equals(snapshots.get(i), snapshots.get(0))) {
                throw failure("snapshots of " + name(0) + " and " + name(i) + " differ");
            }
            StateMachine fresh = variants.get(i).create();
            Engine next = engines.get(i).with(fresh);
            next.restore(snapshots.get((i + 1) % snapshots.size()));
            if (next.digest() != engines.get(i).digest()) {
                throw failure("the digest of " + name(i) + " is another one after a restore");
            }
            restored.add(next);
        }
        engines = restored;
    }

    private AssertionError failure(String what) {
        return new AssertionError("divergence at input " + position + ": " + what + "\nrepeat: " + howToRepeat);
    }
}
