package io.dsfm.ratis.node;

import static io.dsfm.ratis.node.LedgerMachine.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.dsfm.ratis.client.GroupClient;
import io.dsfm.ratis.client.NodeClient;
import io.dsfm.ratis.client.Result;
import io.dsfm.ratis.config.NodeConfig.Limits;
import io.dsfm.ratis.config.NodeConfig.Snapshots;
import io.dsfm.ratis.config.NodeConfig.Timeouts;
import io.dsfm.ratis.proto.Outcome;
import io.dsfm.ratis.proto.OutcomeKind;
import io.dsfm.ratis.proto.SnapshotTaken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that stop, lose files and come back, each time to the same state and the same answers. */
final class RecoveryTest {

    /** So that there are several segments. */
    private static final Limits SMALL_ENTRIES =
            new Limits(1 << 10, 4 << 10, 4 << 10, 2_048, 4, 65_536, 65_536, 10_000, 16 << 20);

    private static final Timeouts PATIENT = Timeouts.DEFAULT.withElection(Duration.ofSeconds(3), Duration.ofSeconds(5));

    @TempDir
    private Path directory;

    private TestGroup group;

    @BeforeEach
    void prepareGroup() throws Exception {
        group = new TestGroup(directory, "plain+other", "other", "plain")
                .with(new Snapshots(100, 1 << 20, 2, 64 << 10))
                .with(SMALL_ENTRIES);
    }

    @AfterEach
    void closeGroup() {
        group.close();
    }

    @Test
    void restartedGroupGivesFirstAnswersToRepeatedRequests() throws Exception {
        group.start();
        Outcome first;
        long sessionId;
        try (RawConnection connection = connect(group.awaitLeader())) {
            sessionId = connection.open(7).getSessionId();
            first = connection.submit(7, sessionId, 1, "once");
            connection.submit(7, sessionId, 2, "twice");
        }
        restartAll();
        assertThat(answerAfterRestart(sessionId, 1, "once")).isEqualTo(first);
        assertThat(group.digestsAt(2)).hasSize(4);
        snapshotAll();
        restartAll();
        assertThat(answerAfterRestart(sessionId, 1, "once")).isEqualTo(first);
        assertThat(answerAfterRestart(sessionId, 1, "something else").getKind()).isEqualTo(OutcomeKind.NUMBER_REUSED);
        assertThat(group.digestsAt(2)).containsOnly(group.digestsAt(2).get(0));
    }

    @Test
    void purgesTheLogAndWipedNodeCatchesUpFromInstalledSnapshot() throws Exception {
        group.start();
        String victim = follower();
        submit(3_000, 10);
        group.stop(victim);
        deleteRecursively(directory.resolve(victim));
        submit(3_000, 10);
        snapshotAll();
        snapshotAll();
        assertThat(segments(group.awaitLeader()).get(0).getFileName().toString())
                .doesNotMatch("log_(inprogress_)?0.*");
        group.start(victim);
        submit(100, 10);
        assertThat(group.digestsAt(6_100)).containsOnly(group.digestsAt(6_100).get(0));
        assertThat(snapshots(victim)).isNotEmpty();
        group.stop(victim);
        group.start(victim);
        assertThat(group.digestsAt(6_100)).containsOnly(group.digestsAt(6_100).get(0));
    }

    /** Who has a snapshot already says so without saying which: a leader took the node for empty. */
    @Test
    void aNodeGetsTheLogAfterASnapshotWhoseLastAnswerWasLost() throws Exception {
        group.start();
        String victim = follower();
        group.stop(victim);
        submit(3_000, 10);
        deleteRecursively(directory.resolve(victim));
        snapshotAll();
        snapshotAll();
        group.loseAnswerToSnapshot();

        group.start(victim);
        TestGroup.eventually("an answer is lost", group::hasLostAnswerToSnapshot);
        submit(100, 10);

        assertThat(group.digestsAt(3_100)).containsOnly(group.digestsAt(3_100).get(0));
        assertThat(group.installed()).as("the next answer").startsWith(InstallSnapshotResult.ALREADY_INSTALLED);
    }

