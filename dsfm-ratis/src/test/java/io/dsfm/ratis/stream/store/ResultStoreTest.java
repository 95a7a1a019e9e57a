package io.dsfm.ratis.stream.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.ratis.stream.Records;
import io.dsfm.ratis.stream.ResultCodec;
import io.dsfm.ratis.stream.store.ResultStore.Appended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of the stream: in memory, on disk, after restarts of all kinds. */
final class ResultStoreTest {

    private static final long HISTORY = 1_000_000;
    private static final StoreLimits SMALL = new StoreLimits(16, 1 << 20, 160, 1 << 20);

    @TempDir
    private Path directory;

    @Test
    void keepsTheNewestInMemoryAndMoreOnDisk() {
        ResultStore store = open(SMALL);
        assertThat(store.oldest()).isEqualTo(1);
        assertThat(store.last()).isZero();

        fill(store, 1, 1_000);

        assertThat(store.last()).isEqualTo(1_000);
        assertThat(store.oldest()).isBetween(830L, 850L);
        assertAllThere(store);
        assertThat(store.chainDigest(1_000)).isEqualTo(HISTORY + 1_000);
        assertThat(store.chainDigest(900)).isEqualTo(HISTORY + 900);
        assertThat(store.chainDigest(1)).isNull();
        assertThat(store.chainDigest(1_001)).isNull();
    }

    @Test
    void withoutADiskItKeepsWhatFitsIntoMemory() throws IOException {
        ResultStore byCount = open(new StoreLimits(20, 1 << 20, 160, 0));
        fill(byCount, 1, 100);
        assertThat(byCount.oldest()).isEqualTo(81);
        assertAllThere(byCount);

        int recordBytes = Records.record(1, 10, HISTORY).length;
        ResultStore byBytes = open(new StoreLimits(1_000, 5L * recordBytes, 160, 0));
        fill(byBytes, 1, 100);
        assertThat(byBytes.oldest()).isEqualTo(96);
        assertAllThere(byBytes);
        assertThat(directory).isEmptyDirectory();
    }

    /** Results that come while a file is forced to the disk must not wait for that: they would be missed. */
    @Test
    void nothingWaitsForAFileThatIsForcedToTheDisk() throws Exception {
        ThreadPoolExecutor forcing = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        CountDownLatch isOver = new CountDownLatch(1);
        forcing.execute(() -> await(isOver));
        DiskLog log = DiskLog.open(directory, SMALL, new Sealer(forcing));

        for (int i = 1; i <= 35; i++) {
            log.append(Records.record(i, 10, HISTORY));
        }

        assertThat(forcing.getQueue())
                .as("files of ten results that are complete")
                .hasSize(3);
        List<Long> read = new ArrayList<>();
        log.read(15, record -> read.add(ResultCodec.sequence(record)));
        assertThat(read).containsExactly(15L, 16L, 17L, 18L, 19L, 20L);
        isOver.countDown();
        log.close();
        assertThat(forcing.getCompletedTaskCount()).isEqualTo(5);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theNewestIsKeptHoweverLongItIs() {
        ResultStore store = open(new StoreLimits(16, 64 << 10, 160, 1 << 20));
        fill(store, 1, 10);
        byte[] large = Records.record(11, 3 << 20, HISTORY);
        assertThat(store.append(large)).isEqualTo(Appended.NEXT);
        assertThat(read(store, 11)).containsExactly(11L);
        fill(store, 12, 40);
        assertAllThere(store);
        reopened(store, new StoreLimits(16, 64 << 10, 160, 1 << 20));
    }

    @Test
    void theBytesOnDiskAreBoundedToWithinASegment() throws IOException {
        StoreLimits limits = new StoreLimits(16, 1 << 20, 1_000_000, 1 << 20);
        ResultStore store = open(limits);
        for (int i = 1; i <= 4_000; i++) {
            store.append(Records.record(i, 1_000, HISTORY));
        }
        store.flush();
        assertThat(diskBytes()).isBetween((1L << 20) - (64 << 10), (1L << 20) + (64 << 10));
        assertAllThere(store);
        store.close();
        assertThat(open(limits).last()).isEqualTo(4_000);
    }

    @Test
    void goesOnBehindWhatWasHandedOverWhenTheProcessIsKilled() {
        ResultStore killed = open(SMALL);
        fill(killed, 1, 333);
        killed.flush();

        ResultStore store = open(SMALL);

        assertThat(store.last()).isEqualTo(333);
        assertThat(store.oldest()).isEqualTo(killed.oldest());
        assertAllThere(store);
        assertThat(store.chainDigest(333)).isEqualTo(HISTORY + 333);
        fill(store, 334, 1_000);
        assertAllThere(store);
        reopened(store, SMALL);
    }

    @Test
    void aTornEndIsCutOffWhereverItIsTorn() throws IOException {
        int recordBytes = Records.record(1, 10, HISTORY).length;
        for (int torn = 1; torn <= 2 * recordBytes; torn++) {
            ResultStore killed = open(SMALL);
            killed.giveUp(0);
            fill(killed, 1, 5);
            killed.flush();
            Path file = newest();
            byte[] bytes = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(bytes, bytes.length - torn));

            ResultStore store = open(SMALL);

            int whole = 5 - (torn + recordBytes - 1) / recordBytes;
            assertThat(store.last()).as("torn %d", torn).isEqualTo(whole);
            fill(store, whole + 1, 9);
            assertAllThere(store);
            reopened(store, SMALL);
        }
    }

