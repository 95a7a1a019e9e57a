package io.dsfm.ratis.node;

import static io.dsfm.ratis.node.LedgerMachine.input;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dsfm.ratis.client.GroupClient;
import io.dsfm.ratis.client.NodeClient;
import io.dsfm.ratis.client.Result;
import io.dsfm.ratis.config.DamagedDataException;
import io.dsfm.ratis.config.NodeConfig.Limits;
import io.dsfm.ratis.config.NodeConfig.Snapshots;
import io.dsfm.ratis.config.NodeConfig.Timeouts;
import io.dsfm.ratis.core.OutputReader;
import io.dsfm.ratis.replay.Difference;
import io.dsfm.ratis.replay.Difference.What;
import io.dsfm.ratis.replay.DigestPoint;
import io.dsfm.ratis.replay.Replay;
import io.dsfm.ratis.replay.ReplayEnd;
import io.dsfm.ratis.replay.ReplayException;
import io.dsfm.ratis.replay.ReplayListener;
import io.dsfm.ratis.replay.ReplayRange;
import io.dsfm.ratis.replay.ReplayStart;
import io.dsfm.ratis.replay.stored.StoredData;
import io.dsfm.statemachine.StateMachineProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directories that real nodes wrote, run again offline. */
final class ReplayTest {

    private static final ReplayRange FROM_FIRST = new ReplayRange(ReplayRange.OLDEST, ReplayRange.END, 100);
    private static final ReplayRange FROM_NEWEST = new ReplayRange(ReplayRange.NEWEST, ReplayRange.END, 100);

    /** So that there are several segments. */
    private static final Limits SMALL_ENTRIES =
            new Limits(1 << 10, 4 << 10, 4 << 10, 2_048, 4, 65_536, 65_536, 10_000, 16 << 20);

    /** There is to be one leader, with one segment, though this process may have a pause. */
    private static final Timeouts PATIENT = new Timeouts(
            Duration.ofMillis(1_500),
            Duration.ofMillis(2_500),
            Timeouts.DEFAULT.handshake(),
            Timeouts.DEFAULT.idle(),
            Timeouts.DEFAULT.shutdown(),
            Timeouts.DEFAULT.replicationPause(),
            Timeouts.DEFAULT.flushPause());

    private static final int READERS = 16;

    private static final String PADDING = " ".repeat(300);

    @TempDir
    private Path directory;

    private TestGroup group;

    /** What was told of the last replay. */
    private final List<DigestPoint> points = new ArrayList<>();

    private final List<String> notes = new ArrayList<>();

    @BeforeEach
    void prepareGroup() throws Exception {
        group = new TestGroup(directory, "plain+other", "other", "plain")
                .with(new Snapshots(1_000_000, 1 << 30, 2, 64 << 10))
                .with(SMALL_ENTRIES);
    }

    @AfterEach
    void closeGroup() {
        group.close();
    }

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

    @Test
    void passesOverADamagedSnapshotAndNamesItWhenThereIsNoOther() throws Exception {
        group.start();
        for (int i = 1; i <= 3; i++) {
            submit(400, 20);
            group.digestsAt(400L * i);
            takeSnapshot("n1");
        }
        long digest = group.digestsAt(1_200).get(0);
        stopAll();
        List<Path> snapshots = find("n1", "snapshot\\.\\d+_\\d+");
        assertThat(snapshots).hasSize(2);
        flip(snapshots.get(1), Files.size(snapshots.get(1)) / 2);

        ReplayEnd end = replay("n1", FROM_NEWEST, "plain");

        assertThat(end.start().sequence()).isEqualTo(800);
        assertThat(end.last().digest()).isEqualTo(digest);
        assertThat(notes).anyMatch(note -> note.contains(snapshots.get(1).toString()));
        flip(snapshots.get(0), 40);
        assertThatThrownBy(() -> replay("n1", FROM_NEWEST, "plain"))
                .isInstanceOf(DamagedDataException.class)
                .hasMessageContaining(snapshots.get(0).toString())
                .hasMessageContaining(snapshots.get(1).toString());
    }

