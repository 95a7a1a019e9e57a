package io.dsfm.ratis.node;

import io.dsfm.ratis.core.CheckpointMismatch;
import io.dsfm.ratis.core.Divergence;
import io.dsfm.ratis.core.InputBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * The instances of a node and the release thread behind them: what happens to the log from here on.
 *
 * <p>This is the seam between the log and execution. It is told of entries, and, separately, of what is committed; an
 * entry's outcomes leave once both are true. Today both come together, when Ratis applies an entry.
 *
 * <p>Threading: {@link #onEntry}, {@link #onCommitted} and {@link #restore} by one thread at a time, that which applies
 * the log; the rest by any.
 */
final class Execution implements InstanceListener {

    private final List<Instance> instances;
    private final ReleaseAgent release;
    private final DivergenceAlarm alarm;
    private final Runnable onDeadlineMoved;

    /**
     * @param instances not started yet
     * @param release not started yet
     * @param alarm takes divergences
     * @param onDeadlineMoved called when a timer may be due earlier than known; any thread
     */
    Execution(List<Instance> instances, ReleaseAgent release, DivergenceAlarm alarm, Runnable onDeadlineMoved) {
        this.instances = List.copyOf(instances);
        this.release = release;
        this.alarm = alarm;
        this.onDeadlineMoved = onDeadlineMoved;
    }

    void start() {
        release.start();
        instances.forEach(Instance::start);
    }

    void stop() throws InterruptedException {
        for (Instance instance : instances) {
            instance.stop();
        }
        release.stop();
    }

    /** Lets nobody wait for an instance any more: the node cannot go on. */
    void abort() {
        instances.forEach(Instance::abort);
    }

    /** An entry is to be executed. Entries come in order of index, each once. Blocks while an instance is full. */
    void onEntry(InputBatch batch) {
        for (Instance instance : instances) {
            instance.feed(batch);
        }
    }

    /** Entries up to {@code index}, inclusive, are committed. Comes before {@link #onEntry} of the same entry or later. */
    void onCommitted(long index) {
        release.onCommitted(index);
        release.signal();
    }

    /**
     * Brings every instance to the state in the file, and waits for it.
     *
     * @return where they are now
     * @throws IOException if the file cannot be read; names it
     */
    Progress restore(Path file, SnapshotFile.Identity identity) throws IOException {
        List<CompletableFuture<Progress>> restored = new ArrayList<>();
        for (Instance instance : instances) {
            restored.add(instance.execute(replica -> {
                SnapshotFile.read(file, identity, replica::restoreSnapshot);
                return Progress.of(replica);
            }));
        }
        try {
            Progress first = restored.get(0).get();
            for (CompletableFuture<Progress> other : restored) {
                if (!other.get().equals(first)) {
                    throw new IOException("instances differ after restoring one snapshot: file=" + file + ", first="
                            + first + ", other=" + other.get());
                }
            }
            release.restart(first).get();
            return first;
        } catch (ExecutionException e) {
            throw new IOException("a snapshot cannot be restored: file=" + file + ", " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while restoring a snapshot: file=" + file, e);
        }
    }

    /** The instance that has executed most. */
    Instance mostAdvanced() {
        return instances.stream()
                .max(Comparator.comparingLong(instance -> instance.progress().position()))
                .orElseThrow();
    }

    /** The instance that is waited for least: of those that are not the most advanced, the one furthest behind. */
    Instance leastAdvanced() {
        Instance most = mostAdvanced();
        return instances.stream()
                .filter(instance -> instance != most)
                .min(Comparator.comparingLong(instance -> instance.progress().position()))
                .orElse(most);
    }

    List<Instance> instances() {
        return instances;
    }

    ReleaseAgent release() {
        return release;
    }

    DivergenceAlarm alarm() {
        return alarm;
    }

    @Override
    public void onProgress(Instance instance) {
        release.signal();
        if (instance.progress().nextDeadlineNanos() != Long.MAX_VALUE) {
            onDeadlineMoved.run();
        }
    }

    @Override
    public void onCheckpointMismatch(Instance instance, CheckpointMismatch mismatch, long index) {
        alarm.raise(new Divergence(
                Divergence.LEADER,
                instance.ordinal(),
                mismatch.sequence(),
                index,
                "outputs up to here differ from those that the leader released: leader="
                        + Long.toHexString(mismatch.leaderChainDigest()) + ", here="
                        + Long.toHexString(mismatch.chainDigest())));
    }
}
