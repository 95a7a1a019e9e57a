package io.dsfm.ratis.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dsfm.statemachine.InputContext;
import io.dsfm.statemachine.Outputs;
import io.dsfm.statemachine.StateMachine;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * A node without threads: two or three variants execute one random log, each at its own pace, and what leaves is what the
 * {@link SequentialModel} says, once, in order, and never before its commit. And with a wrong variant among them, exactly
 * its fault is told.
 */
final class ReleaseSimulationTest {

    private static final int SEEDS = 100;
    private static final int SEEDS_WITH_FAULT = 40;
    private static final int ENTRIES = 100;
    private static final int LEAD_MAX = 1 << 12;

    @Test
    void everyOutcomeLeavesOnceInOrderAndNotBeforeItsCommit() {
        Seeds.each(SEEDS, ReleaseSimulationTest.class, random -> {
            List<StateMachine> machines = new ArrayList<>(List.of(new Counters.InTree(), new Counters.InBytes()));
            if (random.nextBoolean()) {
                machines.add(random.nextInt(3), new Counters.InArray());
            }
            Simulation simulation = new Simulation(random, machines);
            simulation.run();

            assertThat(simulation.divergences).isEmpty();
            assertThat(simulation.released).isEqualTo(simulation.expected);
        });
    }

    @Test
    void aWrongOutputIsToldAtItsSequenceAndNowhereElse() {
        Seeds.each(SEEDS_WITH_FAULT, ReleaseSimulationTest.class, random -> {
            long wrongSequence = 1L + random.nextInt(40);
            Simulation simulation = new Simulation(random, withWrong(new WrongOutput(wrongSequence), random));
            // The wrong answer shows again whenever it is resent, and, if states were compared, in each of them.
            simulation.settings = settings -> settings(settings, Integer.MAX_VALUE, Integer.MAX_VALUE);
            simulation.run();

            simulation.assertFirstFault(wrongSequence, "outputs differ");
            assertThat(simulation.divergences).extracting(Divergence::sequence).containsOnly(wrongSequence);
        });
    }

    @Test
    void aWrongStateIsToldAtItsSequenceAtTheLatestWhenDigestsAreCompared() {
        Seeds.each(SEEDS_WITH_FAULT, ReleaseSimulationTest.class, random -> {
            long wrongSequence = 1L + random.nextInt(40);
            Simulation simulation = new Simulation(random, withWrong(new WrongState(wrongSequence), random));
            simulation.settings = settings -> settings(settings, settings.answerBytesKept(), 1);
            simulation.run();

            simulation.assertFirstFault(wrongSequence, "states differ");
        });
    }

    @Test
    void aTimerTooManyIsToldAtTheSequenceThatScheduledIt() {
        Seeds.each(SEEDS_WITH_FAULT, ReleaseSimulationTest.class, random -> {
            long wrongSequence = 1L + random.nextInt(40);
            Simulation simulation = new Simulation(random, withWrong(new WrongTimer(wrongSequence), random));
            simulation.run();

            simulation.assertFirstFault(wrongSequence, "outputs differ");
        });
    }

    @Test
    void aFailureTellsItsSeedAndHowToRepeatIt() {
        assertThatThrownBy(() -> Seeds.each(9, ReleaseSimulationTest.class, random -> {
                    throw new IllegalStateException("planted");
                }))
                .hasMessageContaining("failed with seed ")
                .hasMessageContaining("-Dtest=ReleaseSimulationTest")
                .hasMessageContaining("-Ddsfm.seed=")
                .hasMessageContaining("planted");
    }

    private static Settings settings(Settings settings, int answerBytesKept, int digestInterval) {
        return new Settings(
                settings.sessionTimeoutNanos(),
                settings.sessionsMax(),
                settings.answersKept(),
                answerBytesKept,
                digestInterval);
    }

    private static List<StateMachine> withWrong(StateMachine wrong, Random random) {
        List<StateMachine> machines = new ArrayList<>(List.of(new Counters.InTree(), new Counters.InBytes()));
        machines.set(random.nextInt(2), wrong);
        return machines;
    }

    /** The instances' replicas with what each has executed, the arbiter and the gate; one random step after another. */
    private static final class Simulation extends Effects implements ArbiterEffects {
        final List<Divergence> divergences = new ArrayList<>();
        final List<String> released = new ArrayList<>();
        final List<String> expected = new ArrayList<>();
        UnaryOperator<Settings> settings = UnaryOperator.identity();

        private final Random random;
        private final List<InputBatch> log = new ArrayList<>();
        private final List<Replica> replicas = new ArrayList<>();
        private final List<ArrayDeque<Outcome>> outcomes = new ArrayList<>();
        private final int[] executed;
        private final Arbiter arbiter;
        private final ReleaseGate gate = new ReleaseGate(this);
        private long commitIndex;
        private long nowNanos;
        private int quarantined;

        Simulation(Random random, List<StateMachine> machines) {
            this.random = random;
            for (StateMachine machine : machines) {
                replicas.add(new Replica(machine, 1 << 16));
                outcomes.add(new ArrayDeque<>());
            }
            executed = new int[machines.size()];
            arbiter =
                    new Arbiter(machines.size(), LEAD_MAX, ReleasePolicy.EARLIEST, DisputePolicy.TRUST_EARLIEST, this);
        }

