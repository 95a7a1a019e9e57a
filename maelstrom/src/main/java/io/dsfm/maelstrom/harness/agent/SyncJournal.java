package io.dsfm.maelstrom.harness.agent;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The record of what this process has synced: {@code inode position size} per call, and {@code inode 0 0} for a new file. What
 * it says is on the disk before the
 * caller knows that; a process killed in between has synced more than is recorded, which nobody was told.
 *
 * <p>Threading: any thread.
 */
public final class SyncJournal {

    private static final Map<FileChannel, Long> INODES = Collections.synchronizedMap(new WeakHashMap<>());
    private static final long UNKNOWN = -1;

    private static volatile @Nullable FileChannel journal;

    private SyncJournal() {}

    static void open(Path path) throws IOException {
        journal = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Stands for {@link FileChannel#open(Path, OpenOption...)}. */
    public static FileChannel open(Path path, OpenOption... options) throws IOException {
        boolean isNew = !Files.exists(path);
        FileChannel channel = FileChannel.open(path, options);
        long inode = ((Number) Files.getAttribute(path, "unix:ino")).longValue();
        INODES.put(channel, inode);
        if (isNew) {
            // The file system gives the numbers of deleted files to new ones: what was synced was another file.
            record(inode, 0, 0);
        }
        return channel;
    }

    /** Stands for {@link FileChannel#force(boolean)}. */
    public static void force(FileChannel channel, boolean withMetadata) throws IOException {
        // Before the force: what another thread adds meanwhile may or may not be in it.
        long size = channel.size();
        long position = channel.position();
        channel.force(withMetadata);
        // Nothing was written through the position: then in places, and all of it counts.
        record(INODES.getOrDefault(channel, UNKNOWN), position == 0 ? size : position, size);
    }

    private static void record(long inode, long position, long size) throws IOException {
        FileChannel open = journal;
        if (open == null) {
            throw new IllegalStateException("the agent has not started");
        }
        open.write(ByteBuffer.wrap((inode + " " + position + " " + size + "\n").getBytes(US_ASCII)));
    }
}
