package io.dsfm.sample.matching.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dsfm.sample.matching.domain.CommandType;
import io.dsfm.sample.matching.domain.Counters;
import io.dsfm.sample.matching.domain.Query;
import io.dsfm.sample.matching.domain.RejectCode;
import io.dsfm.sample.matching.domain.Reply;
import io.dsfm.sample.matching.harness.Engine;
import io.dsfm.sample.matching.ladder.LadderProvider;
import io.dsfm.statemachine.Digest64;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GeneratedFlowTest {

    @Test
    void sameSeedGivesTheSameBytesOnEveryMachine() {
        assertThat(digest(new GeneratedFlow(1, 50_000))).isEqualTo(digest(new GeneratedFlow(1, 50_000)));
        assertThat(digest(new GeneratedFlow(1, 50_000))).isEqualTo(PINNED);
    }

    @Test
    void anotherSeedGivesAnotherFlow() {
        assertThat(digest(new GeneratedFlow(1, 1_000))).isNotEqualTo(digest(new GeneratedFlow(2, 1_000)));
    }

    @Test
    void longerFlowStartsWithTheShorterOne() {
        GeneratedFlow longer = new GeneratedFlow(3, 2_000);
        GeneratedFlow shorter = new GeneratedFlow(3, 1_000);
        for (int i = 0; i < 1_000; i++) {
            assertThat(shorter.next()).isEqualTo(longer.next());
        }
        assertThat(shorter.next()).isNull();
        assertThat(shorter.next()).isNull();
        assertThat(longer.next()).isNotNull();
    }

    @Test
    void fullBooksAreThereBeforeTheFlowTakesItsShapeAndStayFull() {
        int resting = 2_000;
        int symbols = GeneratedFlow.DEFAULT_SYMBOLS;
        GeneratedFlow flow = GeneratedFlow.ofFullBooks(5, 40_000, resting);
        Engine engine = new Engine(new LadderProvider().create());
        for (int i = 0; i < symbols + resting; i++) {
            assertThat(engine.execute(1, flow.next()).reply().code()).isEqualTo(RejectCode.NONE);
        }
        assertThat(((Counters) engine.ask(new Query.Counts())).restingOrders()).isEqualTo(resting);

        for (byte[] command = flow.next(); command != null; command = flow.next()) {
            engine.execute(1, command);
        }
        assertThat(((Counters) engine.ask(new Query.Counts())).restingOrders())
                .isBetween(resting * 3L / 4, resting * 5L / 4);
    }

    @Test
    void restingOrdersSettleWhereTheyShouldAndFewCommandsAreRejected() {
        int resting = 1_000;
        GeneratedFlow flow = new GeneratedFlow(4, 60_000, 2, resting);
        Engine engine = new Engine(new LadderProvider().create());
        Map<CommandType, Integer> accepted = new EnumMap<>(CommandType.class);
        int rejected = 0;
        for (byte[] command = flow.next(); command != null; command = flow.next()) {
            Reply reply = engine.execute(1, command).reply();
            if (reply.code() != RejectCode.NONE) {
                rejected++;
            } else if (reply.command() != null) {
                accepted.merge(reply.command(), 1, Integer::sum);
            }
        }

        Counters counters = (Counters) engine.ask(new Query.Counts());
        assertThat(counters.restingOrders()).isBetween(resting * 3L / 4, resting * 5L / 4);
        assertThat(rejected).isBetween(200, 400);
        assertThat(accepted.get(CommandType.NEW_ORDER)).isBetween(32_000, 38_000);
        assertThat(accepted.get(CommandType.CANCEL)).isBetween(22_000, 28_000);
        assertThat(counters.trades()).isBetween(4_000L, 20_000L);
    }

    @Test
    void flowsThatAreNoneAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GeneratedFlow(1, -1))
                .withMessageContaining("count=-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GeneratedFlow(1, 1, 0, 1))
                .withMessageContaining("symbols=0");
    }

    private static long digest(OrderFlow flow) {
        long digest = Digest64.EMPTY;
        for (byte[] command = flow.next(); command != null; command = flow.next()) {
            digest = Digest64.append(digest, command, 0, command.length);
        }
        return digest;
    }

    /** The digest of the first 50,000 commands of seed 1. */
    private static final long PINNED = 594_871_324_188_401_619L;
}
