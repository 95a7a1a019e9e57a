package io.dsfm.maelstrom.harness.agent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.LongSupplier;

/** Writes a file and syncs it, behind switches, long constants, arrays, lambdas and wide jumps. */
public final class Syncer {

    private static final long LARGE = 0x1234_5678_9abc_def0L;
    private static final double FRACTION = 0.1;

    private Syncer() {}

    /** Writes the number's name. */
    public static String write(Path path, int number) throws IOException {
        String text = switch (number) {
            case 1 -> "one";
            case 2 -> "two";
            case 3 -> "three";
            case 4 -> "four";
            default -> "many";
        };
        int[][] squares = new int[2][3];
        for (int i = 0; i < 3; i++) {
            squares[1][i] += i * 1000;
        }
        int length = switch (squares[1][2] + number) {
            case -100_000 -> 1;
            case 2003 -> text.length();
            case 1_000_000 -> 3;
            default -> 0;
        };
        LongSupplier large = () -> LARGE + (long) FRACTION + length;
        if (large.getAsLong() == 0) {
            throw new IllegalStateException("not to be expected");
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(text.substring(0, length).getBytes(StandardCharsets.UTF_8)));
            channel.force(false);
        }
        return text;
    }
}