    @Test
    void garbageAtTheEndIsCutOff() throws IOException {
        ResultStore killed = open(SMALL);
        fill(killed, 1, 5);
        killed.flush();
        Files.write(newest(), new byte[500], StandardOpenOption.APPEND);

        ResultStore store = open(SMALL);

        assertThat(store.last()).isEqualTo(5);
        fill(store, 6, 9);
        reopened(store, SMALL);
    }

    @Test
    void aNewestFileWithoutAWholeRecordIsNone() throws IOException {
        ResultStore killed = open(SMALL);
        fill(killed, 1, 40); // ten to a file
        killed.flush();
        Files.write(directory.resolve("0000000000000000041.results"), new byte[] {0, 0, 1});

        ResultStore store = open(SMALL);

        assertThat(store.last()).isEqualTo(40);
        fill(store, 41, 60);
        assertAllThere(store);
        reopened(store, SMALL);
    }

    @Test
    void aDamagedFileIsDroppedWithWhatIsBeforeIt() throws IOException {
        ResultStore before = open(SMALL);
        fill(before, 1, 100); // ten to a file
        before.close();
        Path file = directory.resolve("0000000000000000051.results");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2 + 30] ^= 1; // in the middle of a record
        Files.write(file, bytes);

        ResultStore store = open(SMALL);

