package io.dsfm.ratis.node;

import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.core.InputBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
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
    private final AtomicBoolean isTaking = new AtomicBoolean();
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
        if ((entriesSince >= policy.everyEntries() || bytesSince >= policy.everyBytes()) && !isTaking.get()) {
            entriesSince = 0;
            bytesSince = 0;
            take().whenComplete((taken, failure) -> {
                if (failure != null) {
                    LOG.warn("a snapshot was not taken, the log is kept until the next one: {}", failure.toString());
                }
            });
        }
    }

    /** Takes a snapshot of what the instance chosen has executed when its turn comes. */
    CompletableFuture<Taken> take() {
        if (!isTaking.compareAndSet(false, true)) {
            return CompletableFuture.failedFuture(new IllegalStateException("a snapshot is being taken already"));
        }
        return execution
                .leastAdvanced()
                .execute(replica -> {
                    if (replica.lastIndex() == 0) {
                        throw new IllegalStateException("there is nothing to take a snapshot of yet");
                    }
                    SnapshotStore.Stored stored = store.write(replica);
                    return new Taken(stored, replica.sequence(), Files.size(stored.file()));
                })
                .whenComplete((taken, failure) -> onTaken(taken))
                .whenComplete((taken, failure) -> isTaking.set(false));
    }

    private void onTaken(@Nullable Taken taken) {
        if (taken == null) {
            return;
        }
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
