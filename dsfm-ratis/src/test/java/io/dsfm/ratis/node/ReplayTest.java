package io.dsfm.ratis.node;

import static io.dsfm.ratis.node.LedgerMachine.input;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dsfm.ratis.client.GroupClient;
import io.dsfm.ratis.core.OutputReader;
import io.dsfm.ratis.replay.Difference;
import io.dsfm.ratis.replay.Difference.What;
import io.dsfm.ratis.replay.DigestPoint;
import io.dsfm.ratis.replay.Replay;
import io.dsfm.ratis.replay.ReplayEnd;
import io.dsfm.ratis.replay.ReplayException;
import io.dsfm.ratis.replay.ReplayRange;
import io.dsfm.ratis.replay.stored.StoredData;
import io.dsfm.statemachine.StateMachineProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Directories that real nodes wrote, run again offline. */
final class ReplayTest extends ReplayedGroup {

    @Test
    void comesToTheDigestOfEveryInstanceAndChangesNothing() throws Exception {
        group.start();
        submit(1_500, 50);
        submit(List.of("timer 1", "timer 5", "timer 60000"));
        TestGroup.eventually("two timers fired", () -> sequence("n1") == 1_505);
        long digest = group.digestsAt(1_505).get(0);
        stopAll();

        for (String node : List.of("n1", "n2", "n3")) {
            SortedMap<Path, String> before = contents(node);
            for (String variant : List.of("plain", "other")) {
                ReplayEnd end = replay(node, FROM_FIRST, variant);
                assertThat(end.last().digest()).isEqualTo(digest);
                assertThat(end.last().sequence()).isEqualTo(1_505);
                assertThat(end.executed()).isEqualTo(1_505);
                assertThat(end.checkpoints()).isPositive();
                assertThat(end.difference()).isEmpty();
                assertThat(points)
                        .extracting(DigestPoint::sequence)
                        .startsWith(100L, 200L)
                        .endsWith(1_500L, 1_505L);
            }
            assertThat(replay(node, FROM_FIRST, "plain", "other").last().digest())
                    .isEqualTo(digest);
            assertThat(contents(node)).isEqualTo(before);
        }
    }

    @Test
    void readsTheDirectoryOfANodeThatRunsAndACopyOfIt() throws Exception {
        group.start();
        submit(500, 10);
        long digest = group.digestsAt(500).get(0);

        assertThat(replay("n1", FROM_FIRST, "other").last().digest()).isEqualTo(digest);

        Path copy = directory.resolve("elsewhere");
        copy(directory.resolve("n1"), copy);
        submit(500, 10);
        assertThat(replay(copy, FROM_FIRST, "other").last().digest()).isEqualTo(digest);
        assertThat(replay("n1", FROM_FIRST, "other").last().digest())
                .isEqualTo(group.digestsAt(1_000).get(0));
    }

    @Test
    void keepsReadingWhileTheNodeWritesRenamesAndPurges() throws Exception {
        group.start();
        submit(2_000, 40);
        CompletableFuture<Void> load = CompletableFuture.runAsync(() -> {
            for (int round = 0; round < 5; round++) {
                submitQuietly(600, 20);
                takeSnapshot("n1");
            }
        });
        long replays = 0;
        do {
            long before = released("n1");
            ReplayEnd end = replay("n1", FROM_FIRST, "plain", "other");
            assertThat(end.difference()).isEmpty();
            assertThat(end.last().sequence()).isGreaterThanOrEqualTo(before);
            replays++;
        } while (!load.isDone());
        load.get();
        assertThat(replays).isPositive();
        assertThat(replay("n1", FROM_NEWEST, "other").last().digest())
                .isEqualTo(group.digestsAt(5_000).get(0));
    }

