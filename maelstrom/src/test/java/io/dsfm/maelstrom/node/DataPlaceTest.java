package io.dsfm.maelstrom.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of nodes that come and go. */
class DataPlaceTest {

    private static final Duration OLD = Duration.ofMinutes(5);

    @TempDir
    private Path directory;

    private Path folder(String name, Duration age) throws IOException {
        Path folder = Files.createDirectory(directory.resolve("dsfm-maelstrom-" + name));
        setAge(folder, age);
        return folder;
    }

    private static void setAge(Path folder, Duration age) throws IOException {
        Files.setLastModifiedTime(folder, FileTime.from(Instant.now().minus(age)));
    }

    @Test
    void aProcessOnKeptDataHasAHigherNumberThanAnyBeforeAlsoIfTheClockWasSetBack() throws Exception {
        DataPlace place = new DataPlace(Files.createDirectory(directory.resolve("n1")), false);
        assertThat(place.nextRun(1_000)).isEqualTo(1_000);
        assertThat(place.nextRun(2_000)).isEqualTo(2_000);
        assertThat(place.nextRun(500)).isEqualTo(2_001);
        assertThat(place.nextRun(500)).isEqualTo(2_002);
        assertThat(place.nextRun(3_000)).isEqualTo(3_000);
    }

    @Test
    void aNumberThatWasTornByACrashIsNotBelieved() throws Exception {
        DataPlace place = new DataPlace(Files.createDirectory(directory.resolve("n1")), false);
        Files.write(directory.resolve("n1.run"), new byte[] {127, 127});
        assertThat(place.nextRun(1_000)).isEqualTo(1_000);
        assertThat(place.nextRun(1)).isEqualTo(1_001);
    }

    @Test
    void aFolderThatIsJustBeingMadeIsLeftAlone() throws Exception {
        Path made = folder("made", Duration.ZERO);
        Path unlocked = folder("unlocked", Duration.ZERO);
        Files.createFile(unlocked.resolve("dsfm.lock"));
        DataPlace.removeAbandoned(directory);
        assertThat(made).exists();
        assertThat(unlocked).exists();
    }

    @Test
    void oldFoldersWithoutANodeAreRemoved() throws Exception {
        Path neverLocked = folder("never", OLD);
        Path left = folder("left", OLD);
        Files.createFile(left.resolve("dsfm.lock"));
        setAge(left, OLD);
        Path alive = folder("alive", OLD);
        try (FileChannel channel = FileChannel.open(
                        alive.resolve("dsfm.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            setAge(alive, OLD);
            DataPlace.removeAbandoned(directory);
            assertThat(lock.isValid()).isTrue();
        }
        assertThat(neverLocked).doesNotExist();
        assertThat(left).doesNotExist();
        assertThat(alive).exists();
    }
}
