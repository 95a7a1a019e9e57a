package io.dsfm.maelstrom.harness.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UnsyncedBytesTest {

    @TempDir
    private Path directory;

    private Path data;
    private Path journal;

    @BeforeEach
    void makeDirectories() throws IOException {
        data = Files.createDirectory(directory.resolve("data"));
        journal = Files.createFile(directory.resolve("journal"));
    }

    @Test
    void cutsOffWhatWasAddedAfterTheLastSync() throws Exception {
        Path file = write("log", "synced, not synced");
        synced(file, 6, 6);
        drop();
        assertThat(file).hasContent("synced");
    }

    @Test
    void zerosWhatWasWrittenIntoSpaceSetAsideBefore() throws Exception {
        Path file = write("log", "synced, not synced\0\0\0");
        synced(file, 6, 21);
        drop();
        assertThat(file).hasContent("synced" + "\0".repeat(15));
    }

    @Test
    void lastSyncCounts() throws Exception {
        Path file = write("log", "first second third");
        synced(file, 5, 5);
        synced(file, 12, 12);
        drop();
        assertThat(file).hasContent("first second");
    }

    @Test
    void renamedFileKeepsWhatWasSyncedUnderItsOldName() throws Exception {
        Path file = write("aside", "whole");
        synced(file, 5, 5);
        Path renamed = Files.move(file, data.resolve("named"));
        drop();
        assertThat(renamed).hasContent("whole");
    }

    @Test
    void newFileUnderTheNumberOfADeletedOneIsAnother() throws Exception {
        Path file = write("log", "new, and mapped");
        synced(file, 15, 15);
        synced(file, 0, 0);
        drop();
        assertThat(file).isEmptyFile();
    }

    @Test
    void fileThatNobodySyncedBecomesEmpty() throws Exception {
        Path file = write("log", "never synced");
        assertThat(new UnsyncedBytes(data, journal).drop()).isEqualTo("12 bytes of 1 files");
        assertThat(file).isEmptyFile();
    }

    @Test
    void longTailsAreDroppedWhole() throws Exception {
        Path file = write("log", "x".repeat(200_000));
        synced(file, 1, 200_000);
        drop();
        assertThat(file).hasContent("x" + "\0".repeat(199_999));
    }

    @Test
    void refusesToDropWhatItCannotKnow() throws Exception {
        Files.writeString(journal, "-1 5 5\n");
        assertThatThrownBy(this::drop).hasMessageContaining("nobody saw being opened");
        assertThatThrownBy(() -> new UnsyncedBytes(data, directory.resolve("none")).drop())
                .hasMessageContaining("recorded no syncs");
    }

    private void drop() throws IOException {
        new UnsyncedBytes(data, journal).drop();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(data.resolve(name), text);
    }

    private void synced(Path file, long position, long size) throws IOException {
        Files.writeString(
                journal,
                Files.getAttribute(file, "unix:ino") + " " + position + " " + size + "\n",
                StandardOpenOption.APPEND);
    }
}
