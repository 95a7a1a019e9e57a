package io.dsfm.sample.matching.lobster;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of comma-separated whole numbers line by line, as a stream.
 *
 * <p>Failure: an {@link IOException} whose message starts with file and line.
 */
final class CsvFile implements AutoCloseable {

    private final Path file;
    private final BufferedReader reader;
    private String[] fields = {};
    private long line;

    CsvFile(Path file) throws IOException {
        this.file = file;
        this.reader = Files.newBufferedReader(file, StandardCharsets.US_ASCII);
    }

    /** Goes to the next line; false at the end. */
    boolean next() throws IOException {
        line++;
        String text;
        try {
            text = reader.readLine();
        } catch (IOException e) {
            throw new IOException(file + ":" + line + ": cannot be read: " + e.getMessage(), e);
        }
        if (text == null) {
            return false;
        }
        fields = text.split(",", -1);
        return true;
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
