package io.dsfm.ratis.node;

import io.dsfm.ratis.core.CheckpointMismatch;
import io.dsfm.ratis.core.Input;
import io.dsfm.ratis.core.InputBatch;
import io.dsfm.ratis.core.Outcome;
import io.dsfm.ratis.core.Replica;
import io.dsfm.statemachine.StateMachineProvider;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;
import org.agrona.concurrent.OneToOneConcurrentArrayQueue;

/**
 * One running copy of a variant, with its own thread: executes the batches it is fed and the tasks given in between, in
 * the order in which they come, and passes the outcomes on to the release thread.
 *
 * <p>Threading: {@link #run} is the one thread that touches the replica; {@link #feed} is called by one thread, that
 * which applies the log; {@link #execute} by any; {@link #outcomes} is polled by the release thread.
 *
 * <p>Failure: whatever the state machine throws at an input stops the node.
 */
final class Instance implements Runnable {

    /** How many outcomes may wait for the release thread. */
    static final int OUTCOMES_WAITING_MAX = 8_192;
    /** How many timers may fire for one request to fire them. */
    static final int TIMERS_FIRED_MAX = 256;
    /** How many batches and tasks may wait, whatever their size. */
    private static final int WORK_WAITING_MAX = 65_536;

    private static final long IDLE_NANOS = 1_000_000_000L;
    private static final long FULL_NANOS = 50_000L;

    /** Something to do with the replica between two batches. */
    @FunctionalInterface
    interface Task<T> {
        /** Runs on the instance's thread. */
        T run(Replica replica) throws Exception;
    }

    private final int ordinal;
    private final StateMachineProvider provider;
    private final Replica replica;
    private final int queuedInputsMax;
    private final InstanceListener listener;
    private final Fatal fatal;
    private final Wake wake = new Wake();
    private final ManyToOneConcurrentArrayQueue<Object> work = new ManyToOneConcurrentArrayQueue<>(WORK_WAITING_MAX);
    private final OneToOneConcurrentArrayQueue<Outcome> outcomes =
            new OneToOneConcurrentArrayQueue<>(OUTCOMES_WAITING_MAX);
    private final AtomicInteger queuedInputs = new AtomicInteger();
    private final Thread thread;
    private volatile Progress progress;
    private volatile boolean isStopped;

    /**
     * @param ordinal its place in the node's configuration, from 0
     * @param provider its variant
     * @param replica its state; handed over for good
     * @param queuedInputsMax how many inputs may wait
     * @param listener is told of outcomes and progress
     * @param fatal is told if it cannot go on
     */
    Instance(
            int ordinal,
            StateMachineProvider provider,
            Replica replica,
            int queuedInputsMax,
            InstanceListener listener,
            Fatal fatal) {
        this.ordinal = ordinal;
        this.provider = provider;
        this.replica = replica;
        this.queuedInputsMax = queuedInputsMax;
        this.listener = listener;
        this.fatal = fatal;
        this.progress = Progress.of(replica);
        this.thread = new Thread(this, "instance-" + ordinal + "-" + provider.variant());
    }

    void start() {
        thread.start();
    }

    /** Stops the thread; what is queued is dropped. */
    void stop() throws InterruptedException {
        abort();
        thread.join();
    }

    /** Lets nobody wait for this instance any more. */
    void abort() {
        isStopped = true;
        wake.signal();
    }

    /** Queues a batch; blocks while too many inputs wait. */
    void feed(InputBatch batch) {
        int weight = weight(batch);
        while (queuedInputs.get() > 0 && queuedInputs.get() + weight > queuedInputsMax && !isStopped) {
            LockSupport.parkNanos(this, FULL_NANOS);
        }
        queuedInputs.addAndGet(weight);
        while (!work.offer(batch) && !isStopped) {
            LockSupport.parkNanos(this, FULL_NANOS);
        }
        wake.signal();
    }

    /**
     * Queues a task after what is queued already.
     *
     * @return what it gives, completed on the instance's thread; fails if the task throws, or if too much is queued
     */
    <T> CompletableFuture<T> execute(Task<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Runnable runnable = () -> {
            try {
                result.complete(task.run(replica));
            } catch (Exception | Error e) {
                result.completeExceptionally(e);
            }
        };
        if (isStopped || !work.offer(runnable)) {
            result.completeExceptionally(new IllegalStateException(
                    "an instance takes no more work: instance=" + this + ", queued=" + work.size()));
        }
        wake.signal();
        return result;
    }

    @Override
    public void run() {
        try {
            while (!isStopped) {
                Object next = work.poll();
                if (next instanceof InputBatch batch) {
                    execute(batch);
                } else if (next instanceof Runnable task) {
                    task.run();
                    publish();
                } else {
                    wake.await(IDLE_NANOS);
                }
            }
        } catch (RuntimeException | Error e) {
            fatal.onFatal("an instance cannot go on: instance=" + this + ", " + e.getMessage(), e);
        }
    }

    private void execute(InputBatch batch) {
        CheckpointMismatch mismatch = replica.execute(batch, this::pass);
        queuedInputs.addAndGet(-weight(batch));
        publish();
        if (mismatch != null) {
            listener.onCheckpointMismatch(this, mismatch, batch.index());
        }
    }

    private void pass(Outcome outcome) {
        while (!outcomes.offer(outcome) && !isStopped) {
            listener.onProgress(this);
            LockSupport.parkNanos(this, FULL_NANOS);
        }
    }

    private void publish() {
        progress = Progress.of(replica);
        listener.onProgress(this);
    }

    /** How many outcomes a batch may give. */
    static int weight(InputBatch batch) {
        int weight = batch.inputs().size();
        for (Input input : batch.inputs()) {
            if (input instanceof Input.FireTimers fire) {
                weight += fire.limit();
            }
        }
        return weight;
    }

    /** Its place in the node's configuration, from 0. */
    int ordinal() {
        return ordinal;
    }

    StateMachineProvider provider() {
        return provider;
    }

    /** What waits for the release thread, in order of position. */
    OneToOneConcurrentArrayQueue<Outcome> outcomes() {
        return outcomes;
    }

    /** How far it has come. */
    Progress progress() {
        return progress;
    }

    int queuedInputs() {
        return queuedInputs.get();
    }

    @Override
    public String toString() {
        return ordinal + ":" + provider.variant();
    }
}
