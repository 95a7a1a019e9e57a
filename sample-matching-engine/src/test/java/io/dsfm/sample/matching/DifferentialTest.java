package io.dsfm.sample.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dsfm.sample.matching.domain.CommandType;
import io.dsfm.sample.matching.flow.GeneratedFlow;
import io.dsfm.sample.matching.flow.OrderFlow;
import io.dsfm.sample.matching.harness.Differential;
import io.dsfm.sample.matching.ladder.LadderProvider;
import io.dsfm.sample.matching.tree.TreeProvider;
import io.dsfm.statemachine.InputContext;
import io.dsfm.statemachine.Outputs;
import io.dsfm.statemachine.StateMachine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Compares the variants on one seeded stream; {@code -Ddsfm.seed=...} repeats a run or starts another. */
class DifferentialTest {

    private static final long SEED = Long.getLong("dsfm.seed", 20120621);
    private static final long COMMANDS = 200_000;

    @Test
    void variantsGiveTheSameRepliesEventsDigestsAndSnapshots() throws IOException {
        Supplier<StateMachine> tree = () -> new TreeProvider().create();
        Supplier<StateMachine> ladder = () -> new LadderProvider().create();

        assertThat(run(tree, ladder, 1, COMMANDS)).isEqualTo(COMMANDS);
    }

    @Test
    void variantsAgreeWhenSeveralClientsTradeWithEachOther() throws IOException {
        Supplier<StateMachine> tree = () -> new TreeProvider().create();
        Supplier<StateMachine> ladder = () -> new LadderProvider().create();

        assertThat(run(tree, ladder, 3, COMMANDS / 3)).isGreaterThanOrEqualTo(COMMANDS / 3 * 3);
    }

    @Test
    void aVariantThatLosesOneCancellationIsCaughtAtThatCommand() {
        Supplier<StateMachine> tree = () -> new TreeProvider().create();
        Supplier<StateMachine> wrong = () -> new Wrong(new LadderProvider().create(), 500, Fault.EXECUTE_NOTHING);

        assertThatThrownBy(() -> run(tree, wrong, 1, 10_000))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("outputs differ for 'cancel")
                .hasMessageContaining("-Ddsfm.seed=" + SEED);
    }

    @Test
    void aVariantWhoseStateAloneIsWrongIsCaughtByTheDigest() {
        Supplier<StateMachine> tree = () -> new TreeProvider().create();
        Supplier<StateMachine> wrong = () -> new Wrong(new LadderProvider().create(), 500, Fault.FORGET_AFTERWARDS);

        assertThatThrownBy(() -> run(tree, wrong, 1, 10_000))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("digests differ after 'cancel");
    }

    private static long run(Supplier<StateMachine> one, Supplier<StateMachine> other, int clients, long commandsEach)
            throws IOException {
        List<OrderFlow> flows = IntStream.range(0, clients)
                .<OrderFlow>mapToObj(client -> new GeneratedFlow(SEED + client, commandsEach, 3, 2_000))
                .toList();
        String howToRepeat = "mvn -pl sample-matching-engine -am test -Dtest=DifferentialTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -Ddsfm.seed=" + SEED;
        return new Differential(one, other, flows, 17_000, howToRepeat).run();
    }

    private enum Fault {
        EXECUTE_NOTHING,
        FORGET_AFTERWARDS
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
            boolean isCancellation = input.hasRemaining() && input.get(input.position()) == CommandType.CANCEL.code();
            boolean goesWrong = isCancellation && --cancellationsToGo == 0;
            if (goesWrong && fault == Fault.EXECUTE_NOTHING) {
                outputs.reply(new byte[40]);
                return;
            }
            right.execute(context, input, outputs);
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
