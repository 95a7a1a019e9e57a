package io.dsfm.maelstrom.harness.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines that are whole: a process that is killed while it writes one has not said it.
 *
 * <p>Threading: one thread.
 */
final class LineReader implements AutoCloseable {

    static final int LONGEST_LINE_BYTES = 64 << 20;

    private final InputStream in;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    LineReader(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /** The next line without its end; null when there is none any more. */
    @Nullable
    String next() throws IOException {
        line.reset();
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                return line.toString(UTF_8);
            }
            if (line.size() >= LONGEST_LINE_BYTES) {
                throw new IOException("a line is too long: limit=" + LONGEST_LINE_BYTES);
            }
            line.write(next);
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