    @Test
    void startsWithTheSnapshotThatTheRangeNeeds() throws Exception {
        group.start();
        for (int i = 1; i <= 3; i++) {
            submit(400, 20);
            group.digestsAt(400L * i);
            takeSnapshot("n1");
        }
        submit(50, 5);
        long digest = group.digestsAt(1_250).get(0);
        stopAll();

        ReplayEnd newest = replay("n1", FROM_NEWEST, "plain");
        assertThat(newest.start().sequence()).isEqualTo(1_200);
        assertThat(newest.executed()).isEqualTo(50);
        assertThat(newest.last().digest()).isEqualTo(digest);

        ReplayEnd oldest = replay("n1", FROM_FIRST, "plain");
        assertThat(oldest.start().sequence()).isEqualTo(800);
        assertThat(oldest.last().digest()).isEqualTo(digest);
        assertThat(oldest.settledSequence()).as("a newer snapshot proves it").isGreaterThanOrEqualTo(1_200);
        ReplayEnd within = replay("n1", new ReplayRange(ReplayRange.OLDEST, 1_100, 100), "plain");
        assertThat(within.settledSequence())
                .as("all of them are in a newer snapshot")
                .isEqualTo(1_100);
        assertThatThrownBy(() -> replay("n1", new ReplayRange(1_251, ReplayRange.END, 1), "plain"))
                .isInstanceOf(ReplayException.class)
                .hasMessageContaining("behind the end of this node's log: from=1251, lastSequence=1250");

        ReplayEnd ranged = replay("n1", new ReplayRange(1_195, 1_207, 3), "other");
        assertThat(ranged.start().sequence()).isEqualTo(800);
        assertThat(points).extracting(DigestPoint::sequence).containsExactly(1_197L, 1_200L, 1_203L, 1_206L, 1_207L);
        assertThat(points.get(1).digest()).isEqualTo(newest.start().digest());

        assertThatThrownBy(() -> replay("n1", new ReplayRange(800, ReplayRange.END, 1), "plain"))
                .isInstanceOf(ReplayException.class)
                .hasMessageContaining("does not go back that far")
                .hasMessageContaining("behind sequence 799");
    }

    @Test
    void stopsAtTheInputOfWhichTwoVariantsMakeDifferentOutputs() throws Exception {
        group.start();
        submit(120, 40);
        submit(List.of("before", "differ", "behind"));
        submit(120, 40);
        stopAll();

        ReplayEnd end = replay("n2", FROM_FIRST, "plain", "deviant");

        Difference.BetweenVariants difference =
                (Difference.BetweenVariants) end.difference().orElseThrow();
        assertThat(difference.sequence()).isEqualTo(122);
        assertThat(difference.what()).isEqualTo(What.OUTPUT);
        assertThat(new String(difference.input().bytes(), UTF_8)).isEqualTo("differ");
        assertThat(difference.first().variant()).isEqualTo("plain");
        assertThat(new OutputReader(difference.first().output()).reply().getLong())
                .isEqualTo(122);
        assertThat(new OutputReader(difference.second().output()).reply().getLong())
                .isEqualTo(123);
        assertThat(end.last().sequence()).isEqualTo(121);
        assertThat(replay("n2", new ReplayRange(1, 121, 1), "plain", "deviant").difference())
                .isEmpty();
    }

    @Test
    void stopsAtTheInputAfterWhichOnlyTheStatesDiffer() throws Exception {
        group.start();
        submit(List.of("one", "two", "three", "four"));
        stopAll();

        try (StoredData stored = StoredData.open(directory.resolve("n1"))) {
            List<StateMachineProvider> variants = List.of(providers("plain").get(0), new DriftingLedger(3));
            Difference.BetweenVariants difference = (Difference.BetweenVariants)
                    new Replay(stored, variants, FROM_FIRST, 1 << 20, new Recorder(points, notes))
                            .run()
                            .difference()
                            .orElseThrow();
            assertThat(difference.what()).isEqualTo(What.STATE);
            assertThat(difference.sequence()).isEqualTo(3);
            assertThat(new String(difference.input().bytes(), UTF_8)).isEqualTo("three");
            assertThat(difference.first().output())
                    .isEqualTo(difference.second().output());
            assertThat(difference.first().digest())
                    .isNotEqualTo(difference.second().digest());
        }
    }

