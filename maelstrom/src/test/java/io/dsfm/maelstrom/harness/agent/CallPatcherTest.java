package io.dsfm.maelstrom.harness.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The patch is tried on a class whose code has every kind of instruction that is hard to skip. */
final class CallPatcherTest {

    @TempDir
    private Path directory;

    /** Defines a class from bytes. */
    private static final class Loader extends ClassLoader {
        Loader() {
            super(CallPatcherTest.class.getClassLoader());
        }

        Class<?> define(String name, byte[] bytes) {
            return defineClass(name, bytes, 0, bytes.length);
        }
    }

    @Test
    void leavesClassesWithoutTheCallsAlone() throws Exception {
        assertThat(new CallPatcher().patch(classFile(CallPatcherTest.class))).isNull();
    }

    @Test
    void patchedClassRecordsWhatItSyncs() throws Exception {
        Path journal = directory.resolve("journal");
        SyncJournal.open(journal);
        byte[] patched = new CallPatcher().patch(classFile(Syncer.class));
        assertThat(patched).isNotNull();
        Class<?> syncer = new Loader().define(Syncer.class.getName(), patched);
        Path file = directory.resolve("file");
        Object answer = syncer.getMethod("write", Path.class, int.class).invoke(null, file, 3);
        assertThat(answer).isEqualTo("three");
        assertThat(file).hasContent("three");
        long inode = ((Number) Files.getAttribute(file, "unix:ino")).longValue();
        assertThat(Files.readAllLines(journal)).isEqualTo(List.of(inode + " 0 0", inode + " 5 5"));
    }

    private static byte[] classFile(Class<?> type) throws IOException {
        try (InputStream bytes = type.getResourceAsStream(
                type.getName().substring(type.getPackageName().length() + 1) + ".class")) {
            assertThat(bytes).isNotNull();
            return bytes.readAllBytes();
        }
    }
}
