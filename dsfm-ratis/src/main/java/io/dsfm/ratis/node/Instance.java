package io.dsfm.ratis.node;

import io.dsfm.ratis.core.CheckpointMismatch;
import io.dsfm.ratis.core.ExecutionException;
import io.dsfm.ratis.core.InputBatch;
import io.dsfm.ratis.core.Outcome;
import io.dsfm.ratis.core.QuarantineReason;
import io.dsfm.ratis.core.Replica;
import io.dsfm.statemachine.StateMachineProvider;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.OneToOneConcurrentArrayQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running copy of a variant, with its own thread: executes the log as far as it goes, returns when its tail is cut, does
 * the tasks given in between, and passes the outcomes on to the release thread.
 *
 * <p>Threading: {@link #run} is the one thread that touches the replica; {@link #execute} by any; {@link #outcomes} is
 * polled by the release thread, which also decides whether the instance is trusted.
 *
 * <p>Failure: an instance whose state machine throws stops, and says so among its outcomes; {@link #rebuild} starts it anew.
 */
final class Instance implements Runnable {

    /** How many outcomes may wait for the release thread. */
    static final int OUTCOMES_WAITING_MAX = 8_192;
    /** How many timers may fire for one request to fire them. */
    static final int TIMERS_FIRED_MAX = 256;

    private static final Logger LOG = LoggerFactory.getLogger(Instance.class);
    private static final long IDLE_NANOS = 1_000_000_000L;
    private static final long FULL_NANOS = 50_000L;
    /** An instance that is in its state machine for longer when the node stops is left to itself. */
    private static final long STOP_MILLIS = 10_000;

    /** Something to do with the replica between two batches. */
    @FunctionalInterface
    interface Task<T> {
        /** Runs on the instance's thread. */
        T run(Replica replica) throws Exception;
    }

    /**
     * Among the outcomes: the log was cut, and those that follow are of the log as it was at {@code epoch} or later; the
     * first has the position after {@code position}.
     */
    record Returned(long epoch, long position) {}

    /** Among the outcomes: the instance was rebuilt; those that follow are as after {@link Returned}. */
    record Rebuilt(long epoch, long position) {}

    /** Among the outcomes: the instance has stopped, and no more will follow until it is rebuilt. */
    record Failed(QuarantineReason reason) {}

    private final int ordinal;
    private final StateMachineProvider provider;
    private final ReplicaStore store;
    private final EntryFeed feed;
    private final LeadLimit leadLimit;
    private final InstanceListener listener;
    private final Fatal fatal;
    private final Wake wake = new Wake();
    private final TaskQueue tasks = new TaskQueue();
    private final OneToOneConcurrentArrayQueue<Object> outcomes =
            new OneToOneConcurrentArrayQueue<>(OUTCOMES_WAITING_MAX);
    private final AtomicReference<InstanceState> state = new AtomicReference<>(InstanceState.TRUSTED);

    private final Thread thread;
    private Replica replica;
    private volatile Progress progress;
    private volatile boolean isStopped;
    private volatile boolean isHeldBack;
    private volatile boolean isPaused;
    private volatile boolean isRebuildAsked;
    private volatile boolean isAtTask;
    /** While it is stopped: a state after this index or a later one, made by another, is sound. */
    private volatile long unsoundThrough;

    /** Where an instance gets its state from when it has to start anew. */
    interface ReplicaStore {

        /** A replica in the initial state. */
        Replica create();

        /**
         * A replica in the state of the newest snapshot that does not go beyond {@code index}, or in the initial state if
         * there is none.
         */
        Replica restore(long index) throws IOException;
    }

    /** How far an instance may be ahead of the others of its node. */
    interface LeadLimit {

        /** Whether the instance at {@code position} has to wait for another. */
        boolean mustWait(int ordinal, long position);
    }

    /**
     * @param ordinal its place in the node's configuration, from 0, and among the feed's readers
     * @param provider its variant
     * @param store makes and restores its state
     * @param feed the log
     * @param leadLimit holds it back when it is too far ahead
     * @param listener is told of outcomes and progress
     * @param fatal is told if the node cannot go on
     */
    Instance(
            int ordinal,
            StateMachineProvider provider,
            ReplicaStore store,
            EntryFeed feed,
            LeadLimit leadLimit,
            InstanceListener listener,
            Fatal fatal) {
        this.ordinal = ordinal;
        this.provider = provider;
        this.store = store;
        this.feed = feed;
        this.leadLimit = leadLimit;
        this.listener = listener;
        this.fatal = fatal;
        this.replica = store.create();
        this.progress = Progress.of(replica);
        this.thread = new Thread(this, "instance-" + ordinal + "-" + provider.variant());
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Stops the thread; what waits is dropped. A state machine that does not come back is left behind. */
    void stop() throws InterruptedException {
        abort();
        thread.join(STOP_MILLIS);
        if (thread.isAlive()) {
            LOG.warn("an instance does not stop, it is left behind: instance={}", this);
        }
    }

    /** Lets nobody wait for this instance any more. */
    void abort() {
        isStopped = true;
        wake.signal();
    }

    /** Whether nobody is to wait for it: its thread has ended, or is being stopped. */
    boolean isEnded() {
        return isStopped;
    }

    /** There may be something to do. */
    void signal() {
        wake.signal();
    }

    /** From now on does tasks only, but for the entry that it may be at. */
    void pause() {
        isPaused = true;
    }

    /** Executes entries again. */
    void resume() {
        isPaused = false;
        wake.signal();
    }

    /** Does the task soon; as {@link #execute(long, Task)}. */
    <T> CompletableFuture<T> execute(Task<T> task) {
        return execute(0, task);
    }

    /**
     * Does the task once the entries up to {@code index}, inclusive, are executed.
     *
     * @return what it gives, completed on the instance's thread; fails if the task throws, or if too much waits
     */
    <T> CompletableFuture<T> execute(long index, Task<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Runnable runnable = () -> {
            try {
                result.complete(task.run(replica));
            } catch (Exception | Error e) {
                result.completeExceptionally(e);
            }
        };
        if (isStopped || !tasks.offer(index, runnable)) {
            result.completeExceptionally(new IllegalStateException(
                    "an instance takes no more work: instance=" + this + ", waiting=" + tasks.size()));
        }
        wake.signal();
        return result;
    }

    /** Puts another state in place of this instance's, on its thread; to be called while it is paused. */
    CompletableFuture<Progress> replaceState(Task<@Nullable Void> restore) {
        return execute(old -> {
            replica = store.create();
            restore.run(replica);
            return Progress.of(replica);
        });
    }

    @Override
    public void run() {
        try {
            while (!isStopped) {
                boolean isBusy = doTasks();
                isBusy |= doEntry();
                if (!isBusy) {
                    wake.await(IDLE_NANOS);
                }
            }
        } catch (IOException | RuntimeException | Error e) {
            isStopped = true; // before: whoever waits for it is not to wait for what this sets going
            fatal.onFatal("an instance cannot go on: instance=" + this + ", " + e.getMessage(), e);
        }
    }

    private boolean doTasks() {
        if (tasks.isEmpty()) {
            return false;
        }
        isAtTask = true;
        boolean isBusy = tasks.run(replica.lastIndex());
        isAtTask = false;
        if (isBusy) {
            publish();
        }
        return isBusy;
    }

    private boolean doEntry() throws IOException {
        if (isPaused) {
            return false;
        }
        if (state.get() == InstanceState.QUARANTINED) {
            unsoundThrough = replica.lastIndex();
            state.set(InstanceState.STOPPED);
        }
        if (state.get() == InstanceState.STOPPED) {
            return isRebuildAsked && startAnew();
        }
        if (state.get() == InstanceState.REBUILDING
                && replica.lastIndex() >= feed.committed().index()) {
            offer();
        }
        isHeldBack = isTrusted() && leadLimit.mustWait(ordinal, replica.position());
        EntryFeed.Next next = isHeldBack ? feed.cutSince(ordinal) : feed.next(ordinal, replica.lastIndex());
        if (next.isPurged()) {
            fail(QuarantineReason.OVERTAKEN, 0);
            return true;
        }
        if (next.returnTo() != EntryFeed.NOT_CUT) {
            returnTo(next.returnTo(), next.epoch());
            return true;
        }
        InputBatch batch = next.batch();
        if (batch == null) {
            return false;
        }
        execute(batch);
        return true;
    }

    private void execute(InputBatch batch) {
        long committedIndex = feed.committed().index();
        replica.forgetBefore(committedIndex);
        if (batch.index() > committedIndex) {
            replica.mark();
        }
        CheckpointMismatch mismatch;
        try {
            mismatch = replica.execute(batch, this::pass);
        } catch (ExecutionException e) {
            LOG.error("an instance has stopped, its state machine throws: instance={}, {}", this, e.getMessage(), e);
            fail(QuarantineReason.THREW, batch.index());
            return;
        }
        publish();
        if (mismatch != null && state.get() != InstanceState.REBUILDING) {
            listener.onCheckpointMismatch(this, mismatch, batch.index());
        }
    }

    private void returnTo(long index, long epoch) throws IOException {
        if (replica.canRevertTo(index)) {
            replica.revertTo(index);
        } else {
            replica = store.restore(index);
        }
        pass(new Returned(epoch, replica.position()));
        publish();
        feed.onReturned(ordinal);
        listener.onReturned(this, index);
    }

    private void fail(QuarantineReason reason, long throughIndex) {
        unsoundThrough = throughIndex;
        boolean isNews = state.getAndSet(InstanceState.STOPPED) != InstanceState.REBUILDING;
        if (isNews) {
            append(new Failed(reason));
        }
        listener.onProgress(this);
    }

    private boolean startAnew() {
        isRebuildAsked = false;
        try {
            replica = store.restore(feed.committed().index());
        } catch (IOException e) {
            // A newer snapshot may have taken its place: the next attempt finds that.
            LOG.warn("an instance was not rebuilt, it will be tried again: instance={}, {}", this, e.toString());
            return false;
        }
        state.set(InstanceState.REBUILDING);
        feed.restartReader(ordinal);
        publish();
        return true;
    }

    /** What was executed since {@link #startAnew} is committed, so no cut concerns it. */
    private void offer() {
        long epoch = feed.restartReader(ordinal);
        state.set(InstanceState.OFFERED);
        append(new Rebuilt(epoch, replica.position()));
    }

    private void pass(Object outcome) {
        if (state.get() != InstanceState.REBUILDING) {
            append(outcome);
        }
    }

    private void append(Object outcome) {
        while (!outcomes.offer(outcome) && !isStopped) {
            listener.onProgress(this);
            LockSupport.parkNanos(this, FULL_NANOS);
        }
    }

    private void publish() {
        progress = Progress.of(replica);
        listener.onProgress(this);
    }

    /** Its place in the node's configuration, from 0. */
    int ordinal() {
        return ordinal;
    }

    StateMachineProvider provider() {
        return provider;
    }

    /**
     * What waits for the release thread: each an {@link Outcome}, in order of position, or a {@link Returned}, {@link
     * Rebuilt} or {@link Failed}.
     */
    OneToOneConcurrentArrayQueue<Object> outcomes() {
        return outcomes;
    }

    /** What it gives is not to be relied on any more. Called by the release thread. */
    void distrust() {
        state.updateAndGet(
                now -> now == InstanceState.TRUSTED || now == InstanceState.OFFERED ? InstanceState.QUARANTINED : now);
        wake.signal();
    }

    /** It has been rebuilt, and can be relied on again. Called by the release thread. */
    void trust() {
        state.compareAndSet(InstanceState.OFFERED, InstanceState.TRUSTED);
    }

    /** It was put into a state that can be relied on; while it is paused. */
    void trustRestored() {
        state.set(InstanceState.TRUSTED);
    }

    /** Starts it anew from a snapshot, if it is stopped. */
    void rebuild() {
        isRebuildAsked = true;
        wake.signal();
    }

    /** Whether what it gives can be relied on, as far as is known. */
    boolean isTrusted() {
        return state.get() == InstanceState.TRUSTED;
    }

    InstanceState state() {
        return state.get();
    }

    /** While it is stopped: from a snapshot of a healthy instance at this index or above it can be rebuilt. */
    long unsoundThrough() {
        return unsoundThrough;
    }

    /** Whether it waits for another instance to come nearer. */
    boolean isHeldBack() {
        return isHeldBack;
    }

    /** Whether it does something else than executing the log just now, which may take its time. */
    boolean isAtTask() {
        return isAtTask;
    }

    /** How far it has come. */
    Progress progress() {
        return progress;
    }

    @Override
    public String toString() {
        return ordinal + ":" + provider.variant();
    }
}
