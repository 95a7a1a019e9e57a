package io.dsfm.ratis.node;

import static io.dsfm.ratis.node.LedgerMachine.input;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.ratis.client.GroupClient;
import io.dsfm.ratis.client.NodeClient;
import io.dsfm.ratis.client.Result;
import io.dsfm.ratis.client.ResultStream;
import io.dsfm.ratis.client.StreamEndedException;
import io.dsfm.ratis.client.StreamOptions;
import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.config.NodeConfig.Limits;
import io.dsfm.ratis.config.NodeConfig.Release;
import io.dsfm.ratis.config.NodeConfig.Snapshots;
import io.dsfm.ratis.proto.StreamEndReason;
import io.dsfm.ratis.proto.StreamEnded;
import io.dsfm.ratis.stream.ResultFilter;
import io.dsfm.ratis.stream.StreamResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The stream of results of real nodes in this process. */
@Timeout(120)
final class StreamTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** How often a leader without anything to send sends nevertheless: twice in the shortest election timeout. */
    private static final long HEARTBEAT_MILLIS =
            NodeConfig.Timeouts.DEFAULT.electionMin().toMillis() / 2;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(Release.class)
    void everyNodeStreamsTheSameBytesAsWereReleased(Release level) throws Exception {
        try (TestGroup group = new TestGroup(directory, "plain+other", "plain", "other")
                        .with(level)
                        .start();
                GroupClient client = group.client()) {
            List<Result> results = submit(client, 200, "at " + level);

            List<StreamResult> first = take(stream(group, "n1", 1), 200);
            assertThat(bytes(first)).isEqualTo(bytes(take(stream(group, "n2", 1), 200)));
            assertThat(bytes(first)).isEqualTo(bytes(take(stream(group, "n3", 1), 200)));
            for (int i = 0; i < 200; i++) {
                assertThat(first.get(i).sequence()).isEqualTo(i + 1);
                assertThat(first.get(i).reply()).isEqualTo(results.get(i).reply());
                assertThat(first.get(i).index()).isEqualTo(results.get(i).index());
                assertThat(first.get(i).clientId()).isEqualTo(client.clientId());
                assertThat(first.get(i).number()).isEqualTo(results.get(i).requestNumber());
                assertThat(first.get(i).events()).hasSize(1);
            }
        }
    }

    @Test
    void liveResultsReachThoseWhoSubscribedBefore() throws Exception {
        try (TestGroup group = new TestGroup(directory, "plain", "other", "plain").start();
                GroupClient client = group.client()) {
            submit(client, 10, "before");
            TestGroup.eventually("n1 has all", () -> group.status("n1").getMetricsOrThrow("stream.newest") == 10);
            try (ResultStream one = ResultStream.open(stream(group, "n1", StreamOptions.NEXT));
                    ResultStream three = ResultStream.open(stream(group, "n3", 20))) {
                TestGroup.eventually(
                        "both are connected",
                        () -> one.disconnectedFor().isZero()
                                && three.disconnectedFor().isZero());
                submit(client, 10, "after");
                assertThat(one.take(PATIENCE).sequence()).isEqualTo(11);
                assertThat(three.take(PATIENCE).sequence()).isEqualTo(20);
                assertThat(three.nextSequence()).isEqualTo(21);
            }
        }
    }

    @Test
    void aSecondaryIsOneHopBehindThoughNothingFollows() throws Exception {
        try (TestGroup group = new TestGroup(directory, "plain", "other", "plain").start()) {
            String secondary = group.awaitLeader().equals("n1") ? "n2" : "n1";
            try (GroupClient client = group.client();
                    ResultStream stream = ResultStream.open(stream(group, secondary, 1))) {
                // Were it told by the next heartbeat only, each would be behind by all of a period: it begins after
                // one.
                List<Long> behindMillis = new ArrayList<>();
                for (int i = 0; i < 31; i++) {
                    client.submit(input("alone")).join();
                    long releasedNanos = System.nanoTime();
                    assertThat(stream.take(PATIENCE)).isNotNull();
                    behindMillis.add((System.nanoTime() - releasedNanos) / 1_000_000);
                }
                behindMillis.sort(null);
                assertThat(behindMillis.get(15))
                        .as("median of %s", behindMillis)
                        .isLessThan(HEARTBEAT_MILLIS / 2);
            }
        }
    }

    @Test
    void givesResultsOfSomeClientsAndEventsOfSomeTypesOnly() throws Exception {
        try (TestGroup group = new TestGroup(directory, "plain", "other", "plain").start();
                GroupClient client = group.client();
                GroupClient another = group.client()) {
            submit(client, 5, "mine");
            submit(another, 5, "theirs");
            client.submit(input("timer 1")).join();
            submit(client, 5, "again");
            List<StreamResult> theirs =
                    take(stream(group, "n2", 1).with(new ResultFilter(Set.of(another.clientId()), Set.of())), 5);
            assertThat(theirs).extracting(StreamResult::sequence).containsExactly(6L, 7L, 8L, 9L, 10L);

            StreamResult timer = take(stream(group, "n2", 1).with(new ResultFilter(Set.of(), Set.of(2))), 1)
                    .get(0);
            assertThat(timer.isTimer()).isTrue();
            assertThat(timer.events().get(0).type()).isEqualTo(2);
            try (ResultStream nothing =
                    ResultStream.open(stream(group, "n2", 1).with(new ResultFilter(Set.of(), Set.of(77))))) {
                assertThat(nothing.take(Duration.ofSeconds(1))).isNull();
                assertThat(nothing.nextSequence()).isEqualTo(18);
            }
        }
    }

    @Test
    void aSubscriberThatDoesNotTakeIsToldWhereToResumeAndDelaysNobody() throws Exception {
        NodeConfig.Stream span = new NodeConfig.Stream(65_536, 32 << 20, 1_000_000, 1 << 30, Duration.ofMillis(500));
        try (TestGroup group = new TestGroup(directory, "plain", "other", "plain")
                        .with(span)
                        .start();
                GroupClient client = group.client();
                ResultStream slow = ResultStream.open(stream(group, "n2", 1).withWindowBytes(1 << 10));
                ResultStream quick = ResultStream.open(stream(group, "n2", 1))) {
            submit(client, 500, "x".repeat(100));
            for (int i = 1; i <= 500; i++) {
                assertThat(quick.take(PATIENCE).sequence()).isEqualTo(i);
            }
            TestGroup.eventually(
                    "the slow one is left alone",
                    () -> group.status("n2").getMetricsOrThrow("stream.subscribers") == 1);
            submit(client, 10, "more");
            assertThat(quick.take(PATIENCE).sequence()).isEqualTo(501);

            long taken = 0;
            StreamEndedException end = null;
            while (end == null) {
                try {
                    taken = slow.take(PATIENCE).sequence();
                } catch (StreamEndedException e) {
                    end = e;
                }
            }
            assertThat(end.reason()).isEqualTo(StreamEndedException.Reason.TOO_SLOW);
            assertThat(taken).isBetween(1L, 20L);
            assertThat(end.resumeSequence()).isEqualTo(taken + 1);
            List<StreamResult> rest = take(stream(group, "n2", end.resumeSequence()), 510 - (int) taken);
            assertThat(rest.get(rest.size() - 1).sequence()).isEqualTo(510);
        }
    }

    @Test
    void whatIsKeptSurvivesARestartAndGoesOnBehindIt() throws Exception {
        try (TestGroup group = new TestGroup(directory, "plain", "other", "plain").start();
                GroupClient client = group.client()) {
            submit(client, 300, "before");
            List<StreamResult> before = take(stream(group, "n3", 1), 300);
            snapshot(group, "n3");
            group.stop("n3");
            submit(client, 100, "meanwhile");
            group.start("n3");
            submit(client, 100, "after");
            List<StreamResult> all = take(stream(group, "n3", 1), 500);
            assertThat(bytes(all.subList(0, 300))).isEqualTo(bytes(before));
            assertThat(bytes(all)).isEqualTo(bytes(take(stream(group, "n1", 1), 500)));
        }
    }

    @Test
    void aNodeThatWasGivenASnapshotRefusesWhatItHasMissedAndAnotherGivesIt() throws Exception {
        try (TestGroup group = new TestGroup(directory, "plain", "other", "plain")
                .with(new Snapshots(100, 1 << 20, 1, 64 << 10))
                .with(new Limits(1 << 10, 4 << 10, 4 << 10, 2_048, 4, 65_536, 65_536, 10_000, 16 << 20))
                .start()) {
            String victim = group.awaitLeader().equals("n3") ? "n2" : "n3";
            try (GroupClient client = group.client()) {
                submit(client, 200, "before");
                take(stream(group, victim, 1), 200);
                group.stop(victim);
                for (int i = 0; i < 40; i++) {
                    submit(client, 100, "y".repeat(200));
                }
                for (String node : List.of("n1", "n2", "n3")) {
                    if (!node.equals(victim)) {
                        snapshot(group, node);
                        snapshot(group, node);
                    }
                }
                group.start(victim);
                submit(client, 10, "after");
                TestGroup.eventually(
                        "the victim is level", () -> group.status(victim).getMetricsOrThrow("stream.newest") == 4_210);
                long oldest = (long) group.status(victim).getMetricsOrThrow("stream.oldest");
                assertThat(oldest).isGreaterThan(201);
                RawStream raw = RawStream.subscribe(group.config(victim).self().clientAddress(), 150);
                StreamEnded refused = raw.ended();
                assertThat(refused.getReason()).isEqualTo(StreamEndReason.STREAM_TOO_OLD);
                assertThat(refused.getOldestSequence()).isEqualTo(oldest);
                // The client goes to the others by itself.
                List<StreamResult> all = take(stream(group, victim, 150), 4_061);
                assertThat(bytes(all.subList(all.size() - 10, all.size())))
                        .isEqualTo(bytes(take(stream(group, victim, 4_201), 10)));
            }
        }
    }

    @Test
    void nothingThatIsRevokedLaterIsEverShown() throws Exception {
        try (TestGroup group = new TestGroup(directory, "plain+other", "plain+other", "plain+other")
                .with(Release.LOCAL)
                .start()) {
            String old = group.awaitLeader();
            RawStream atOld = RawStream.subscribe(group.config(old).self().clientAddress(), 1);
            try (RawConnection connection =
                    new RawConnection(group.config(old).self().clientAddress())) {
                long session = connection.open(100).getSessionId();
                connection.submit(100, session, 1, "first");
                assertThat(atOld.next().sequence()).isEqualTo(1);
                group.isolate(old);
                assertThat(connection.submit(100, session, 2, "never committed").getProvisional())
                        .isTrue();
                String next = group.awaitLeaderOtherThan(old);
                try (GroupClient client = group.clientOf(next)) {
                    client.submit(input("in its place")).join();
                }
                group.heal();
                StreamResult second = atOld.next();
                assertThat(second.sequence()).isEqualTo(2);
                assertThat(new String(second.events().get(0).payload(), UTF_8)).isEqualTo("in its place");
            }
        }
    }

    @Test
    void aSecondaryThatIsWrongSaysSoAndShowsNothingMoreOfIt() throws Exception {
        try (TestGroup group = new TestGroup(directory, "plain", "plain", "deviant").start()) {
            String leader = group.awaitLeader();
            if (leader.equals("n3")) {
                group.stop("n3");
                group.awaitLeaderOtherThan("n3");
                group.start("n3");
            }
            try (GroupClient client = group.client();
                    ResultStream wrong = ResultStream.open(stream(group, "n3", 1))) {
                submit(client, 10, "fine");
                for (int i = 1; i <= 10; i++) {
                    assertThat(wrong.take(PATIENCE).sequence()).isEqualTo(i);
                }
                client.submit(input("differ")).join();
                StreamEndedException end = null;
                long inputs = 11;
                while (end == null) {
                    submit(client, 5, "after"); // the leader's word comes along, now and then
                    inputs += 5;
                    try {
                        for (int i = 0; i < 5 && wrong.take(Duration.ofMillis(100)) != null; i++) {
                            assertThat(inputs).isLessThan(1_000);
                        }
                    } catch (StreamEndedException e) {
                        end = e;
                    }
                }
                assertThat(end.reason()).isEqualTo(StreamEndedException.Reason.CONTRADICTED);
                assertThat(end.resumeSequence()).isGreaterThan(11);
                List<StreamResult> right = take(stream(group, "n1", 1), (int) inputs);
                for (StreamResult shown : take(stream(group, "n3", 1), (int) inputs)) {
                    assertThat(shown.encoded())
                            .isEqualTo(right.get((int) shown.sequence() - 1).encoded());
                }
            }
        }
    }

    private static void snapshot(TestGroup group, String node) throws Exception {
        try (NodeClient client = NodeClient.connect(group.config(node).self().clientAddress(), "test", PATIENCE)) {
            client.snapshot().get(30, TimeUnit.SECONDS);
        }
    }

    private static List<Result> submit(GroupClient client, int count, String text) {
        List<CompletableFuture<Result>> submitted = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            submitted.add(client.submit(input(text + " " + i)));
        }
        return submitted.stream().map(CompletableFuture::join).toList();
    }

    private static StreamOptions stream(TestGroup group, String node, long from) {
        return StreamOptions.from(List.of(group.config(node).self().clientAddress()), "test", from);
    }

    private static List<StreamResult> take(StreamOptions options, int count) throws InterruptedException {
        try (ResultStream stream = ResultStream.open(options)) {
            List<StreamResult> taken = new ArrayList<>();
            while (taken.size() < count) {
                StreamResult result = stream.take(PATIENCE);
                assertThat(result).as("%s", stream.lastFailure()).isNotNull();
                taken.add(result);
            }
            return taken;
        }
    }

    private static List<List<Byte>> bytes(List<StreamResult> results) {
        return results.stream()
                .map(result -> {
                    List<Byte> bytes = new ArrayList<>();
                    for (byte b : result.encoded()) {
                        bytes.add(b);
                    }
                    return bytes;
                })
                .toList();
    }
}
