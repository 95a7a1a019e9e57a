package io.dsfm.sample.matching.lobster;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of comma-separated whole numbers line by line, as a stream. Blanks around a number, empty lines at the end
 * and a byte order mark mean nothing.
 *
 * <p>Failure: an {@link IOException} whose message starts with file and line.
 */
final class CsvFile implements AutoCloseable {

    /** The mark of UTF-8, which some programs put before the first line, as the characters that its bytes are. */
    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

    private final Path file;
    private final BufferedReader reader;
    private String[] fields = {};
    private long line;

    CsvFile(Path file) throws IOException {
        this.file = file;
        // Any byte is a character of it, so that a stray one is refused where it stands.
        this.reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1);
    }

    /** Goes to the next line; false at the end. */
    boolean next() throws IOException {
        line++;
        String text = readLine();
        if (text != null && line == 1 && text.startsWith(BYTE_ORDER_MARK)) {
            text = text.substring(BYTE_ORDER_MARK.length());
        }
        if (text != null && text.isBlank()) {
            requireOnlyEmptyLines();
            return false;
        }
        if (text == null) {
            return false;
        }
        fields = text.split(",", -1);
        for (int i = 0; i < fields.length; i++) {
            fields[i] = fields[i].strip();
        }
        return true;
    }

    private void requireOnlyEmptyLines() throws IOException {
        for (String text = readLine(); text != null; text = readLine()) {
            if (!text.isBlank()) {
                throw refusal("line", "", "empty lines at the end only");
            }
        }
    }

    private @Nullable String readLine() throws IOException {
        try {
            return reader.readLine();
        } catch (IOException e) {
            throw new IOException(file + ":" + line + ": cannot be read: " + e.getMessage(), e);
        }
    }

    int fieldCount() {
        return fields.length;
    }

    String text(int field) {
        return fields[field];
    }

    /** The whole number in a field, or a refusal. */
    long number(int field, String what, long least, long most) throws IOException {
        long value;
        try {
            value = Long.parseLong(fields[field]);
        } catch (NumberFormatException e) {
            throw refusal(what, fields[field], "a whole number", e);
        }
        if (value < least || value > most) {
            throw refusal(what, fields[field], least + " to " + most, null);
        }
        return value;
    }

    /** What to throw when the line is not as it should be. */
    IOException refusal(String what, Object found, String accepted) {
        return refusal(what, found, accepted, null);
    }

    private IOException refusal(String what, Object found, String accepted, @Nullable Exception cause) {
        return new IOException(
                file + ":" + line + ": not accepted: " + what + "='" + found + "', accepted: " + accepted, cause);
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
