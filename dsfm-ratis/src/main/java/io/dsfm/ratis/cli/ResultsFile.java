package io.dsfm.ratis.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that is written beside its place and takes it when it is whole: what is there stays until then, and stays if it does
 * not come to that. What is no ordinary file, as a pipe, is written to at once.
 *
 * <p>Threading: one thread.
 */
final class ResultsFile implements AutoCloseable {

    private final Path file;
    private final Path written;
    private final OutputStream out;

    /** Opens it; {@link IOException} if it cannot be written. */
    ResultsFile(Path file) throws IOException {
        this.file = file;
        boolean isAside = !Files.exists(file) || Files.isRegularFile(file);
        written = isAside ? file.resolveSibling(file.getFileName() + ".part") : file;
        out = new BufferedOutputStream(Files.newOutputStream(written));
    }

    OutputStream out() {
        return out;
    }

    /** All is written. */
    void finish() throws IOException {
        out.close();
        if (!written.equals(file)) {
            Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Without {@link #finish} before, nothing is left of it. */
    @Override
    public void close() throws IOException {
        out.close();
        if (!written.equals(file)) {
            Files.deleteIfExists(written);
        }
    }
}