    @Test
    void twoNodesThatHaveNothingBehindTheirSnapshotElectALeader() throws Exception {
        // An election in between would put an entry behind it.
        group.with(PATIENT).start();
        String leader = group.awaitLeader();
        submit(3_000, 10);
        for (int i = 0; i < 2; i++) {
            snapshotAll(); // the second one purges
        }
        List<String> others =
                Stream.of("n1", "n2", "n3").filter(node -> !node.equals(leader)).toList();
        for (String wiped : others) {
            group.stop(wiped);
            deleteRecursively(directory.resolve(wiped));
            group.start(wiped);
            assertThat(group.digestsAt(3_000))
                    .containsOnly(group.digestsAt(3_000).get(0));
        }

        assumeThat(others)
                .allMatch(node ->
                        group.node(node).parts().log().division().getRaftLog().getLastEntryTermIndex() == null);

        group.stop(leader);

        assertThat(others).contains(group.awaitLeader());
        submit(10, 10);
        assertThat(group.digestsAt(3_010)).containsOnly(group.digestsAt(3_010).get(0));
    }

    @Test
    void usesOlderSnapshotWhenNewestIsDamagedAndRefusesWhenAllAre() throws Exception {
        group.start();
        String victim = follower();
        for (int i = 0; i < 4; i++) {
            submit(500, 1);
            snapshotAll();
            assertThat(snapshots(victim)).hasSizeBetween(1, 2);
        }
        group.stop(victim);
        assertThat(snapshots(victim)).hasSize(2);
        flipByte(snapshots(victim).get(0));
        group.start(victim);
        assertThat(group.digestsAt(2_000)).containsOnly(group.digestsAt(2_000).get(0));
        group.stop(victim);
        for (Path file : snapshots(victim)) {
            flipByte(file);
        }
        assertThatThrownBy(() -> group.start(victim))
                .isInstanceOf(NodeStartException.class)
                .hasMessageContaining("every snapshot is damaged")
                .hasMessageContaining("snapshot.");
    }

    @Test
    void refusesDamagedLogSegmentByName() throws Exception {
        group.start();
        String victim = follower();
        submit(4_000, 40);
        group.stop(victim);
        Path segment = segments(victim).get(0);
        flipByte(segment);
        assertThatThrownBy(() -> group.start(victim))
                .isInstanceOf(NodeStartException.class)
                .hasMessageContaining(segment.getFileName().toString());
    }

    @Test
    void survivesTornTailOfTheLog() throws Exception {
        group.start();
        String victim = follower();
        submit(480, 40);
        group.stop(victim);
        List<Path> segments = segments(victim);
        Path last = segments.get(segments.size() - 1);
        byte[] entries = Files.readAllBytes(last);
        // The length and the first bytes of an entry, as a process leaves them that dies while it writes.
        Files.write(last, Arrays.copyOfRange(entries, 8, 30), StandardOpenOption.APPEND);
        group.start(victim);
        submit(120, 40);
        assertThat(group.digestsAt(600)).containsOnly(group.digestsAt(600).get(0));
    }

    @Test
    void survivesDeathWhileASnapshotIsWrittenOrInstalled() throws Exception {
        group.start();
        String victim = follower();
        submit(500, 10);
        snapshotAll();
        group.stop(victim);
        Path snapshot = snapshots(victim).get(0);
        Path directoryOfSnapshots = snapshot.getParent();
        // One was being written: its pieces are under a name at which nobody looks.
        Path aside = directoryOfSnapshots.resolveSibling("tmp").resolve(snapshot.getFileName() + ".aside");
        Files.createDirectories(aside.getParent());
        Files.write(aside, Arrays.copyOf(Files.readAllBytes(snapshot), 30));
        // Another was being installed: the old ones were moved away, and the new one is not there yet.
        Files.move(directoryOfSnapshots, directoryOfSnapshots.resolveSibling("sm.tmp20260101_120000"));

        group.start(victim);

        submit(100, 10);
        assertThat(snapshots(victim)).contains(snapshot);
        assertThat(directoryOfSnapshots.resolveSibling("sm.tmp20260101_120000")).doesNotExist();
        assertThat(group.digestsAt(600)).containsOnly(group.digestsAt(600).get(0));
    }

