package io.dsfm.ratis.node;

import io.dsfm.ratis.config.NodeConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides when a snapshot is taken, and has the instance take it that holds up least.
 *
 * <p>Threading: {@link #onCommitted} by the thread that applies the log; {@link #take} by any.
 */
final class Snapshots {

    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);

    private static final long STREAM_NANOS = 200_000_000L;

    private final NodeConfig.Snapshots policy;
    private final SnapshotStore store;
    private final Execution execution;
    private final LongConsumer purge;
    /** The one being taken, or the last one. */
    private final AtomicReference<CompletableFuture<Taken>> current =
            new AtomicReference<>(CompletableFuture.completedFuture(null));

    /** Complete, but not yet committed to its end; null for none. */
    private volatile @Nullable Written written;

    private long entriesSince;
    private long bytesSince;
    private volatile long lastSizeBytes;
    /** The snapshot that waits for the stream of results, and since when. */
    private @Nullable Written awaitingStream;

    private long awaitingSinceNanos;

    /**
     * @param policy when to take one and how many to keep
     * @param store where they go
     * @param execution whose instances take them
     * @param purge is told up to which index, inclusive, the log is not needed any more
     */
    Snapshots(NodeConfig.Snapshots policy, SnapshotStore store, Execution execution, LongConsumer purge) {
        this.policy = policy;
        this.store = store;
        this.execution = execution;
        this.purge = purge;
    }

    /**
     * A snapshot that waits for the last entry in it to be committed.
     *
     * @param cuts how often the log had been cut, and that undone, when it was written
     */
    private record Written(
            Instance instance,
            SnapshotStore.Aside aside,
            long sequence,
            long position,
            long cuts,
            CompletableFuture<Taken> taking) {}

    /** A taken snapshot. */
    record Taken(SnapshotStore.Stored stored, long sequence, long sizeBytes) {}

    /** An entry of so many bytes is committed: takes a snapshot if it is time, publishes the one that waited for it. */
    void onCommitted(int sizeBytes) {
        entriesSince++;
        bytesSince += sizeBytes;
        if (written != null) {
            publishIfCommitted();
        }
        if ((entriesSince >= policy.everyEntries() || bytesSince >= everyBytes(policy.everyBytes(), lastSizeBytes))
                && current.get().isDone()) {
            entriesSince = 0;
            bytesSince = 0;
            take().whenComplete((taken, failure) -> {
                if (failure != null) {
                    LOG.warn("a snapshot was not taken, the log is kept until the next one: {}", failure.toString());
                }
            });
        }
    }

    /**
     * A large state takes long to write, while one instance less executes: so much more of the log comes in between, up to a
     * bound.
     */
    static long everyBytes(long configured, long lastSizeBytes) {
        return Math.max(configured, Math.min(4 * lastSizeBytes, 16 * configured));
    }

    /** Takes a snapshot of what the instance chosen has executed when its turn comes; or waits for one being taken. */
    CompletableFuture<Taken> take() {
        CompletableFuture<Taken> next = new CompletableFuture<>();
        CompletableFuture<Taken> taking = current.updateAndGet(last -> last.isDone() ? next : last);
        if (taking == next) {
            write(next);
        }
        return taking;
    }

    private void write(CompletableFuture<Taken> taking) {
        Instance instance = execution.leastAdvanced();
        if (!instance.isTrusted()) {
            taking.completeExceptionally(new IllegalStateException("no instance of this node can be relied on"));
            return;
        }
        instance.execute(replica -> {
                    if (replica.lastIndex() == 0) {
                        throw new IllegalStateException("there is nothing to take a snapshot of yet");
                    }
                    // Of one that has yet to return from a cut it is never published.
                    long cuts = execution.feed().cutsUndoneBy(instance.ordinal());
                    SnapshotStore.Aside aside = store.writeAside(replica);
                    return new Written(instance, aside, replica.sequence(), replica.position(), cuts, taking);
                })
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        taking.completeExceptionally(failure);
                    } else {
                        written = done;
                        publishIfCommitted();
                    }
                });
    }

    /**
     * What instances have executed may be ahead of what is committed, and a snapshot may only hold what is: it gets its name
     * once the last entry in it is committed, and all instances that are trusted agree with the one that wrote it up to there.
     */
    synchronized void publishIfCommitted() {
        Written waiting = written;
        if (waiting == null
                || execution.feed().committed().index()
                        < waiting.aside().stored().index()) {
            return;
        }
        // Part of it may have been cut from the log, or it is the state of one that was found wrong since.
        boolean isUnsound =
                execution.feed().cuts() != waiting.cuts() || !waiting.instance().isTrusted();
        if (!isUnsound && execution.release().comparedPosition() < waiting.position()) {
            return;
        }
        if (!isUnsound && !isStreamKept(waiting)) {
            return; // this is called again soon
        }
        written = null;
        if (isUnsound) {
            store.discard(waiting.aside());
            write(waiting.taking());
            return;
        }
        waiting.instance().execute(replica -> publish(waiting)).whenComplete((taken, failure) -> {
            if (failure != null) {
                waiting.taking().completeExceptionally(failure);
            } else {
                onTaken(taken);
                waiting.taking().complete(taken);
            }
        });
    }

    private boolean isStreamKept(Written waiting) {
        long nowNanos = System.nanoTime();
        if (!waiting.equals(awaitingStream)) {
            awaitingStream = waiting;
            awaitingSinceNanos = nowNanos;
        }
        return execution.stream().isKept(waiting.sequence()) || nowNanos - awaitingSinceNanos > STREAM_NANOS;
    }

    private Taken publish(Written waiting) throws IOException {
        SnapshotStore.Stored stored = store.publish(waiting.aside());
        return new Taken(stored, waiting.sequence(), Files.size(stored.file()));
    }

    private void onTaken(Taken taken) {
        LOG.info(
                "snapshot taken: index={}, sequence={}, bytes={}",
                taken.stored().index(),
                taken.sequence(),
                taken.sizeBytes());
        lastSizeBytes = taken.sizeBytes();
        try {
            long needless = store.prune(policy.kept());
            if (needless > 0) {
                purge.accept(needless);
            }
        } catch (IOException e) {
            LOG.warn("old snapshots were not removed: {}", e.toString());
        }
    }
}
