package io.dsfm.ratis.node;

import io.dsfm.ratis.core.CheckpointMismatch;
import io.dsfm.ratis.core.Divergence;
import io.dsfm.ratis.core.EntryId;
import io.dsfm.ratis.core.InputBatch;
import io.dsfm.ratis.core.QuarantineReason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The instances of a node and the release thread behind them: what happens to the log from here on.
 *
 * <p>This is the seam between the log and execution. It is told of entries when they are appended, of cuts, and, separately,
 * of what is committed; an entry's outcomes leave once it is executed and committed.
 *
 * <p>Threading: {@link #onAppended} under the lock of Ratis's log; {@link #onCommitted} and {@link #restore} by one thread
 * at a time, that which applies the log; the rest by any.
 */
final class Execution implements InstanceListener {

    private static final Logger LOG = LoggerFactory.getLogger(Execution.class);

    /** An instance that has more to execute tells of its progress after so many entries. */
    private static final int TOLD_EVERY = 16;
    /** So many entries are committed without a turn of the release thread at most. */
    private static final int COMMITTED_AT_ONCE_MAX = 32;

    /** Whoever waits for an instance or the release thread looks so often whether it is there still. */
    private static final long CHECK_MILLIS = 100;

    private final List<Instance> instances;
    private final EntryFeed feed;
    private final ReleaseAgent release;
    private final DivergenceAlarm alarm;
    private final StreamAgent stream;
    private final Consumer<Progress> onProgress;
    private final FlushPace flushes;
    /** Whether results wait for the disk anyway, so that it comes before execution. */
    private final boolean isDiskFirst;

    /**
     * @param instances not started yet
     * @param feed what they read
     * @param release not started yet
     * @param alarm takes divergences
     * @param stream is told where this node's outputs are not those that the leader released
     * @param onProgress called when an instance has executed something; any thread
     * @param flushes when the log is forced
     * @param isDiskFirst whether results wait for the disk
     */
    Execution(
            List<Instance> instances,
            EntryFeed feed,
            ReleaseAgent release,
            DivergenceAlarm alarm,
            StreamAgent stream,
            Consumer<Progress> onProgress,
            FlushPace flushes,
            boolean isDiskFirst) {
        this.instances = List.copyOf(instances);
        this.feed = feed;
        this.release = release;
        this.alarm = alarm;
        this.stream = stream;
        this.onProgress = onProgress;
        this.flushes = flushes;
        this.isDiskFirst = isDiskFirst;
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

    /** Another state is about to take the place of this one, and the log to go on behind it. */
    void suspend() {
        feed.suspend();
    }

    /** The log is there: what it holds is executed, as far as it goes. */
    void open() throws IOException {
        feed.open();
        instances.forEach(Instance::signal);
    }

    /**
     * An entry is being appended to the log, perhaps in place of others; {@link #onAppendEnded} follows. One instance is enough
     * to begin with: it has the processor that another would take from it, or from the thread that appends.
     */
    void onAppended(InputBatch batch) throws IOException {
        release.hops().onAppended(batch.index(), System.nanoTime());
        feed.onAppended(batch);
        flushes.onAppended(batch);
        if (!isDiskFirst) {
            mostAdvanced().signal();
        }
    }

    /**
     * What was being appended, if anything was, is in the log, and with the thread that writes it to disk. Of what a leader
     * sends, much brings no entries: who has done what there is to do is not woken for it.
     */
    void onAppendEnded() {
        for (Instance instance : instances) {
            if (feed.hasWork(instance.ordinal(), instance.progress().index())) {
                instance.signal();
            }
        }
    }

    /** When the log is forced. */
    FlushPace flushes() {
        return flushes;
    }

    /** A leader's entries are in the log, perhaps in place of others. */
    void onEntriesOf(long leaderTerm) {
        onAppendEnded();
        long before = feed.lastIndex();
        feed.verify(leaderTerm);
        if (feed.lastIndex() != before) {
            instances.forEach(Instance::signal);
            release.signal();
        }
    }

    /**
     * This node leads in {@code term} from now on, or does not. As a leader it may take an index for committed before it is
     * told of the entries up to there, and what was executed there before may have given way to entries that carry no inputs,
     * unseen: so the log is asked first. From then on it does not change but at its end.
     */
    void onLeader(long term, boolean leads) {
        if (leads) {
            onEntriesOf(term);
        }
        release.onLeader(term, leads);
    }

    /**
     * An entry is committed; they come in order, and what is committed already comes without a pause: then not each of them is
     * worth a turn.
     */
    void onCommitted(EntryId id) throws IOException {
        feed.open();
        feed.onCommitted(id);
        if (!feed.hasMoreCommitted(id.index()) || id.index() % COMMITTED_AT_ONCE_MAX == 0) {
            release.drain();
        }
    }

    /**
     * Brings every instance to the state in the file, and waits for it, but not for one that has ended, or that the node's end
     * leaves behind.
     *
     * @param id the last entry that the file covers
     * @return where they are now
     * @throws IOException if the file cannot be read, or somebody has ended; names both
     */
    Progress restore(Path file, SnapshotFile.Identity identity, EntryId id) throws IOException {
        instances.forEach(Instance::pause);
        List<CompletableFuture<Progress>> restored = new ArrayList<>();
        try {
            // Before the feed says what is committed now: of the outcomes that wait, nobody knows.
            await(release.suspend(), release::isEnded, "the release thread");
            feed.restart(id);
            for (Instance instance : instances) {
                restored.add(instance.replaceState(replica -> {
                    SnapshotFile.read(file, identity, replica::restoreSnapshot);
                    return null;
                }));
            }
            Progress first = awaitRestored(restored, 0);
            for (int ordinal = 1; ordinal < restored.size(); ordinal++) {
                Progress other = awaitRestored(restored, ordinal);
                if (!other.equals(first)) {
                    throw new IOException("instances differ after restoring one snapshot: file=" + file + ", first="
                            + first + ", other=" + other);
                }
            }
            await(release.restart(first), release::isEnded, "the release thread");
            instances.forEach(Instance::trustRestored);
            instances.forEach(Instance::resume);
            return first;
        } catch (ExecutionException e) {
            throw new IOException("a snapshot cannot be restored: file=" + file + ", " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while restoring a snapshot: file=" + file, e);
        }
    }

    private Progress awaitRestored(List<CompletableFuture<Progress>> restored, int ordinal)
            throws ExecutionException, InterruptedException {
        Instance instance = instances.get(ordinal);
        return await(restored.get(ordinal), instance::isEnded, "instance=" + instance);
    }

    /** Waits for an answer of somebody who gives none once {@code isEnded}. */
    private static <T> T await(CompletableFuture<T> answer, BooleanSupplier isEnded, Object whose)
            throws ExecutionException, InterruptedException {
        while (true) {
            boolean wasEnded = isEnded.getAsBoolean(); // before: it may have answered at last
            try {
                return answer.get(CHECK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (wasEnded) {
                    throw new ExecutionException(new IllegalStateException(
                            "it has ended, or the node is being closed, and it does not answer any more: " + whose));
                }
            }
        }
    }

    /** Whether some instance can be relied on. */
    boolean isFit() {
        return instances.stream().anyMatch(Instance::isTrusted);
    }

    /** Up to which index this node has executed what is in its log, by its most advanced trusted instance. */
    long executedOfLog() {
        long most = 0;
        for (Instance instance : instances) {
            if (instance.isTrusted()) {
                most = Math.max(
                        most,
                        feed.executedOfLog(
                                instance.ordinal(), () -> instance.progress().index()));
            }
        }
        return most;
    }

    /** The newest entry that a trusted instance has executed; of an earlier term it may have been cut since. */
    EntryId executed() {
        EntryId newest = EntryId.NONE;
        for (Instance instance : instances) {
            Progress progress = instance.progress();
            if (instance.isTrusted() && progress.index() > newest.index()) {
                newest = new EntryId(progress.term(), progress.index());
            }
        }
        return newest;
    }

    /** The instance that has executed most, of those that are trusted; if none is, of all. */
    Instance mostAdvanced() {
        Instance most = null;
        for (Instance instance : instances) {
            boolean isAhead = most == null
                    || instance.isTrusted() && !most.isTrusted()
                    || instance.isTrusted() == most.isTrusted()
                            && instance.progress().position() > most.progress().position();
            if (isAhead) {
                most = instance;
            }
        }
        return Objects.requireNonNull(most, "a node has instances");
    }

    /** The trusted instance that is waited for least: not the most advanced one, but of the others that furthest behind. */
    Instance leastAdvanced() {
        Instance most = mostAdvanced();
        return instances.stream()
                .filter(instance -> instance != most && instance.isTrusted())
                .min(Comparator.comparingLong(instance -> instance.progress().position()))
                .orElse(most);
    }

    List<Instance> instances() {
        return instances;
    }

    EntryFeed feed() {
        return feed;
    }

    StreamAgent stream() {
        return stream;
    }

    ReleaseAgent release() {
        return release;
    }

    DivergenceAlarm alarm() {
        return alarm;
    }

    @Override
    public void onProgress(Instance instance) {
        boolean isIdle = instance.progress().index() >= feed.lastIndex();
        boolean isTold = isIdle || instance.progress().index() % TOLD_EVERY == 0;
        if (isTold) {
            onProgress.accept(instance.progress()); // first: a leader waits for it
        }
        if (isIdle) {
            release.drain(); // nothing else to do for this thread
        } else if (release.isLeader() || instance.outcomes().size() > Instance.OUTCOMES_WAITING_MAX / 2) {
            release.signal();
        }
        for (Instance other : instances) {
            if (other.isHeldBack()) {
                other.signal();
            }
        }
    }

    @Override
    public void onReturned(Instance instance, long index) {
        LOG.info(
                "the log was cut, an instance has returned: instance={}, cutBehind={}, resumesAt={}",
                instance,
                index,
                instance.progress().index());
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
        // What the leader released has left, and must not be contradicted by one that takes over.
        release.distrust(instance.ordinal(), QuarantineReason.DISAGREED);
        stream.onMismatch(mismatch.sequence(), mismatch.leaderChainDigest());
    }
}
