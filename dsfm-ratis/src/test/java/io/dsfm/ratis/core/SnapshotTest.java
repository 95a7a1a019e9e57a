package io.dsfm.ratis.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dsfm.statemachine.StateMachine;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A replica restored from a snapshot is the one that wrote it; what is no snapshot is refused. */
final class SnapshotTest {

    private static final int SEEDS = 100;
    private static final int ENTRIES = 150;
    private static final List<Supplier<StateMachine>> VARIANTS =
            List.of(Counters.InArray::new, Counters.InTree::new, Counters.InBytes::new);

    @Test
    void restoredAnywhereHasTheSameDigestAndTheSameFuture() {
        Seeds.each(SEEDS, SnapshotTest.class, SnapshotTest::restoreAtRandomPoints);
    }

    private static void restoreAtRandomPoints(Random random) throws IOException {
        RandomLog log = new RandomLog(random);
        Driver straight = new Driver();
        Driver restored = new Driver();
        for (int i = 0; i < ENTRIES; i++) {
            if (random.nextInt(8) == 0) {
                byte[] snapshot = restored.snapshot();
                StateMachine machine = VARIANTS.get(random.nextInt(3)).get();
                restored = new Driver(Driver.restored(machine, snapshot));
                assertThat(restored.snapshot()).isEqualTo(snapshot).isEqualTo(straight.snapshot());
            }
            RandomLog.Entry entry = log.next();
            List<Outcome> expected = straight.execute(entry.batch());
            List<Outcome> outcomes = restored.execute(entry.batch());
            assertThat(outcomes).extracting(SequentialModel::line).isEqualTo(entry.expected());
            assertThat(outcomes).extracting(Outcome::chainDigest).isEqualTo(chains(expected));
            assertThat(outcomes)
                    .extracting(Outcome::stateDigest)
                    .isEqualTo(expected.stream().map(Outcome::stateDigest).toList());
            assertThat(restored.replica.digest()).isEqualTo(straight.replica.digest());
        }
        assertThat(restored.replica.lastIndex()).isEqualTo(straight.replica.lastIndex());
        assertThat(restored.replica.lastTerm()).isEqualTo(straight.replica.lastTerm());
    }

    private static List<Long> chains(List<Outcome> outcomes) {
        return outcomes.stream().map(Outcome::chainDigest).toList();
    }

    @Test
    void restoredIntoAReplicaInUseLeavesNothingOfItsPast() throws IOException {
        RandomLog log = new RandomLog(new Random(1));
        Driver used = new Driver();
        byte[] early = used.snapshot();
        for (int i = 0; i < ENTRIES; i++) {
            used.execute(log.next().batch());
        }

        used.replica.restoreSnapshot(new java.io.ByteArrayInputStream(early));

        assertThat(used.snapshot()).isEqualTo(early);
        assertThat(used.replica.digest()).isEqualTo(new Driver().replica.digest());
    }

    @Test
    void cutAnywhereIsRefused() throws IOException {
        byte[] snapshot = busySnapshot();
        for (int length = 0; length < snapshot.length; length++) {
            byte[] cut = Arrays.copyOf(snapshot, length);
            assertThatThrownBy(() -> Driver.restored(new Counters.InArray(), cut))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void withMoreThanTheStateMachineReadsIsRefused() throws IOException {
        byte[] snapshot = busySnapshot();
        byte[] longer = Arrays.copyOf(snapshot, snapshot.length + 1);

        assertThatThrownBy(() -> Driver.restored(new Counters.InArray(), longer))
                .isInstanceOf(IOException.class);
    }

    private static byte[] busySnapshot() throws IOException {
        RandomLog log = new RandomLog(new Random(7));
        Driver driver = new Driver();
        while (driver.replica.sequence() < 200 || driver.replica.nextDeadlineNanos() == Long.MAX_VALUE) {
            driver.execute(log.next().batch());
        }
        return driver.snapshot();
    }
}
