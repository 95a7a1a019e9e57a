package io.dsfm.ratis.node;

import static io.dsfm.ratis.node.LedgerMachine.input;

import io.dsfm.ratis.client.GroupClient;
import io.dsfm.ratis.client.NodeClient;
import io.dsfm.ratis.client.Result;
import io.dsfm.ratis.config.NodeConfig.Limits;
import io.dsfm.ratis.config.NodeConfig.Snapshots;
import io.dsfm.ratis.replay.DigestPoint;
import io.dsfm.ratis.replay.Replay;
import io.dsfm.ratis.replay.ReplayEnd;
import io.dsfm.ratis.replay.ReplayListener;
import io.dsfm.ratis.replay.ReplayRange;
import io.dsfm.ratis.replay.ReplayStart;
import io.dsfm.ratis.replay.stored.StoredData;
import io.dsfm.statemachine.StateMachineProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A group of three nodes whose logs are run again, with small entries, segments and few snapshots; and what the replay said. */
abstract class ReplayedGroup {

    static final ReplayRange FROM_FIRST = new ReplayRange(ReplayRange.OLDEST, ReplayRange.END, 100);
    static final ReplayRange FROM_NEWEST = new ReplayRange(ReplayRange.NEWEST, ReplayRange.END, 100);

    /** So that there are several segments. */
    static final Limits SMALL_ENTRIES =
            new Limits(1 << 10, 4 << 10, 4 << 10, 2_048, 4, 65_536, 65_536, 10_000, 16 << 20);

    static final String PADDING = " ".repeat(300);

    @TempDir
    Path directory;

    TestGroup group;

    /** What was told of the last replay. */
    final List<DigestPoint> points = new ArrayList<>();

    final List<String> notes = new ArrayList<>();

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

    ReplayEnd replay(String node, ReplayRange range, String... variants) throws Exception {
        return replay(directory.resolve(node), range, variants);
    }

    ReplayEnd replay(Path data, ReplayRange range, String... variants) throws Exception {
        points.clear();
        notes.clear();
        return replay(data, range, new Recorder(points, notes), variants);
    }

    static ReplayEnd replay(Path data, ReplayRange range, Recorder recorder, String... variants) throws Exception {
        try (StoredData stored = StoredData.open(data)) {
            return new Replay(stored, providers(variants), range, 1 << 20, recorder).run();
        }
    }

    static List<StateMachineProvider> providers(String... variants) {
        List<StateMachineProvider> chosen = new ArrayList<>();
        for (String variant : variants) {
            LedgerMachine.catalog().providers().stream()
                    .filter(provider -> provider.variant().equals(variant))
                    .forEach(chosen::add);
        }
        return chosen;
    }

    /** Writes down what is told. */
    record Recorder(List<DigestPoint> points, List<String> notes) implements ReplayListener {
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

    void submit(int inputs, int atATime) throws Exception {
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

    void submitQuietly(int inputs, int atATime) {
        try {
            submit(inputs, atATime);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    void submit(List<String> inputs) throws Exception {
        try (GroupClient client = group.client()) {
            for (String text : inputs) {
                client.submit(input(text)).get(30, TimeUnit.SECONDS);
            }
        }
    }

    /** Submits until the leader has written down that it had released so much. */
    void awaitCheckpoint(long sequence) throws Exception {
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

    boolean isAhead(String node) {
        try {
            return replay(node, FROM_FIRST, "plain").last().sequence() > released(node);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    long sequence(String node) {
        return group.status(node).getInstances(0).getSequence();
    }

    long released(String node) {
        return group.status(node).getReleasedSequence();
    }

    void takeSnapshot(String node) {
        try (NodeClient client =
                NodeClient.connect(group.config(node).self().clientAddress(), "test", TestGroup.PATIENCE)) {
            client.snapshot().get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    void stopAll() {
        List.of("n1", "n2", "n3").forEach(group::stop);
    }

    /** In order of the first index in their names. */
    List<Path> find(String node, String name) throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve(node))) {
            return files.filter(path -> path.getFileName().toString().matches(name))
                    .sorted(Comparator.comparingLong((Path path) -> Long.parseLong(path.getFileName()
                            .toString()
                            .replaceAll("(log_inprogress_|log_|snapshot\\.\\d+_)(\\d+).*", "$2"))))
                    .toList();
        }
    }

    SortedMap<Path, String> contents(String node) throws IOException {
        SortedMap<Path, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory.resolve(node))) {
            for (Path file : files.toList()) {
                int hash = Files.isRegularFile(file) ? Arrays.hashCode(Files.readAllBytes(file)) : 0;
                contents.put(file, Files.getLastModifiedTime(file) + " " + hash);
            }
        }
        return contents;
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}
