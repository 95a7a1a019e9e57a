package io.dsfm.sample.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dsfm.sample.matching.domain.CancelReason;
import io.dsfm.sample.matching.domain.CommandType;
import io.dsfm.sample.matching.domain.Event;
import io.dsfm.sample.matching.domain.EventType;
import io.dsfm.sample.matching.domain.RejectCode;
import io.dsfm.sample.matching.flow.AllCommandsFlow;
import io.dsfm.sample.matching.flow.GeneratedFlow;
import io.dsfm.sample.matching.flow.OrderFlow;
import io.dsfm.sample.matching.flow.TimedInput;
import io.dsfm.sample.matching.harness.Differential;
import io.dsfm.sample.matching.harness.Engine;
import io.dsfm.sample.matching.harness.Result;
import io.dsfm.sample.matching.harness.Variants;
import io.dsfm.sample.matching.tree.TreeProvider;
import io.dsfm.statemachine.InputContext;
import io.dsfm.statemachine.Outputs;
import io.dsfm.statemachine.StateMachine;
import io.dsfm.statemachine.StateMachineProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Compares the variants, the oracle among them, on one seeded stream; {@code -Ddsfm.commands=...} makes it as long as one
 * likes, {@code -Ddsfm.seed=...} repeats a run or starts another.
 */
class DifferentialTest {

    private static final long SEED = Long.getLong("dsfm.seed", 20120621);
    private static final long COMMANDS = Long.getLong("dsfm.commands", 60_000);
    private static final long COMMANDS_TO_MEET_ALL = 300_000;
    private static final String REPEAT = "mvn -pl sample-matching-engine -am test -Dtest=DifferentialTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Ddsfm.commands=" + COMMANDS + " -Ddsfm.seed=" + SEED;

    @Test
    void variantsGiveTheSameOutputsDigestsAndSnapshotsForAllCommands() throws IOException {
        Differential differential = new Differential(Variants.withOracle(), 5_000, () -> {}, REPEAT);

        long fired = differential.run(new AllCommandsFlow(SEED, COMMANDS));

        assertThat(Variants.all()).hasSizeGreaterThan(1);
        assertThat(fired).as("timers fired").isGreaterThan(COMMANDS / 100);
    }

    @Test
    void variantsAgreeOnAFlowWithTheShapeOfARealOneOfSeveralClients() throws IOException {
        List<OrderFlow> clients = List.of(
                new GeneratedFlow(SEED, COMMANDS, 3, 2_000),
                new GeneratedFlow(SEED + 1, COMMANDS, 3, 2_000),
                new GeneratedFlow(SEED + 2, COMMANDS, 3, 2_000));
        Differential differential = new Differential(Variants.all(), 17_000, () -> {}, REPEAT);

        for (int i = 0; i < COMMANDS; i++) {
            byte[] command = clients.get(i % clients.size()).next();
            assertThat(command).isNotNull();
            if (command != null) {
                differential.execute(new TimedInput(1 + i % clients.size(), i, true, command));
            }
        }
    }

    @Test
    void theFlowMeetsEveryEventEveryReasonAndEveryCodeThatAFlowCanMeet() {
        Set<EventType> events = EnumSet.noneOf(EventType.class);
        Set<CancelReason> reasons = EnumSet.noneOf(CancelReason.class);
        Set<RejectCode> codes = EnumSet.noneOf(RejectCode.class);
        AllCommandsFlow flow = new AllCommandsFlow(SEED, COMMANDS_TO_MEET_ALL);
        Engine engine = new Engine(new TreeProvider().create());
        for (TimedInput input = flow.next(); input != null; input = flow.next()) {
            if (input.firesTimers()) {
                engine.fireAll(input.nowNanos()).forEach(fired -> note(fired.result(), reasons));
            }
            Result result = engine.executeAt(input.clientId(), input.nowNanos(), input.command());
            note(result, reasons);
            result.types().forEach(type -> events.add(EventType.ofCode(type)));
            codes.add(result.reply().code());
        }

        assertThat(events).containsExactlyInAnyOrder(EventType.values());
        Set<CancelReason> met = EnumSet.allOf(CancelReason.class);
        met.remove(CancelReason.COUNTER_OVERFLOW);
        assertThat(reasons).isEqualTo(met);
        Set<RejectCode> missed = EnumSet.complementOf(EnumSet.copyOf(codes));
        // The contracts meet the rest.
        assertThat(missed)
                .containsExactlyInAnyOrder(
                        RejectCode.INVALID_LEVELS,
                        RejectCode.TOO_MANY_SYMBOLS,
                        RejectCode.TOO_MANY_ORDERS,
                        RejectCode.COUNTER_OVERFLOW);
    }

