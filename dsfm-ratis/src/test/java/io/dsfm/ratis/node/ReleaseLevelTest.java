package io.dsfm.ratis.node;

import static io.dsfm.ratis.node.LedgerMachine.input;
import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.ratis.client.GroupClient;
import io.dsfm.ratis.client.Submission;
import io.dsfm.ratis.config.NodeConfig.Release;
import io.dsfm.ratis.config.NodeConfig.Timeouts;
import io.dsfm.ratis.core.ReleaseLevel;
import io.dsfm.ratis.proto.ClientFrame;
import io.dsfm.ratis.proto.NodeFrame;
import io.dsfm.ratis.proto.Outcome;
import io.dsfm.ratis.proto.Query;
import io.dsfm.ratis.proto.RefusalReason;
import io.dsfm.ratis.proto.Settlement;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each release level promises, on real nodes. */
final class ReleaseLevelTest {

    private static final long CLIENT = 100;
    /** A lease lasts as long as the shortest election timeout; the leader goes on for as long as the longest. */
    private static final Timeouts SHORT_LEASE =
            Timeouts.DEFAULT.withElection(Duration.ofMillis(500), Duration.ofSeconds(8));

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(Release.class)
    void everyResultIsSettledAsItWasReleasedWhileNothingFails(Release level) throws Exception {
        try (TestGroup group = new TestGroup(directory, "plain+other", "plain", "other")
                        .with(level)
                        .start();
                GroupClient client = group.client()) {
            for (io.dsfm.ratis.client.Release wish : io.dsfm.ratis.client.Release.values()) {
                for (int i = 0; i < 20; i++) {
                    Submission submission = client.submit(input(wish + " " + i), wish);
                    assertThat(submission
                                    .settled()
                                    .get(30, TimeUnit.SECONDS)
                                    .isSameAs(submission.released().join()))
                            .isTrue();
                }
            }
        }
    }

    @Test
    void aLocalResultOfALeaderThatIsCutOffIsProvisionalAndRevoked() throws Exception {
        try (TestGroup group = new TestGroup(directory, "plain+other", "plain+other", "plain+other")
                .with(Release.LOCAL)
                .start()) {
            String old = group.awaitLeader();
            try (RawConnection connection = connect(group, old)) {
                long session = connection.open(CLIENT).getSessionId();
                connection.submit(CLIENT, session, 1, "first");
                group.isolate(old);
                // A majority was heard a moment ago, which is what the lease is made of.
                Outcome early = connection.submit(CLIENT, session, 2, "never committed");
                assertThat(early.getProvisional()).isTrue();
                String next = group.awaitLeaderOtherThan(old);
                try (GroupClient client = group.clientOf(next)) {
                    client.submit(input("in its place")).get(30, TimeUnit.SECONDS);
                }

                group.heal();

                assertThat(settlement(connection, 2)).isEqualTo(Settlement.REVOKED);
            }
        }
    }

    @Test
    void aLeaderThatHasNotHeardAMajorityLatelyReleasesNothingEarly() throws Exception {
        try (TestGroup group = new TestGroup(directory, "plain", "plain", "plain")
                .with(Release.LOCAL)
                .start()) {
            String old = group.awaitLeader();
            try (RawConnection connection = connect(group, old)) {
                long session = connection.open(CLIENT).getSessionId();
                connection.submit(CLIENT, session, 1, "first");
                group.isolate(old);
                group.awaitLeaderOtherThan(old); // longer than a lease lasts

                connection.sendRequest(CLIENT, session, 2, "refused, or kept back until it is cut");
                group.heal();

                NodeFrame answer = connection.await(
                        frame -> frame.hasRefusal() || frame.hasLeaderChanged() || isOutcome(frame, 2));
                assertThat(isOutcome(answer, 2)).isFalse();
            }
        }
    }

    @Test
    void aLocalResultIsRefusedWhileTheLeaderHasNotHeardAMajorityLately() throws Exception {
        try (TestGroup group = new TestGroup(directory, "plain", "plain", "plain")
                .with(Release.LOCAL)
                .with(SHORT_LEASE)
                .start()) {
            String leader = group.awaitLeader();
            try (RawConnection connection = connect(group, leader)) {
                long session = connection.open(CLIENT).getSessionId();
                connection.submit(CLIENT, session, 1, "first");
                group.isolate(leader);
                Leadership leadership = group.node(leader).parts().leadership();
                // It does not come back: nobody is heard.
                TestGroup.eventually("the lease is over", () -> !leadership.takes(ReleaseLevel.LOCAL));

                connection.sendRequest(CLIENT, session, 2, "to be refused");
                NodeFrame answer = connection.await(frame -> frame.hasRefusal() || isOutcome(frame, 2));

                assertThat(answer.getRefusal().getReason()).isEqualTo(RefusalReason.BUSY);
                assertThat(answer.getRefusal().getDetail()).contains("has not heard from a majority");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Release.class)
    void onlyTheLeaderAnswersQueries(Release level) throws Exception {
        try (TestGroup group =
                new TestGroup(directory, "plain", "plain", "plain").with(level).start()) {
            String leader = group.awaitLeader();
            for (String node : group.othersThan(leader)) {
                TestGroup.eventually(
                        "it knows who leads",
                        () -> leader.equals(group.node(node).parts().log().leaderId()));
                try (RawConnection connection = connect(group, node)) {
                    connection.send(
                            ClientFrame.newBuilder().setQuery(Query.newBuilder().setCorrelationId(5)));

                    NodeFrame answer = connection.await(frame -> frame.hasRefusal() || frame.hasAnswer());

                    assertThat(answer.getRefusal().getReason()).isEqualTo(RefusalReason.NOT_LEADER);
                    assertThat(answer.getRefusal().getLeader().getNode()).isEqualTo(leader);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Release.class)
    void whoHasSeenAResultFindsItInTheAnswerToAQuery(Release level) throws Exception {
        try (TestGroup group = new TestGroup(directory, "plain+other", "other+plain", "plain+other")
                        .with(level)
                        .start();
                GroupClient client = group.client()) {
            List<CompletableFuture<Long>> ahead = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                Submission submission = client.submit(input("input " + i), io.dsfm.ratis.client.Release.LOCAL);
                ahead.add(submission
                        .released()
                        .thenCompose(result -> client.query(new byte[0])
                                .thenApply(answer -> ByteBuffer.wrap(answer).getLong() - result.sequence())));
                if (i % 20 == 19) {
                    submission.settled().get(30, TimeUnit.SECONDS);
                }
            }
            for (CompletableFuture<Long> difference : ahead) {
                assertThat(difference.get(30, TimeUnit.SECONDS)).isNotNegative();
            }
        }
    }

    private static boolean isOutcome(NodeFrame frame, long number) {
        return frame.getOutcomes().getOutcomesList().stream().anyMatch(outcome -> outcome.getRequestNumber() == number);
    }

    private static Settlement settlement(RawConnection connection, long number) throws IOException {
        NodeFrame frame = connection.await(any -> any.getOutcomes().getOutcomesList().stream()
                .anyMatch(outcome -> outcome.getRequestNumber() == number
                        && outcome.getSettlement() != Settlement.SETTLEMENT_UNSPECIFIED));
        return frame.getOutcomes().getOutcomesList().stream()
                .filter(outcome -> outcome.getRequestNumber() == number)
                .findFirst()
                .orElseThrow()
                .getSettlement();
    }

    private static RawConnection connect(TestGroup group, String node) throws IOException {
        return new RawConnection(group.config(node).self().clientAddress());
    }
}
