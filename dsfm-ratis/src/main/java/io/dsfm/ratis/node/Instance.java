package io.dsfm.ratis.node;

import io.dsfm.ratis.core.CheckpointMismatch;
import io.dsfm.ratis.core.InputBatch;
import io.dsfm.ratis.core.Outcome;
import io.dsfm.ratis.core.Replica;
import io.dsfm.statemachine.StateMachineProvider;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;
import org.agrona.concurrent.OneToOneConcurrentArrayQueue;

/**
 * One running copy of a variant, with its own thread: executes the log as far as it goes, returns when its tail is cut, does
 * the tasks given in between, and passes the outcomes on to the release thread.
 *
 * <p>Threading: {@link #run} is the one thread that touches the replica; {@link #execute} by any; {@link #outcomes} is
 * polled by the release thread.
 *
 * <p>Failure: whatever the state machine throws at an input stops the node.
 */
final class Instance implements Runnable {

    /** How many outcomes may wait for the release thread. */
    static final int OUTCOMES_WAITING_MAX = 8_192;
    /** How many timers may fire for one request to fire them. */
    static final int TIMERS_FIRED_MAX = 256;

    private static final int TASKS_WAITING_MAX = 65_536;
    private static final int TASKS_PER_TURN = 256;
    private static final long IDLE_NANOS = 1_000_000_000L;
    private static final long FULL_NANOS = 50_000L;

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

    /** Something to do once the replica has executed up to {@code index}, inclusive. */
    private record Waiting(long index, Runnable task) {}

    private final int ordinal;
    private final StateMachineProvider provider;
    private final ReplicaStore store;
    private final EntryFeed feed;
    private final LeadLimit leadLimit;
    private final InstanceListener listener;
    private final Fatal fatal;
    private final Wake wake = new Wake();
    private final ManyToOneConcurrentArrayQueue<Waiting> tasks = new ManyToOneConcurrentArrayQueue<>(TASKS_WAITING_MAX);
    private final OneToOneConcurrentArrayQueue<Object> outcomes =
            new OneToOneConcurrentArrayQueue<>(OUTCOMES_WAITING_MAX);
    /** Taken from the queue, and not yet due. */
    private final ArrayDeque<Waiting> notDue = new ArrayDeque<>();

    private final Thread thread;
    private Replica replica;
    private volatile Progress progress;
    private volatile boolean isStopped;
    private volatile boolean isHeldBack;
    private volatile boolean isPaused;
    private volatile boolean isTrusted = true;

    /** Where an instance gets its state from when it has to start anew. */
    interface ReplicaStore {

        /** A replica in the initial state. */
        Replica create();

        /** A replica in the state of the newest snapshot that does not go beyond {@code index}, or in the initial state. */
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
     * @param fatal is told if it cannot go on
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
    }

    void start() {
        thread.start();
    }

    /** Stops the thread; what waits is dropped. */
    void stop() throws InterruptedException {
        abort();
        thread.join();
    }

    /** Lets nobody wait for this instance any more. */
    void abort() {
        isStopped = true;
        wake.signal();
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
        if (isStopped || !tasks.offer(new Waiting(index, runnable))) {
            result.completeExceptionally(new IllegalStateException(
                    "an instance takes no more work: instance=" + this + ", waiting=" + tasks.size()));
        }
        wake.signal();
        return result;
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
            fatal.onFatal("an instance cannot go on: instance=" + this + ", " + e.getMessage(), e);
        }
    }

    private boolean doTasks() {
        int done = 0;
        while (!notDue.isEmpty() && notDue.peek().index() <= replica.lastIndex()) {
            notDue.poll().task().run();
            done++;
        }
        Waiting next;
        while (done < TASKS_PER_TURN && (next = tasks.poll()) != null) {
            if (next.index() > replica.lastIndex()) {
                notDue.add(next);
            } else {
                next.task().run();
                done++;
            }
        }
        if (done > 0) {
            publish();
        }
        return done > 0;
    }

    private boolean doEntry() throws IOException {
        if (isPaused) {
            return false;
        }
        isHeldBack = leadLimit.mustWait(ordinal, replica.position());
        EntryFeed.Next next = isHeldBack ? feed.cutSince(ordinal) : feed.next(ordinal, replica.lastIndex());
        if (next.returnTo() != EntryFeed.NOT_CUT) {
            returnTo(next.returnTo(), next.epoch());
            return true;
        }
        InputBatch batch = next.batch();
        if (batch == null) {
            return false;
        }
        long committedIndex = feed.committed().index();
        replica.forgetBefore(committedIndex);
        if (batch.index() > committedIndex) {
            replica.mark();
        }
        CheckpointMismatch mismatch = replica.execute(batch, this::pass);
        publish();
        if (mismatch != null) {
            listener.onCheckpointMismatch(this, mismatch, batch.index());
        }
        return true;
    }

    private void returnTo(long index, long epoch) throws IOException {
        if (replica.canRevertTo(index)) {
            replica.revertTo(index);
        } else {
            replica = store.restore(index);
        }
        pass(new Returned(epoch, replica.position()));
        publish();
        listener.onReturned(this, index);
    }

    private void pass(Object outcome) {
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

    /** What waits for the release thread: each an {@link Outcome}, in order of position, or a {@link Returned}. */
    OneToOneConcurrentArrayQueue<Object> outcomes() {
        return outcomes;
    }

    /** What it gives is not to be relied on any more. */
    void distrust() {
        isTrusted = false;
    }

    /** Whether what it gives can be relied on, as far as is known. */
    boolean isTrusted() {
        return isTrusted;
    }

    /** Whether it waits for another instance to come nearer. */
    boolean isHeldBack() {
        return isHeldBack;
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
