package io.dsfm.sample.matching;

import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.sample.matching.domain.OrderKey;
import io.dsfm.sample.matching.domain.Query;
import io.dsfm.sample.matching.flow.AllCommandsFlow;
import io.dsfm.sample.matching.flow.TimedInput;
import io.dsfm.sample.matching.ladder.LadderProvider;
import io.dsfm.sample.matching.naive.NaiveProvider;
import io.dsfm.sample.matching.tree.TreeProvider;
import io.dsfm.statemachine.testkit.InputSource;
import io.dsfm.statemachine.testkit.SeededRandom;
import io.dsfm.statemachine.testkit.StateMachineTestKit;
import io.dsfm.statemachine.testkit.TestKitReport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Puts all variants through the test kit; {@code -Ddsfm.commands=...} makes the run as long as one likes, {@code
 * -Ddsfm.seed=...} makes it another.
 */
class EngineTestKitTest {

    private static final long SEED = Long.getLong("dsfm.seed", 1);
    private static final long COMMANDS = Long.getLong("dsfm.commands", 5_000_000);
    private static final long COMMANDS_WITH_ORACLE = Long.getLong("dsfm.commands", 20_000);
    private static final int REJECT_CODE_OFFSET = 2;

    @Test
    void variantsKeepTheContractAndAreOne() {
        TestKitReport report = StateMachineTestKit.discover(MatchingApplication.NAME)
                .inputs(Commands::new)
                .queries(() -> EngineTestKitTest::query)
                .rejections(EngineTestKitTest::isRejection)
                .seed(SEED)
                .count(COMMANDS)
                .repeatedBy(repeat("variantsKeepTheContractAndAreOne", COMMANDS))
                .run();

        assertThat(report.inputs()).isEqualTo(COMMANDS);
        assertThat(report.timerFirings()).isGreaterThan(COMMANDS / 500);
        assertThat(report.restores()).isPositive();
        assertThat(report.reverts()).isPositive();
    }

    @Test
    void theyAreOneWithTheOracle() {
        TestKitReport report = StateMachineTestKit.of(new TreeProvider(), new LadderProvider(), new NaiveProvider())
                .inputs(Commands::new)
                .queries(() -> EngineTestKitTest::query)
                .rejections(EngineTestKitTest::isRejection)
                .seed(SEED)
                .count(COMMANDS_WITH_ORACLE)
                .repeatedBy(repeat("theyAreOneWithTheOracle", COMMANDS_WITH_ORACLE))
                .inThisProcessOnly()
                .run();

        assertThat(report.inputs()).isEqualTo(COMMANDS_WITH_ORACLE);
        assertThat(report.timerFirings()).isGreaterThan(COMMANDS_WITH_ORACLE / 500);
    }

    private static String repeat(String test, long commands) {
        return "mvn -pl sample-matching-engine -am test -Dtest=EngineTestKitTest#" + test
                + " -Dsurefire.failIfNoSpecifiedTests=false -Ddsfm.commands=" + commands + " -Ddsfm.seed=" + SEED;
    }

    private static boolean isRejection(byte[] reply) {
        return (reply[REJECT_CODE_OFFSET] | reply[REJECT_CODE_OFFSET + 1]) != 0;
    }

    /** The flow's clients as others, two of which share the low 32 bits of their ids. */
    private static long client(long ofFlow) {
        return 1 + ofFlow / 2 + (ofFlow % 2 << 33);
    }

    private static byte[] query(SeededRandom random) {
        int symbol = 1 + random.below(AllCommandsFlow.SYMBOLS + 1);
        Query query = switch (random.below(4)) {
            case 0 -> new Query.Depth(symbol, 1 + random.below(20));
            case 1 ->
                new Query.Order(new OrderKey(client(1 + random.below(AllCommandsFlow.CLIENTS)), 1 + random.below(300)));
            case 2 -> new Query.Counts();
            default -> new Query.Report(symbol);
        };
        return query.encode();
    }

    /** The flow of all commands, without an end, with its clients and its steps in time. */
    private static final class Commands implements InputSource {

        private @Nullable AllCommandsFlow flow;
        private TimedInput last = new TimedInput(1, InputSource.START_NANOS, true, new byte[0]);
        private long stepNanos;
        private long logNanos;

        @Override
        public void onTime(long timestampNanos) {
            logNanos = timestampNanos;
        }

        @Override
        public byte[] next(SeededRandom random) {
            AllCommandsFlow commands = flow;
            if (commands == null) {
                commands = new AllCommandsFlow(random.nextLong(), Long.MAX_VALUE);
                flow = commands;
            }
            commands.advanceTo(logNanos);
            TimedInput input = commands.next();
            if (input == null) {
                throw new IllegalStateException("a flow without an end has ended");
            }
            stepNanos = Math.max(0, input.nowNanos() - logNanos);
            last = input;
            return input.command();
        }

        @Override
        public long clientId(SeededRandom random) {
            return client(last.clientId());
        }

        @Override
        public long stepNanos(SeededRandom random) {
            return stepNanos;
        }
    }
}
