package io.dsfm.ratis.node;

import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.core.InputBatch;
import io.dsfm.ratis.core.Replica;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides when a snapshot is taken, and has the instance take it that holds up least.
 *
 * <p>Threading: {@link #onApplied} by the thread that applies the log; {@link #take} by any.
 */
final class Snapshots {

    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);

    private final NodeConfig.Snapshots policy;
    private final SnapshotStore store;
    private final Execution execution;
    private final LongConsumer purge;
    /** The one being taken, or the last one. */
    private final AtomicReference<CompletableFuture<Taken>> current =
            new AtomicReference<>(CompletableFuture.completedFuture(null));

    private long entriesSince;
    private long bytesSince;

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

    /** A taken snapshot. */
    record Taken(SnapshotStore.Stored stored, long sequence, long sizeBytes) {}

    /** An entry was fed to the instances: takes a snapshot if it is time. */
    void onApplied(InputBatch batch) {
        entriesSince++;
        bytesSince += batch.bytes().length;
        if ((entriesSince >= policy.everyEntries() || bytesSince >= policy.everyBytes())
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

    /** Takes a snapshot of what the instance chosen has executed when its turn comes; or waits for one being taken. */
    CompletableFuture<Taken> take() {
        CompletableFuture<Taken> next = new CompletableFuture<>();
        CompletableFuture<Taken> taking = current.updateAndGet(last -> last.isDone() ? next : last);
        if (taking == next) {
            execution.leastAdvanced().execute(this::write).whenComplete((taken, failure) -> {
                if (failure == null) {
                    onTaken(taken);
                    next.complete(taken);
                } else {
                    next.completeExceptionally(failure);
                }
            });
        }
        return taking;
    }

    private Taken write(Replica replica) throws IOException {
        if (replica.lastIndex() == 0) {
            throw new IllegalStateException("there is nothing to take a snapshot of yet");
        }
        SnapshotStore.Stored stored = store.write(replica);
        return new Taken(stored, replica.sequence(), Files.size(stored.file()));
    }

    private void onTaken(Taken taken) {
        LOG.info(
                "snapshot taken: index={}, sequence={}, bytes={}",
                taken.stored().index(),
                taken.sequence(),
                taken.sizeBytes());
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