        assertThat(store.oldest()).isEqualTo(1);
        assertThat(read(store, 41)).containsExactly(41L, 42L, 43L, 44L, 45L, 46L, 47L, 48L, 49L, 50L);
        assertThat(store.read(51, record -> true)).isFalse();
        assertThat(store.oldest()).isEqualTo(61);
        assertAllThere(store);
        fill(store, 101, 120);
        reopened(store, SMALL);
    }

    @Test
    void resultsThatComeAgainAfterARestartArePassedOver() {
        for (long restored : new long[] {0, 20, 50, 99, 100}) {
            ResultStore killed = open(SMALL);
            killed.giveUp(0);
            fill(killed, 1, 100);
            killed.flush();
            ResultStore store = open(SMALL);
            assertThat(store.restart(restored, HISTORY + restored)).isTrue();
            for (long sequence = restored + 1; sequence <= 100; sequence++) {
                assertThat(store.append(Records.record(sequence, 10, HISTORY))).isEqualTo(Appended.KNOWN);
            }
            assertThat(store.append(Records.record(101, 10, HISTORY))).isEqualTo(Appended.NEXT);
            assertThat(store.oldest()).isEqualTo(1);
            assertAllThere(store);
        }
    }

    @Test
    void aSnapshotBehindWhatIsKeptLeavesNothingOfIt() {
        ResultStore killed = open(SMALL);
        fill(killed, 1, 100);
        killed.flush();

        ResultStore store = open(SMALL);
        assertThat(store.restart(101, 5)).isFalse();

        assertThat(store.oldest()).isEqualTo(102);
        assertThat(store.last()).isEqualTo(101);
        assertThat(store.chainDigest(101)).isEqualTo(5);
        fill(store, 102, 130);
        assertAllThere(store);
        reopened(store, SMALL);
    }

    @Test
    void whereResultsAreMissedNothingOlderIsKept() {
        ResultStore store = open(SMALL);
        fill(store, 1, 100);
        assertThat(store.append(Records.record(102, 10, HISTORY))).isEqualTo(Appended.AFTER_GAP);
        assertThat(store.oldest()).isEqualTo(102);
        assertThat(store.last()).isEqualTo(102);
        fill(store, 103, 200);
        reopened(store, SMALL);
    }

    @Test
    void anotherHistoryThanThatWhichIsKeptIsFoundOut() {
        ResultStore killed = open(SMALL);
        fill(killed, 1, 100);
        killed.flush();

        ResultStore store = open(SMALL);
        store.restart(90, HISTORY + 90);
        for (long sequence = 91; sequence < 100; sequence++) {
            store.append(Records.record(sequence, 10, HISTORY + 1));
        }
        assertThat(store.append(Records.record(100, 10, HISTORY + 1))).isEqualTo(Appended.CONTRADICTED);

        assertThat(store.oldest()).isEqualTo(101);
        assertThat(store.append(Records.record(101, 10, HISTORY + 1))).isEqualTo(Appended.NEXT);
        assertThat(read(store, 101)).containsExactly(101L);
    }

    @Test
    void aDiskThatFailsIsDoneWithout() throws IOException {
        Path file = directory.resolve("not-a-directory");
        Files.write(file, new byte[1]);
        ResultStore store = new ResultStore(SMALL);
        store.open(file);
        fill(store, 1, 100);
        assertThat(store.oldest()).isEqualTo(85);
        assertAllThere(store);
    }

    @Test
    void whateverHappensWhatIsKeptHasNoGapAndIsWhatWasGiven() {
        for (long seed = 1; seed <= 30; seed++) {
            Random random = new Random(seed);
            StoreLimits limits = new StoreLimits(
                    1 + random.nextInt(50), 200 + random.nextInt(5_000), 16 + random.nextInt(400), 1 << 20);
            ResultStore store = open(limits);
            store.giveUp(0);
            long last = 0;
            for (int step = 0; step < 60; step++) {
                switch (random.nextInt(6)) {
                    case 0, 1 -> {
                        boolean isAnyKept = store.oldest() <= store.last();
                        if (random.nextBoolean()) {
                            store.close();
                        } else {
                            store.flush(); // and the process is killed
                        }
                        store = open(limits);
                        last = isAnyKept ? last : 0;
                    }
                    case 2 -> {
                        long restored = Math.max(0, last + 3 - random.nextInt(40));
                        boolean isAnyKept = store.oldest() <= store.last();
                        boolean isContinued = store.restart(restored, HISTORY + restored);
                        if (restored > last || !isAnyKept) {
                            last = restored;
                            assertThat(store.oldest()).isEqualTo(restored + 1);
                            assertThat(isContinued).isEqualTo(!isAnyKept);
                        }
                    }
                    default -> {
                        int count = random.nextInt(40);
                        for (int i = 0; i < count; i++) {
                            last++;
                            store.append(Records.record(last, random.nextInt(60), HISTORY));
                        }
                    }
                }
                assertThat(store.last()).as("seed %d", seed).isEqualTo(last);
                assertAllThere(store);
            }
        }
    }

    private ResultStore open(StoreLimits limits) {
        ResultStore store = new ResultStore(limits);
        store.open(directory);
        return store;
    }

    private void reopened(ResultStore store, StoreLimits limits) {
        store.close();
        ResultStore again = open(limits);
        assertThat(again.last()).isEqualTo(store.last());
        assertAllThere(again);
    }

    private static void fill(ResultStore store, long from, long to) {
        for (long sequence = from; sequence <= to; sequence++) {
            assertThat(store.append(Records.record(sequence, 10, HISTORY))).isEqualTo(Appended.NEXT);
        }
    }

    private static List<Long> read(ResultStore store, long from) {
        List<Long> read = new ArrayList<>();
        assertThat(store.read(from, record -> {
                    assertThat(ResultCodec.isWhole(record)).isTrue();
                    return read.add(ResultCodec.sequence(record));
                }))
                .isTrue();
        return read;
    }

    private static void assertAllThere(ResultStore store) {
        long next = store.oldest();
        while (next <= store.last()) {
            for (long sequence : read(store, next)) {
                assertThat(sequence).isEqualTo(next++);
            }
        }
        assertThat(next).isEqualTo(store.last() + 1);
    }

    private Path newest() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.max(java.util.Comparator.naturalOrder()).orElseThrow();
        }
    }

    private long diskBytes() throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }
}
