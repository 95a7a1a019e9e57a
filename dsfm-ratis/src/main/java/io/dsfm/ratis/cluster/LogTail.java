package io.dsfm.ratis.cluster;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The end of a log file, for messages. */
final class LogTail {

    private static final int BYTES = 8 << 10;
    private static final int LINES = 20;

    private LogTail() {}

    /** Whether it has this text anywhere; a file that cannot be read has not. */
    static boolean contains(Path file, String text) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).contains(text);
        } catch (IOException e) {
            return false;
        }
    }

    /** Its last lines; or why they cannot be read. */
    static String of(Path file) {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(BYTES, channel.size()));
            channel.read(bytes, channel.size() - bytes.capacity());
            List<String> lines = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            List<String> last = lines.subList(Math.max(0, lines.size() - LINES), lines.size());
            return "the end of " + file + ":\n  " + String.join("\n  ", last);
        } catch (IOException e) {
            return "its log cannot be read: " + e;
        }
    }
}