    @Test
    void comparesNothingBehindTheRangeEvenWithinAnEntry() throws Exception {
        group.start();
        submit(200, 100);
        stopAll();
        replay("n1", new ReplayRange(1, ReplayRange.END, 1), "plain");
        int at = 0;
        while (points.get(at).index() != points.get(at + 1).index()) {
            at++;
        }
        long last = points.get(at).sequence();

        try (StoredData stored = StoredData.open(directory.resolve("n1"))) {
            List<StateMachineProvider> variants = List.of(providers("plain").get(0), new DriftingLedger(last + 1));
            assertThat(new Replay(stored, variants, new ReplayRange(1, last, 1), 1 << 20, new Recorder(points, notes))
                            .run()
                            .difference())
                    .isEmpty();
            assertThat(new Replay(
                                    stored,
                                    variants,
                                    new ReplayRange(1, last + 1, 1),
                                    1 << 20,
                                    new Recorder(points, notes))
                            .run()
                            .difference())
                    .isPresent();
        }
    }

    @Test
    void tellsThatOneVariantDoesNotGiveWhatTheGroupReleased() throws Exception {
        group.start();
        submit(List.of("one", "two", "differ"));
        awaitCheckpoint(3);
        stopAll();

        ReplayEnd end = replay("n3", FROM_FIRST, "deviant");

        Difference.FromReleased difference =
                (Difference.FromReleased) end.difference().orElseThrow();
        assertThat(difference.variant()).isEqualTo("deviant");
        assertThat(difference.agreedSequence()).isLessThan(3);
        assertThat(difference.sequence()).isGreaterThanOrEqualTo(3);
        assertThat(replay("n3", FROM_FIRST, "plain").difference()).isEmpty();
    }

    @Test
    void tellsTheInputAtWhichAVariantThrows() throws Exception {
        group.start();
        submit(List.of("one", "throw", "three"));
        stopAll();

        assertThatThrownBy(() -> replay("n1", FROM_FIRST, "broken"))
                .isInstanceOf(ReplayException.class)
                .hasMessageContaining("variant broken: the state machine threw at an input: sequence=2")
                .hasMessageContaining("7468726f77")
                .hasMessageContaining("planted");
        ReplayEnd end = replay("n1", FROM_FIRST, "plain", "broken");
        Difference.BetweenVariants difference =
                (Difference.BetweenVariants) end.difference().orElseThrow();
        assertThat(difference.what()).isEqualTo(What.FAILURE);
        assertThat(difference.sequence()).isEqualTo(2);
        assertThat(new String(difference.input().bytes(), UTF_8)).isEqualTo("throw");
        assertThat(difference.first().thrown()).isNull();
        assertThat(difference.second().thrown()).contains("planted");
        assertThat(replay("n1", new ReplayRange(1, 1, 1), "broken").last().sequence())
                .isEqualTo(1);
    }

    @Test
    void tellsWhatOfTheLogIsNotKnownToBeCommitted() throws Exception {
        group.start();
        submit(300, 10);
        awaitCheckpoint(300);
        String leader = group.awaitLeader();
        List<String> followers = new ArrayList<>(List.of("n1", "n2", "n3"));
        followers.remove(leader);
        group.stop(followers.get(0));
        AtomicBoolean isEnough = new AtomicBoolean();
        try (GroupClient client = group.client(1_000)) {
            client.submit(input("while there is a majority")).get(30, TimeUnit.SECONDS);
            CompletableFuture<Void> load = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 1_000 && !isEnough.get(); i++) {
                    client.submit(input("input " + i));
                    LockSupport.parkNanos(10_000_000);
                }
            });
            group.stop(followers.get(1)); // from here on nothing is committed any more
            TestGroup.eventually("an input that nobody confirms is in the log", () -> isAhead(leader));
            isEnough.set(true);
            load.get();
        }
        long released = released(leader);
        group.stop(leader);

        ReplayEnd end = replay(leader, FROM_FIRST, "plain");

        assertThat(end.last().sequence()).isGreaterThan(released);
        assertThat(end.start().settledSequence()).isBetween(300L, released);
    }
}