    @Test
    void refusesADamagedSegmentByNameAndPlace() throws Exception {
        group.start();
        submit(4_000, 40);
        stopAll();
        List<Path> segments = find("n1", "log_.*");
        assertThat(segments).hasSizeGreaterThan(2);
        flip(segments.get(1), Files.size(segments.get(1)) / 3);

        assertThatThrownBy(() -> replay("n1", FROM_FIRST, "plain"))
                .isInstanceOf(DamagedDataException.class)
                .hasMessageContaining(segments.get(1).toString())
                .hasMessageContaining("at byte ");

        Files.delete(segments.get(1));
        assertThatThrownBy(() -> replay("n1", FROM_FIRST, "plain"))
                .isInstanceOf(ReplayException.class)
                .hasMessageContaining("does not go back to its beginning");
    }

    /** However the last file is cut, what is left is a beginning of the same history, or it is refused. */
    @Test
    void neverTakesACutOrChangedTailForSomethingElse() throws Exception {
        group.with(PATIENT).start();
        submit(60, 3);
        group.digestsAt(60);
        // A leader that stops hands over first, and the next one starts a segment: this one must not see that.
        String node = group.awaitLeader().equals("n1") ? "n2" : "n1";
        group.stop(node);
        List.of("n1", "n2", "n3").stream().filter(other -> !other.equals(node)).forEach(group::stop);
        ReplayEnd all = replay(node, new ReplayRange(1, ReplayRange.END, 1), "plain");
        List<DigestPoint> whole = List.copyOf(points);
        List<Path> segments = find(node, "log_.*");
        // As a node leaves it that is killed.
        Path last = segments.get(segments.size() - 1).resolveSibling("log_inprogress_0");
        assertThat(segments).hasSize(1);
        Files.move(segments.get(0), last);
        Path place = directory.resolve(node).relativize(last);
        byte[] written = Files.readAllBytes(last);
        int used = written.length;
        byte[] bytes = Arrays.copyOf(written, used + 1_000);
        Random random = new Random(5);
        // Most of the time it waits for the rest of a record, as it does where a node may be writing: so, many at once.
        ExecutorService readers = Executors.newFixedThreadPool(READERS);
        List<Future<Boolean>> refusals = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            int at = i < 100 ? used - 1 - i : random.nextInt(used);
            boolean isCut = i % 2 == 0;
            byte[] changed = Arrays.copyOf(isCut ? Arrays.copyOf(bytes, at) : bytes, i % 3 == 0 ? used : bytes.length);
            if (!isCut) {
                changed[at] ^= (byte) (1 << random.nextInt(8));
            }
            Path copy = directory.resolve("changed-" + i);
            copy(directory.resolve(node), copy);
            Files.write(copy.resolve(place), changed);
            refusals.add(readers.submit(() -> {
                List<DigestPoint> told = new ArrayList<>();
                try {
                    ReplayEnd end = replay(
                            copy,
                            new ReplayRange(1, ReplayRange.END, 1),
                            new Recorder(told, new ArrayList<>()),
                            "plain");
                    told.removeIf(point -> point.sequence() == 0);
                    assertThat(told).as("cut=%s at=%s", isCut, at).isEqualTo(whole.subList(0, told.size()));
                    assertThat(end.start().survey().lastIndex())
                            .as("cut=%s at=%s", isCut, at)
                            .isLessThan(all.start().survey().lastIndex());
                    return false;
                } catch (DamagedDataException e) {
                    assertThat(isCut).as("cut at %s: %s", at, e.getMessage()).isFalse();
                    return true;
                }
            }));
        }
        readers.shutdown();
        int refused = 0;
        for (Future<Boolean> refusal : refusals) {
            refused += refusal.get() ? 1 : 0;
        }
        assertThat(refused).isGreaterThan(50);
    }

    private ReplayEnd replay(String node, ReplayRange range, String... variants) throws Exception {
        return replay(directory.resolve(node), range, variants);
    }

    private ReplayEnd replay(Path data, ReplayRange range, String... variants) throws Exception {
        points.clear();
        notes.clear();
        return replay(data, range, new Recorder(points, notes), variants);
    }

    private static ReplayEnd replay(Path data, ReplayRange range, Recorder recorder, String... variants)
            throws Exception {
        try (StoredData stored = StoredData.open(data)) {
            return new Replay(stored, providers(variants), range, 1 << 20, recorder).run();
        }
    }

    private static List<StateMachineProvider> providers(String... variants) {
        List<StateMachineProvider> chosen = new ArrayList<>();
        for (String variant : variants) {
            LedgerMachine.catalog().providers().stream()
                    .filter(provider -> provider.variant().equals(variant))
                    .forEach(chosen::add);
        }
        return chosen;
    }

    /** Writes down what is told. */
    private record Recorder(List<DigestPoint> points, List<String> notes) implements ReplayListener {
        @Override
        public void onNote(String note) {
            notes.add(note);
        }

        @Override
        public void onStart(ReplayStart start) {}

        @Override
        public void onDigest(DigestPoint point) {
            points.add(point);
        }

        @Override
        public void onProgress(long index, long sequence) {}
    }

    private void submit(int inputs, int atATime) throws Exception {
        try (GroupClient client = group.client()) {
            for (int done = 0; done < inputs; done += atATime) {
                List<CompletableFuture<Result>> results = new ArrayList<>();
                for (int i = 0; i < atATime; i++) {
                    results.add(client.submit(input("input " + (done + i) + PADDING)));
                }
                for (CompletableFuture<Result> result : results) {
                    result.get(30, TimeUnit.SECONDS);
                }
            }
        }
    }

    private void submitQuietly(int inputs, int atATime) {
        try {
            submit(inputs, atATime);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void submit(List<String> inputs) throws Exception {
        try (GroupClient client = group.client()) {
            for (String text : inputs) {
                client.submit(input(text)).get(30, TimeUnit.SECONDS);
            }
        }
    }

    /** Submits until the leader has written down that it had released so much. */
    private void awaitCheckpoint(long sequence) throws Exception {
        long[] settled = {0};
        TestGroup.eventually("the leader wrote down that it released " + sequence, () -> {
            try {
                submit(List.of("more"));
                settled[0] =
                        replay(group.awaitLeader(), FROM_FIRST, "plain").start().settledSequence();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            return settled[0] >= sequence;
        });
    }

    private boolean isAhead(String node) {
        try {
            return replay(node, FROM_FIRST, "plain").last().sequence() > released(node);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private long sequence(String node) {
        return group.status(node).getInstances(0).getSequence();
    }

    private long released(String node) {
        return group.status(node).getReleasedSequence();
    }

    private void takeSnapshot(String node) {
        try (NodeClient client =
                NodeClient.connect(group.config(node).self().clientAddress(), "test", TestGroup.PATIENCE)) {
            client.snapshot().get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void stopAll() {
        List.of("n1", "n2", "n3").forEach(group::stop);
    }

    /** In order of the first index in their names. */
    private List<Path> find(String node, String name) throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve(node))) {
            return files.filter(path -> path.getFileName().toString().matches(name))
                    .sorted(Comparator.comparingLong((Path path) -> Long.parseLong(path.getFileName()
                            .toString()
                            .replaceAll("(log_inprogress_|log_|snapshot\\.\\d+_)(\\d+).*", "$2"))))
                    .toList();
        }
    }

    private SortedMap<Path, String> contents(String node) throws IOException {
        SortedMap<Path, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory.resolve(node))) {
            for (Path file : files.toList()) {
                int hash = Files.isRegularFile(file) ? Arrays.hashCode(Files.readAllBytes(file)) : 0;
                contents.put(file, Files.getLastModifiedTime(file) + " " + hash);
            }
        }
        return contents;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private static void flip(Path file, long at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[(int) at] ^= 0x10;
        Files.write(file, bytes);
    }
}
