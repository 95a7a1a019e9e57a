package io.dsfm.ratis.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.ratis.config.NodeConfig.Limits;
import io.dsfm.ratis.config.NodeConfig.Timeouts;
import io.dsfm.ratis.proto.NodeFrame;
import io.dsfm.ratis.proto.RefusalReason;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What those see who are left when the others are not reached. */
final class MajorityLossTest {

    private static final int PENDING_MAX = 16;
    private static final Limits SMALL = new Limits(1 << 10, 4 << 10, 4 << 10, 4, 1, PENDING_MAX, 65_536, 100, 16 << 20);
    /** The leader goes on for so long without a majority. */
    private static final Timeouts PATIENT = Timeouts.DEFAULT.withElection(Duration.ofSeconds(5), Duration.ofSeconds(8));

    @TempDir
    private Path directory;

    @Test
    void aLeaderWithoutAMajorityTakesSomeInputsRefusesTheRestAndGoesOnByItself() throws Exception {
        try (TestGroup group = new TestGroup(directory, "plain", "plain", "plain")
                .with(SMALL)
                .with(PATIENT)
                .start()) {
            String leader = group.awaitLeader();
            try (RawConnection connection =
                    new RawConnection(group.config(leader).self().clientAddress())) {
                long session = connection.open(7).getSessionId();
                connection.submit(7, session, 1, "first");
                group.othersThan(leader).forEach(group::isolate);
                // Far more than may wait and be under way.
                for (long number = 2; number < 10 * PENDING_MAX; number++) {
                    connection.sendRequest(7, session, number, "input " + number);
                }

                NodeFrame refused = connection.await(NodeFrame::hasRefusal);

                assertThat(refused.getRefusal().getReason()).isEqualTo(RefusalReason.BUSY);
                long number = refused.getRefusal().getRequestNumber();
                assertThat(number).isGreaterThan(PENDING_MAX);
                group.heal();
                connection.await(frame -> isOutcome(frame, number - 1));
                connection.sendRequest(7, session, number, "input " + number);
                NodeFrame last = connection.await(frame -> isOutcome(frame, number));
                assertThat(last.getOutcomes().getOutcomesList().stream()
                                .filter(outcome -> outcome.getRequestNumber() == number)
                                .findFirst()
                                .orElseThrow()
                                .getSequence())
                        .isEqualTo(number);
            }
        }
    }

    @Test
    void theTimeWithoutALeaderIsCounted() throws Exception {
        try (TestGroup group = new TestGroup(directory, "plain", "plain", "plain").start()) {
            String alone = group.othersThan(group.awaitLeader()).get(0);
            TestGroup.eventually("it knows a leader", () -> knowsLeader(group, alone));
            long before = leaderlessMillis(group, alone);

            group.isolate(alone);

            TestGroup.eventually("it counts", () -> leaderlessMillis(group, alone) > before + 200);
            group.heal();
            TestGroup.eventually("it knows a leader again", () -> knowsLeader(group, alone));
            long counted = leaderlessMillis(group, alone);
            assertThat(counted).isGreaterThan(before + 200);
        }
    }

    private static boolean knowsLeader(TestGroup group, String node) {
        return !group.status(node).getLeader().getNode().isEmpty();
    }

    private static long leaderlessMillis(TestGroup group, String node) {
        return (long) group.status(node).getMetricsOrThrow("election.leaderlessMillis");
    }

    private static boolean isOutcome(NodeFrame frame, long number) {
        return frame.getOutcomes().getOutcomesList().stream().anyMatch(outcome -> outcome.getRequestNumber() == number);
    }
}