    @Test
    void survivesDeathInTheMiddleOfAPurge() throws Exception {
        group.with(new Snapshots(100_000, 64 << 20, 2, 64 << 10)).start(); // none by itself
        String victim = follower();
        submit(12_000, 100);
        group.stop(victim);
        List<Path> segments = segments(victim);
        assertThat(segments).hasSizeGreaterThan(3);
        Path kept = directory.resolve("kept");
        Files.copy(segments.get(0), kept);
        group.start(victim);
        snapshotAll();
        submit(100, 10);
        snapshotAll(); // of two that are there, the older one decides what is purged
        TestGroup.eventually("purged", () -> !Files.exists(segments.get(0)) && !Files.exists(segments.get(1)));
        group.stop(victim);
        // The newest of those that go is deleted first.
        Files.copy(kept, segments.get(0));

        group.start(victim);

        submit(100, 10);
        assertThat(segments.get(0)).doesNotExist();
        assertThat(group.digestsAt(12_200)).containsOnly(group.digestsAt(12_200).get(0));
    }

    private Outcome answerAfterRestart(long sessionId, long number, String input) throws Exception {
        try (RawConnection connection = connect(group.awaitLeader())) {
            return connection.submit(7, sessionId, number, input);
        }
    }

    private RawConnection connect(String node) throws IOException {
        return new RawConnection(group.config(node).self().clientAddress());
    }

    private String follower() {
        String leader = group.awaitLeader();
        return leader.equals("n3") ? "n2" : "n3";
    }

    private void restartAll() throws Exception {
        for (String node : List.of("n1", "n2", "n3")) {
            group.stop(node);
        }
        group.start();
    }

    private void snapshotAll() throws Exception {
        for (String node : List.of("n1", "n2", "n3")) {
            if (group.node(node) == null) {
                continue;
            }
            try (NodeClient client =
                    NodeClient.connect(group.config(node).self().clientAddress(), "test", TestGroup.PATIENCE)) {
                SnapshotTaken taken = client.snapshot().get(30, TimeUnit.SECONDS);
                assertThat(Path.of(taken.getFile())).exists();
            }
        }
    }

    /** Submits so many inputs, so many at a time, so that there are more entries the fewer at a time. */
    private void submit(int inputs, int atATime) throws Exception {
        try (GroupClient client = group.client()) {
            for (int done = 0; done < inputs; done += atATime) {
                List<CompletableFuture<Result>> results = new ArrayList<>();
                for (int i = 0; i < atATime; i++) {
                    results.add(client.submit(input("input " + (done + i))));
                }
                for (CompletableFuture<Result> result : results) {
                    result.get(30, TimeUnit.SECONDS);
                }
            }
        }
    }

    /** Newest first. */
    private List<Path> snapshots(String node) throws IOException {
        return find(node, "snapshot\\.\\d+_\\d+").stream()
                .sorted(Comparator.comparingLong(
                                (Path path) -> Long.parseLong(path.toString().replaceAll(".*_", "")))
                        .reversed())
                .toList();
    }

    private List<Path> segments(String node) throws IOException {
        return find(node, "log_.*").stream()
                .sorted(Comparator.comparingLong((Path path) ->
                        Long.parseLong(path.getFileName().toString().replaceAll("log_(inprogress_)?(\\d+).*", "$2"))))
                .toList();
    }

    private List<Path> find(String node, String name) throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve(node))) {
            return files.filter(path -> path.getFileName().toString().matches(name))
                    .toList();
        }
    }

    private static void flipByte(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 3] ^= 0x10;
        Files.write(file, bytes);
    }

    private static void deleteRecursively(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
