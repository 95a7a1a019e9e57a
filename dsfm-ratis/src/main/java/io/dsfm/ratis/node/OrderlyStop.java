package io.dsfm.ratis.node;

import io.dsfm.ratis.core.EntryId;
import io.dsfm.ratis.core.Watermark;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.ratis.server.raftlog.RaftLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that a node that is stopped forgets nothing for which it gave its word, and leaves the note that says so
 * ({@link CleanStop}) only if that is so. Ratis drops what it has not written yet when it is closed; a node that had executed
 * such an entry and said so, and was believed whole after its return, could elect a leader without a result that has left.
 *
 * <p>Threading: the thread that closes the node.
 */
final class OrderlyStop {

    private static final Logger LOG = LoggerFactory.getLogger(OrderlyStop.class);
    private static final long CHECK_NANOS = 1_000_000L;

    private final ElectionMemory memory;
    private final Path directory;
    private final Path storage;
    private final long entryBytesMax;

    /**
     * @param memory knows for what the node gave its word
     * @param directory where the note is left
     * @param storage where Ratis keeps its log
     * @param entryBytesMax the most bytes of an entry
     */
    OrderlyStop(ElectionMemory memory, Path directory, Path storage, long entryBytesMax) {
        this.memory = memory;
        this.directory = directory;
        this.storage = storage;
        this.entryBytesMax = entryBytesMax;
    }

    /** Waits until all that the log holds is on the disk, or for so long; nothing is given to it any more. */
    void awaitFlushed(RaftLog log, Duration patience) {
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        while (log.isOpened() && log.getFlushIndex() < log.getNextIndex() - 1) {
            if (System.nanoTime() - deadlineNanos > 0 || Thread.currentThread().isInterrupted()) {
                LOG.warn(
                        "the log was not written to its end before the node stops: flushedIndex={}, lastIndex={}",
                        log.getFlushIndex(),
                        log.getNextIndex() - 1);
                return;
            }
            LockSupport.parkNanos(this, CHECK_NANOS);
        }
    }

    /**
     * Leaves the note if all for which this node gave its word is stored; once everything is closed.
     *
     * @param released what left last, as far as this node knows
     * @param snapshot the last entry of the newest snapshot
     */
    void leaveNote(Watermark released, EntryId snapshot) {
        if (memory.isRecovering()) {
            return; // what it may have forgotten before is not back, so it is no more whole than it was
        }
        try {
            EntryId word = memory.wordGiven();
            EntryId stored = snapshot.compareTo(word) >= 0
                    ? snapshot
                    : EntryId.newest(snapshot, StoredEnd.of(storage, entryBytesMax));
            if (stored.compareTo(word) < 0) {
                LOG.warn(
                        "this node has given its word for more than it has stored, it will not count as stopped in order:"
                                + " wordGiven={}, stored={}",
                        word,
                        stored);
                return;
            }
            memory.learn(released);
            CleanStop.leave(directory, memory.watermark());
        } catch (IOException | RuntimeException e) {
            LOG.warn("this node will not know that it was stopped in order: {}", e.toString());
        }
    }
}
