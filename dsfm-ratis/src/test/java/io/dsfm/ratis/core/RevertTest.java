package io.dsfm.ratis.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dsfm.statemachine.Revertible;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A replica that went on and came back is the one that never went on. */
final class RevertTest {

    private static final int SEEDS = 120;
    private static final int ENTRIES = 60;

    /** Counters that can return: keeps what each was before it was changed. */
    static final class RevertibleCounters extends Counters.InArray implements Revertible {

        private record Change(long point, int key, long before) {}

        private final ArrayDeque<Long> points = new ArrayDeque<>();
        private final ArrayDeque<Change> changes = new ArrayDeque<>();

        @Override
        void set(int key, long value) {
            if (!points.isEmpty()) {
                changes.addLast(new Change(points.peekLast(), key, get(key)));
            }
            super.set(key, value);
        }

        @Override
        public void restoreSnapshot(java.io.InputStream stream) throws IOException {
            points.clear();
            changes.clear();
            super.restoreSnapshot(stream);
        }

        @Override
        public void mark(long point) {
            if (!points.isEmpty() && points.peekLast() >= point) {
                throw new IllegalArgumentException("point=" + point + ", newest=" + points.peekLast());
            }
            points.addLast(point);
        }

        @Override
        public void revertTo(long point) {
            if (!points.contains(point)) {
                throw new IllegalArgumentException("point=" + point + ", marked=" + points);
            }
            while (points.peekLast() > point) {
                points.pollLast();
            }
            while (!changes.isEmpty() && changes.peekLast().point >= point) {
                Change change = changes.pollLast();
                super.set(change.key, change.before);
            }
        }

        @Override
        public void forgetBefore(long point) {
            while (!points.isEmpty() && points.peekFirst() < point) {
                points.pollFirst();
            }
            while (!changes.isEmpty() && changes.peekFirst().point < point) {
                changes.pollFirst();
            }
        }
    }

    /** One random branch after another is executed and undone, nested; then the log goes on as if nothing had been. */
    @Test
    void isAsIfItHadNeverGoneOn() {
        Seeds.each(SEEDS, RevertTest.class, RevertTest::compare);
    }

    private static void compare(Random random) throws IOException {
        RandomLog log = new RandomLog(random);
        Driver straight = new Driver();
        Driver wandering = new Driver(new RevertibleCounters());
        for (int i = 0; i < ENTRIES; i++) {
            if (random.nextInt(12) == 0) {
                byte[] snapshot = straight.snapshot();
                assertThat(wandering.snapshot()).isEqualTo(snapshot);
                wandering = new Driver(Driver.restored(new RevertibleCounters(), snapshot));
            }
            long committed = straight.replica.lastIndex();
            int depth = random.nextInt(4);
            wander(random, wandering, depth);
            wandering.replica.revertTo(committed);
            assertSame(straight, wandering);
            if (random.nextBoolean()) {
                wandering.replica.mark();
            }
            RandomLog.Entry entry = log.next();
            assertThat(wandering.execute(entry.batch()))
                    .extracting(SequentialModel::line)
                    .isEqualTo(entry.expected());
            straight.execute(entry.batch());
            if (random.nextInt(3) > 0) {
                wandering.replica.forgetBefore(straight.replica.lastIndex());
            }
            assertSame(straight, wandering);
        }
    }

    /** Executes entries that will be undone, each after a mark; comes back part of the way and goes on elsewhere. */
    private static void wander(Random random, Driver driver, int depth) throws IOException {
        List<Long> indices = new ArrayList<>(List.of(driver.replica.lastIndex()));
        List<byte[]> snapshots = new ArrayList<>(List.of(driver.snapshot()));
        for (int i = random.nextInt(5); i > 0; i--) {
            driver.replica.mark();
            driver.execute(foreign(random, driver));
            indices.add(driver.replica.lastIndex());
            snapshots.add(driver.snapshot());
        }
        if (depth == 0) {
            return;
        }
        int back = random.nextInt(indices.size());
        long between = back + 1 < indices.size() ? indices.get(back + 1) - 1 : indices.get(back);
        driver.replica.revertTo(random.nextBoolean() ? indices.get(back) : between);
        assertThat(driver.snapshot()).isEqualTo(snapshots.get(back));
        wander(random, driver, depth - 1);
    }