        void run() {
            RandomLog entries = new RandomLog(random);
            for (int i = 0; i < ENTRIES; i++) {
                RandomLog.Entry entry = entries.next();
                log.add(withSettings(entry.batch()));
                expected.addAll(entry.expected());
            }
            while (step()) {
                if (gate.releasedIndex() > commitIndex
                        || released.size() + gate.waiting() != arbiter.decidedPosition()) {
                    throw new AssertionError("released=" + released.size() + ", waiting=" + gate.waiting()
                            + ", highest=" + arbiter.decidedPosition() + ", releasedIndex=" + gate.releasedIndex()
                            + ", commitIndex=" + commitIndex);
                }
            }
        }

        private InputBatch withSettings(InputBatch batch) {
            List<Input> inputs = new ArrayList<>(batch.inputs());
            inputs.replaceAll(input -> input instanceof Input.ChangeSettings change
                    ? new Input.ChangeSettings(settings.apply(change.settings()))
                    : input);
            if (log.isEmpty()) {
                inputs.add(0, new Input.ChangeSettings(settings.apply(Settings.INITIAL)));
            }
            return new InputBatch(batch.term(), batch.index(), batch.timestampNanos(), inputs, batch.bytes());
        }

        /** Does one thing that can happen next; gives whether anything is left to do. */
        private boolean step() {
            nowNanos += random.nextInt(100);
            int instance = random.nextInt(replicas.size());
            switch (random.nextInt(3)) {
                case 0 -> execute(instance);
                case 1 -> offer(instance);
                default -> commit();
            }
            return commitIndex < log.get(log.size() - 1).index() || !isAllExecuted();
        }

        private boolean isAllExecuted() {
            for (int i = 0; i < executed.length; i++) {
                if (executed[i] < log.size() || !outcomes.get(i).isEmpty()) {
                    return false;
                }
            }
            return true;
        }

        private void execute(int instance) {
            if (executed[instance] < log.size()) {
                InputBatch batch = log.get(executed[instance]++);
                replicas.get(instance).execute(batch, outcomes.get(instance)::add);
            }
        }

        private void offer(int instance) {
            for (int i = random.nextInt(5); i > 0 && !outcomes.get(instance).isEmpty(); i--) {
                Outcome outcome = outcomes.get(instance).poll();
                arbiter.offer(instance, outcome, nowNanos);
            }
        }

        private void commit() {
            long last = log.get(log.size() - 1).index();
            if (random.nextBoolean() && commitIndex < last) {
                commitIndex = Math.min(last, commitIndex + 1 + random.nextInt(4));
                gate.onCommitted(commitIndex);
            }
        }

        @Override
        public void first(Outcome outcome) {
            gate.offer(outcome, ReleaseLevel.COMMITTED);
        }

        @Override
        public void divergence(Divergence divergence) {
            divergences.add(divergence);
        }

        @Override
        public void quarantine(int instance, QuarantineReason reason) {
            assertThat(divergences).hasSize(++quarantined);
        }

        @Override
        public void halted(long position) {
            throw new AssertionError("halted at " + position);
        }

        @Override
        public void release(Outcome outcome, boolean isProvisional) {
            assertThat(isProvisional).isFalse();
            assertThat(outcome.logIndex()).isLessThanOrEqualTo(commitIndex);
            released.add(SequentialModel.line(outcome));
        }

        void assertFirstFault(long sequence, String description) {
            assertThat(divergences).isNotEmpty();
            assertThat(divergences.get(0).sequence()).isEqualTo(sequence);
            assertThat(divergences.get(0).description()).contains(description);
        }
    }

    /** Gives one event too many at one sequence. */
    private static final class WrongOutput extends Counters.InArray {
        private final long wrongSequence;

        WrongOutput(long wrongSequence) {
            this.wrongSequence = wrongSequence;
        }

        @Override
        public void execute(InputContext context, ByteBuffer input, Outputs outputs) {
            super.execute(context, input, outputs);
            spoil(context, outputs);
        }

        @Override
        public void onTimer(InputContext context, long timerId, Outputs outputs) {
            super.onTimer(context, timerId, outputs);
            spoil(context, outputs);
        }

        private void spoil(InputContext context, Outputs outputs) {
            if (context.sequence() == wrongSequence) {
                outputs.event(1, new byte[] {1});
            }
        }
    }

    /** Changes a counter that no input names, at one sequence. */
    private static final class WrongState extends Counters.InArray {
        private final long wrongSequence;

        WrongState(long wrongSequence) {
            this.wrongSequence = wrongSequence;
        }

        @Override
        public void execute(InputContext context, ByteBuffer input, Outputs outputs) {
            super.execute(context, input, outputs);
            spoil(context);
        }

        @Override
        public void onTimer(InputContext context, long timerId, Outputs outputs) {
            super.onTimer(context, timerId, outputs);
            spoil(context);
        }

        private void spoil(InputContext context) {
            if (context.sequence() == wrongSequence) {
                set(200, 1);
            }
        }
    }

    /** Schedules a timer that nobody asked for, at one sequence. */
    private static final class WrongTimer extends Counters.InArray {
        private final long wrongSequence;

        WrongTimer(long wrongSequence) {
            this.wrongSequence = wrongSequence;
        }

        @Override
        public void execute(InputContext context, ByteBuffer input, Outputs outputs) {
            super.execute(context, input, outputs);
            spoil(context, outputs);
        }

        @Override
        public void onTimer(InputContext context, long timerId, Outputs outputs) {
            super.onTimer(context, timerId, outputs);
            spoil(context, outputs);
        }

        private void spoil(InputContext context, Outputs outputs) {
            if (context.sequence() == wrongSequence) {
                outputs.scheduleTimer(50, Long.MAX_VALUE);
            }
        }
    }
}
