package io.dsfm.maelstrom.harness.fake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A program that is a {@link FakeNode}. */
public final class FakeBinary {

    private FakeBinary() {}

    /** Writes it; it replaces itself by the JVM, as a real one must. */
    public static Path write(Path directory, Wrong wrong) throws IOException {
        Path path = directory.resolve("fake-" + wrong);
        Files.writeString(
                path,
                "#!/bin/sh\n"
                        + "export DSFM_FAKE_WRONG=" + wrong.name() + "\n"
                        + "exec '" + String.join("' '", FakeCommand.words()) + "'\n");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        return path;
    }
}