    /** An entry that another leader would have sent: what a random log has somewhere, at the next index. */
    private static InputBatch foreign(Random random, Driver driver) {
        RandomLog other = new RandomLog(new Random(random.nextInt(50)));
        InputBatch batch = other.next().batch();
        for (int skip = random.nextInt(30); skip > 0; skip--) {
            batch = other.next().batch();
        }
        long index = driver.replica.lastIndex() + 1 + random.nextInt(2);
        return new InputBatch(
                driver.replica.lastTerm() + random.nextInt(2),
                index,
                batch.timestampNanos() + random.nextInt(300),
                batch.inputs(),
                batch.bytes());
    }

    private static void assertSame(Driver straight, Driver wandering) throws IOException {
        assertThat(wandering.replica.digest()).isEqualTo(straight.replica.digest());
        assertThat(wandering.replica.lastIndex()).isEqualTo(straight.replica.lastIndex());
        assertThat(wandering.replica.lastTerm()).isEqualTo(straight.replica.lastTerm());
        assertThat(wandering.replica.chainDigest()).isEqualTo(straight.replica.chainDigest());
        assertThat(wandering.replica.nextDeadlineNanos()).isEqualTo(straight.replica.nextDeadlineNanos());
        assertThat(wandering.snapshot()).isEqualTo(straight.snapshot());
    }

    private static Driver driverAt(long... indices) {
        Driver driver = new Driver(new RevertibleCounters());
        for (long index : indices) {
            driver.replica.mark();
            driver.execute(Batches.of(index, 0));
        }
        return driver;
    }

    @Test
    void returnsToWhereNothingAboveIsExecuted() {
        Driver driver = driverAt(3, 5, 9);

        assertThat(driver.replica.canRevertTo(8)).isTrue();
        driver.replica.revertTo(8);

        assertThat(driver.replica.lastIndex()).isEqualTo(5);
        assertThat(driver.replica.canRevertTo(5)).isTrue();
        driver.replica.revertTo(4);
        assertThat(driver.replica.lastIndex()).isEqualTo(3);
        driver.replica.revertTo(0);
        assertThat(driver.replica.lastIndex()).isZero();
    }

    @Test
    void cannotReturnBelowWhatIsForgottenNorInTheMiddleOfWhatWasNotMarked() {
        Driver driver = driverAt(3, 5);
        driver.execute(Batches.of(7, 0));
        assertThat(driver.replica.canRevertTo(7)).isTrue();
        assertThat(driver.replica.canRevertTo(6)).isFalse();
        assertThat(driver.replica.canRevertTo(5)).isFalse();
        assertThat(driver.replica.canRevertTo(4)).isTrue();
        driver.replica.forgetBefore(3);
        assertThat(driver.replica.canRevertTo(3)).isTrue();
        assertThat(driver.replica.canRevertTo(2)).isFalse();
        assertThatThrownBy(() -> driver.replica.revertTo(2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("index=2, lastIndex=7");
        driver.replica.forgetBefore(7);
        assertThat(driver.replica.canRevertTo(3)).isFalse();
    }

    @Test
    void aMachineThatCannotReturnSaysSo() {
        Driver driver = new Driver();
        driver.replica.mark();
        driver.execute(Batches.of(3, 0));

        assertThat(driver.replica.canRevertTo(2)).isFalse();
        assertThat(driver.replica.canRevertTo(3)).isTrue();
    }

    @Test
    void aRestoredSnapshotForgetsTheMarks() throws IOException {
        Driver driver = driverAt(3, 5);
        byte[] snapshot = driver.snapshot();

        driver.replica.restoreSnapshot(new ByteArrayInputStream(snapshot));

        assertThat(driver.replica.canRevertTo(3)).isFalse();
        assertThat(driver.snapshot()).isEqualTo(snapshot);
    }

    @Test
    void nothingIsKeptWhileNothingIsMarked() {
        UndoLog undo = new UndoLog() {
            @Override
            void record(Runnable inverse) {
                throw new AssertionError("recorded while nothing is marked");
            }
        };
        Driver driver = new Driver(new Replica(new RevertibleCounters(), Driver.OUTPUT_BYTES_MAX, undo));
        RandomLog log = new RandomLog(new Random(1));
        for (int i = 0; i < 300; i++) {
            driver.execute(log.next().batch());
        }
    }
}