    private static void note(Result result, Set<CancelReason> reasons) {
        result.events(Event.Cancelled.class).forEach(cancelled -> reasons.add(cancelled.reason()));
    }

    @Test
    void aVariantThatLosesOneCancellationIsCaughtAtThatCommand() {
        assertThatThrownBy(() -> run(Fault.EXECUTE_NOTHING))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("outputs differ for '")
                .hasMessageContaining("> cancel ")
                .hasMessageContaining("wrong gives")
                .hasMessageContaining("-Ddsfm.seed=" + SEED);
    }

    @Test
    void aVariantWhoseStateAloneIsWrongIsCaughtByTheDigest() {
        assertThatThrownBy(() -> run(Fault.FORGET_AFTERWARDS))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("digests of tree and wrong differ after '")
                .hasMessageContaining("> cancel ");
    }

    private static void run(Fault fault) throws IOException {
        StateMachineProvider tree = new TreeProvider();
        new Differential(List.of(tree, new WrongProvider(tree, fault)), 5_000, () -> {}, REPEAT)
                .run(new AllCommandsFlow(SEED, 10_000));
    }

    private enum Fault {
        EXECUTE_NOTHING,
        FORGET_AFTERWARDS
    }

    private record WrongProvider(StateMachineProvider right, Fault fault) implements StateMachineProvider {
        @Override
        public String application() {
            return right.application();
        }

        @Override
        public String variant() {
            return "wrong";
        }

        @Override
        public int specificationVersion() {
            return right.specificationVersion();
        }

        @Override
        public StateMachine create() {
            return new Wrong(right.create(), 200, fault);
        }
    }

    /** A variant with a planted fault: it goes wrong at one cancellation. */
    private static final class Wrong implements StateMachine {

        private final StateMachine right;
        private final Fault fault;
        private int cancellationsToGo;

        Wrong(StateMachine right, int cancellationsToGo, Fault fault) {
            this.right = right;
            this.cancellationsToGo = cancellationsToGo;
            this.fault = fault;
        }

        @Override
        public void execute(InputContext context, ByteBuffer input, Outputs outputs) {
            boolean isCancellation = input.remaining() == CommandType.CANCEL.sizeBytes()
                    && input.get(input.position()) == CommandType.CANCEL.code();
            boolean goesWrong = isCancellation && --cancellationsToGo == 0;
            if (goesWrong && fault == Fault.EXECUTE_NOTHING) {
                outputs.reply(new byte[40]);
                return;
            }
            right.execute(context, input, outputs);
        }

        @Override
        public void onTimer(InputContext context, long timerId, Outputs outputs) {
            right.onTimer(context, timerId, outputs);
        }

        @Override
        public byte[] query(ByteBuffer query) {
            return right.query(query);
        }

        @Override
        public void writeSnapshot(OutputStream out) throws IOException {
            right.writeSnapshot(out);
        }

        @Override
        public void restoreSnapshot(InputStream in) throws IOException {
            right.restoreSnapshot(in);
        }

        @Override
        public long digest() {
            boolean isWrong = cancellationsToGo <= 0 && fault == Fault.FORGET_AFTERWARDS;
            return isWrong ? ~right.digest() : right.digest();
        }
    }
}
