package io.dsfm.ratis.node;

import io.dsfm.ratis.core.Watermark;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The note that a node leaves in its data directory when it was stopped in order: nothing that it once knew is forgotten.
 * It is taken away at the next start, so that it is not there after a stop that was not in order.
 */
final class CleanStop {

    private static final String FILE = "stopped-in-order";
    private static final String ASIDE = "stopped-in-order.aside";

    private CleanStop() {}

    /** Takes the note away; gives the watermark that the node knew, or null if it was not stopped in order. */
    static @Nullable Watermark take(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return null;
        }
        Watermark known;
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            known = new Watermark(in.readLong(), in.readLong(), in.readLong());
        } catch (EOFException e) {
            known = null; // as good as none
        }
        Files.delete(file);
        force(directory);
        return known;
    }

    /** Leaves the note. */
    static void leave(Path directory, Watermark known) throws IOException {
        Path aside = directory.resolve(ASIDE);
        try (FileChannel channel = FileChannel.open(
                aside, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            DataOutputStream out = new DataOutputStream(Channels.newOutputStream(channel));
            out.writeLong(known.term());
            out.writeLong(known.index());
            out.writeLong(known.sequence());
            out.flush();
            channel.force(true);
        }
        Files.move(aside, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        force(directory);
    }

    private static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
