package io.dsfm.ratis.replay.stored;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What the architecture test must find: classes that change files in the package that promises not to. */
public final class WritingFixture {

    private WritingFixture() {}

    /** Removes a file. */
    public static final class Deletes {
        static void run(Path file) throws IOException {
            Files.deleteIfExists(file);
        }
    }

    /** Changes a file that is open. */
    public static final class Truncates {
        static void run(FileChannel channel) throws IOException {
            channel.truncate(0);
        }
    }

    /** Opens a file for writing. */
    public static final class Opens {
        static FileChannel run(Path file) throws IOException {
            return FileChannel.open(file, StandardOpenOption.WRITE);
        }
    }
}
