package io.dsfm.ratis.stream.store;

import io.dsfm.ratis.stream.ResultCodec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a node has of the stream of results: the newest in memory, more on disk.
 *
 * <p>After a restart, results come again from the node's snapshot on; those that are kept already are passed over, and the
 * last of them tells by its chain digest whether what is kept is what the node executes. Where results are missed, what was
 * kept before the gap is given up: what is kept never has one.
 *
 * <p>Threading: one thread.
 *
 * <p>Invariants: {@code oldest} to {@code last} are kept, without gaps; nothing if {@code oldest} is above {@code last}. The
 * records in memory are the newest of those on disk, as long as there is a disk.
 *
 * <p>Failure: a disk that fails is told of in the log and done without from then on. The node does not stop for it.
 */
public final class ResultStore {

    private static final Logger LOG = LoggerFactory.getLogger(ResultStore.class);

    private final StoreLimits limits;
    private final MemoryRing memory;
    private @Nullable DiskLog disk;
    private long last;
    /** Of the last record, if {@code hasLastChain}. */
    private long lastChain;

    private boolean hasLastChain;

    /** What {@link #append} made of a record. */
    public enum Appended {
        /** It is the next one. */
        NEXT,
        /** It was kept already. */
        KNOWN,
        /** Results before it were missed: nothing older is kept any more. */
        AFTER_GAP,
        /** It is not what was kept in its place: nothing of that is kept any more. */
        CONTRADICTED
    }

    /** Keeps results in memory only, so far. */
    public ResultStore(StoreLimits limits) {
        this.limits = limits;
        this.memory = new MemoryRing(limits.memoryResults(), limits.memoryBytes());
    }

    /** Goes on with what is in a directory, and keeps results there too, if the limits allow any. Called first. */
    public void open(Path directory) {
        if (limits.diskBytes() == 0) {
            return;
        }
        try {
            DiskLog opened = DiskLog.open(directory, limits, Sealer.start());
            disk = opened;
            if (!opened.isEmpty()) {
                last = opened.last();
                memory.restart(last);
                readDisk(opened, last, record -> {
                    lastChain = ResultCodec.chainDigest(record);
                    hasLastChain = true;
                    return false;
                });
            }
        } catch (IOException e) {
            giveUpDisk(e);
        }
    }

    /**
     * The node's state was restored: results behind {@code sequence} come from now on.
     *
     * @param chainDigest of all outputs up to there
     * @return false if results were missed, so that nothing is kept any more
     */
    public boolean restart(long sequence, long chainDigest) {
        boolean isContinued = oldest() <= sequence + 1 && sequence <= last || sequence == last;
        boolean isBehind = sequence < oldest() - 1 && oldest() <= last;
        if (isContinued || isBehind) {
            return true;
        }
        boolean wasEmpty = oldest() > last;
        reset(sequence);
        lastChain = chainDigest;
        hasLastChain = true;
        return wasEmpty;
    }

    /** Takes the next record, or one that came before. */
    public Appended append(byte[] record) {
        long sequence = ResultCodec.sequence(record);
        long chain = ResultCodec.chainDigest(record);
        if (sequence < last) {
            return Appended.KNOWN;
        }
        if (sequence == last) {
            if (!hasLastChain || chain == lastChain) {
                return Appended.KNOWN;
            }
            reset(last);
            lastChain = chain;
            hasLastChain = true;
            return Appended.CONTRADICTED;
        }
        boolean isNext = sequence == last + 1;
        if (!isNext) {
            reset(sequence - 1);
        }
        last = sequence;
        lastChain = chain;
        hasLastChain = true;
        memory.append(record);
        try {
            if (disk != null) {
                disk.append(record);
            }
        } catch (IOException e) {
            giveUpDisk(e);
        }
        return isNext ? Appended.NEXT : Appended.AFTER_GAP;
    }

    /**
     * Nothing that was kept can be relied on: results behind {@code sequence} come from now on.
     *
     * @return whether anything was kept
     */
    public boolean giveUp(long sequence) {
        boolean wasEmpty = oldest() > last;
        reset(sequence);
        return !wasEmpty;
    }

    private void reset(long sequence) {
        last = sequence;
        hasLastChain = false;
        memory.restart(sequence);
        try {
            if (disk != null) {
                disk.clear();
            }
        } catch (IOException e) {
            giveUpDisk(e);
        }
    }

    /** Whether a record would change anything: it need not be made if not. */
    public boolean isWanted(long sequence) {
        return sequence >= last;
    }

    /** The lowest sequence that is kept; one above the last if none is. */
    public long oldest() {
        return disk == null || disk.isEmpty() ? memory.first() : Math.min(disk.first(), memory.first());
    }

    /** The highest sequence that is kept or that came before what is, inclusive; 0 for none. */
    public long last() {
        return last;
    }

    /**
     * Passes on records from {@code from} on, some or all that are kept.
     *
     * @param from from the oldest to the last
     * @param reader takes a record; false to stop
     * @return false if it is not kept any more, as was found only now
     */
    public boolean read(long from, Predicate<byte[]> reader) {
        if (from < oldest() || from > last) {
            throw new IllegalArgumentException(
                    "a result is not kept: sequence=" + from + ", oldest=" + oldest() + ", last=" + last);
        }
        if (from >= memory.first()) {
            byte[] record = memory.find(from);
            for (long next = from + 1; record != null && reader.test(record); next++) {
                record = memory.find(next);
            }
            return true;
        }
        DiskLog open = disk;
        return open != null && readDisk(open, from, reader);
    }

    private boolean readDisk(DiskLog open, long from, Predicate<byte[]> reader) {
        try {
            open.read(from, reader);
            return true;
        } catch (IOException e) {
            LOG.warn("results are not kept any more: through={}, {}", from, e.toString());
            try {
                open.dropThrough(from);
                if (open.isEmpty() || open.last() < last) {
                    open.clear();
                }
            } catch (IOException another) {
                giveUpDisk(another);
            }
            return false;
        }
    }

    /** The chain digest at a sequence, if it is known. */
    public @Nullable Long chainDigest(long sequence) {
        if (sequence == last && hasLastChain) {
            return lastChain;
        }
        if (sequence < oldest() || sequence > last) {
            return null;
        }
        long[] found = new long[1];
        boolean isRead = read(sequence, record -> {
            found[0] = ResultCodec.chainDigest(record);
            return false;
        });
        return isRead ? found[0] : null;
    }

    /** Hands what was appended to the operating system. */
    public void flush() {
        try {
            if (disk != null) {
                disk.flush();
            }
        } catch (IOException e) {
            giveUpDisk(e);
        }
    }

    /** Puts everything on the disk. */
    public void close() {
        try {
            if (disk != null) {
                disk.close();
                disk = null;
            }
        } catch (IOException e) {
            giveUpDisk(e);
        }
    }

    private void giveUpDisk(IOException e) {
        LOG.warn("results are kept in memory only from now on: {}", e.toString());
        DiskLog given = disk;
        disk = null;
        if (given != null) {
            given.abandon();
        }
    }
}
