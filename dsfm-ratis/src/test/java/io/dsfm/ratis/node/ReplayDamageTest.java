package io.dsfm.ratis.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dsfm.ratis.config.DamagedDataException;
import io.dsfm.ratis.config.NodeConfig.Timeouts;
import io.dsfm.ratis.replay.DigestPoint;
import io.dsfm.ratis.replay.Replay;
import io.dsfm.ratis.replay.ReplayEnd;
import io.dsfm.ratis.replay.ReplayException;
import io.dsfm.ratis.replay.ReplayRange;
import io.dsfm.ratis.replay.stored.StoredData;
import io.dsfm.statemachine.StateMachine;
import io.dsfm.statemachine.StateMachineProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a replay says of files that are damaged, or cut: it names them, and takes them for nothing else. */
final class ReplayDamageTest extends ReplayedGroup {

    /** There is to be one leader, with one segment, though this process may have a pause. */
    private static final Timeouts PATIENT =
            Timeouts.DEFAULT.withElection(Duration.ofMillis(1_500), Duration.ofMillis(2_500));

    private static final int READERS = 16;

    private final ExecutorService readers = Executors.newFixedThreadPool(READERS);

    @AfterEach
    void endReaders() {
        readers.shutdownNow();
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

    /** A node that runs deletes what it does not need any more, at any time. */
    @Test
    void passesOverASnapshotThatGoesWhileItIsRead() throws Exception {
        group.start();
        for (int i = 1; i <= 2; i++) {
            submit(400, 20);
            group.digestsAt(400L * i);
            takeSnapshot("n1");
        }
        stopAll();
        List<Path> snapshots = find("n1", "snapshot\\.\\d+_\\d+");
        StateMachineProvider plain = providers("plain").get(0);
        StateMachineProvider deleting = new ForwardingProvider(plain) {
            @Override
            public StateMachine create() {
                return new ForwardingMachine(plain.create()) {
                    @Override
                    public void restoreSnapshot(InputStream in) throws IOException {
                        super.restoreSnapshot(in);
                        Files.deleteIfExists(snapshots.get(1));
                    }
                };
            }
        };

        try (StoredData stored = StoredData.open(directory.resolve("n1"))) {
            List<StateMachineProvider> both =
                    List.of(deleting, providers("other").get(0));
            ReplayEnd end = new Replay(stored, both, FROM_NEWEST, 1 << 20, new Recorder(points, notes)).run();

            assertThat(end.start().sequence()).isEqualTo(400);
        }
        assertThat(notes).anyMatch(note -> note.contains(snapshots.get(1).toString()));
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
        List<Future<Boolean>> refusals = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            int at = i < 100 ? used - 1 - i : random.nextInt(used);
            boolean isCut = i % 2 == 0;
            byte[] changed = Arrays.copyOf(isCut ? Arrays.copyOf(bytes, at) : bytes, i % 3 == 0 ? used : bytes.length);
            if (!isCut) {
                changed[at] ^= (byte) (1 << random.nextInt(8));
            }
            if (Arrays.equals(changed, Arrays.copyOf(bytes, changed.length))) {
                continue; // zeros were cut off, and zeros came in their place: the last byte of a checksum can be one
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
        int refused = 0;
        for (Future<Boolean> refusal : refusals) {
            refused += refusal.get() ? 1 : 0;
        }
        assertThat(refused).isGreaterThan(50);
    }

    private static void flip(Path file, long at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[(int) at] ^= 0x10;
        Files.write(file, bytes);
    }
}
