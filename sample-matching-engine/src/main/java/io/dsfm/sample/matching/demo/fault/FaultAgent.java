package io.dsfm.sample.matching.demo.fault;

import io.dsfm.ratis.cluster.ClusterException;
import io.dsfm.ratis.cluster.LocalCluster;
import io.dsfm.ratis.cluster.NodeDeath;
import io.dsfm.ratis.cluster.NodeProcess;
import io.dsfm.ratis.proto.InstanceStatus;
import io.dsfm.ratis.proto.Status;
import io.dsfm.sample.matching.demo.load.AnswerListener;
import io.dsfm.sample.matching.demo.load.Gate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Strikes the primary at the places of the schedule, brings it back, and measures. Before a strike it waits until all nodes
 * are whole, so that the group never loses its majority; the load is held for that long.
 *
 * <p>It also starts a node again that somebody else killed. One that ended by itself is left as it is, and nothing is struck
 * any more: that is a failure of the run.
 *
 * <p>Threading: {@link #pass} and {@link #awaitWhole} on the thread that submits, {@link #onAnswered} on the clients',
 * {@link #onDeath} on any; recoveries on threads of its own.
 */
public final class FaultAgent implements Gate, AnswerListener, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration DOWN = Duration.ofSeconds(1);
    private static final Duration STOPPED = Duration.ofSeconds(5);
    private static final Duration WORTH_TELLING = Duration.ofMillis(200);
    private static final long POLL_MILLIS = 50;

    private final LocalCluster cluster;
    private final FaultSchedule schedule;
    private final FaultKind kind;
    private final Consumer<String> events;

    private final TakeoverWatch watch = new TakeoverWatch();
    private final ExecutorService recoverers = Executors.newCachedThreadPool(FaultAgent::daemon);
    /** Guarded by this. */
    private final List<Future<?>> recoveries = new ArrayList<>();
    /** Guarded by this. */
    private final List<Fault> faults = new ArrayList<>();

    private int struck;
    private long struckAfter;
    private volatile boolean forbearing;

    /** How many results have come. */
    private final AtomicLong answered = new AtomicLong();

    /**
     * Strikes nothing yet.
     *
     * @param events hears, in words, of what is done and of how it goes on
     */
    public FaultAgent(LocalCluster cluster, FaultSchedule schedule, FaultKind kind, Consumer<String> events) {
        this.cluster = cluster;
        this.schedule = schedule;
        this.kind = kind;
        this.events = events;
    }

    @Override
    public long pass(long submitted) throws InterruptedException {
        if (forbearing || !schedule.due(struck, submitted)) {
            return 0;
        }
        long start = System.nanoTime();
        awaitWhole();
        NodeProcess primary = cluster.awaitPrimary(PATIENCE);
        long held = System.nanoTime() - start;
        if (held > WORTH_TELLING.toNanos()) {
            events.accept(String.format(Locale.ROOT, "load held for %.1f s until all nodes were whole", held / 1e9));
        }
        strike(primary, submitted);
        return held;
    }

    private void strike(NodeProcess primary, long submitted) {
        struck++;
        struckAfter = submitted;
        // before the signal, not after: the figure may be too high by the time that sending takes, never too low
        long strikeNanos = System.nanoTime();
        switch (kind) {
            case KILL -> primary.kill();
            case STOP -> primary.suspend();
        }
        CompletableFuture<Long> takeover = watch.begin(submitted, strikeNanos);
        events.accept(kind.signal() + " to " + primary.id() + " (primary) after " + submitted + " orders");
        recover(() -> recoverStruck(primary, strikeNanos, takeover));
    }

    /** After how many orders it struck last, 0 if it did not; for the thread that submits. */
    public long struckAfter() {
        return struckAfter;
    }

    @Override
    public void onAnswered(long order, long nowNanos) {
        answered.incrementAndGet();
        watch.onAnswered(order, nowNanos);
    }

    /** A node ended that was not struck. */
    public void onDeath(NodeDeath death) {
        if (!death.bySignal()) {
            forbearing = true;
            events.accept(death.toString());
            return;
        }
        events.accept(death.node() + " was killed by somebody else, exit status " + death.exitStatus());
        recover(() -> {
            NodeProcess node = cluster.node(death.node());
            node.restart();
            awaitLevel(node);
            return null;
        });
    }

    /** Waits until every node that went down is back and has caught up. */
    public void awaitWhole() throws InterruptedException {
        for (Future<?> recovery : recoveries()) {
            try {
                recovery.get();
            } catch (ExecutionException e) {
                throw new ClusterException(
                        "a node did not recover: " + e.getCause().getMessage(), e.getCause());
            }
        }
    }

    /** What was done so far and has been recovered from. */
    public synchronized List<Fault> faults() {
        return List.copyOf(faults);
    }

    @Override
    public void close() {
        recoverers.shutdownNow();
    }

    private synchronized List<Future<?>> recoveries() {
        return List.copyOf(recoveries);
    }

    private synchronized void recover(Callable<?> recovery) {
        recoveries.add(recoverers.submit(recovery));
    }

    private synchronized void add(Fault fault) {
        faults.add(fault);
    }

    private Fault recoverStruck(NodeProcess node, long strikeNanos, Future<Long> takeover)
            throws InterruptedException, ExecutionException {
        long takeoverNanos = awaitTakeover(takeover, node);
        events.accept(String.format(
                Locale.ROOT,
                "%s serves, %.1f ms after the signal",
                cluster.primary().map(NodeProcess::id).orElse("another node"),
                takeoverNanos / 1e6));
        if (kind == FaultKind.KILL) {
            TimeUnit.NANOSECONDS.sleep(DOWN.toNanos());
            node.restart();
        } else {
            TimeUnit.NANOSECONDS.sleep(strikeNanos + STOPPED.toNanos() - System.nanoTime());
            node.resume();
        }
        awaitLevel(node);
        long recoveryNanos = System.nanoTime() - strikeNanos;
        events.accept(String.format(Locale.ROOT, "%s is back and level, %.1f s after", node.id(), recoveryNanos / 1e9));
        Fault fault = new Fault(kind, node.id(), strikeNanos, takeoverNanos, recoveryNanos);
        add(fault);
        return fault;
    }

    private static long awaitTakeover(Future<Long> takeover, NodeProcess struck)
            throws InterruptedException, ExecutionException {
        try {
            return takeover.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new ClusterException("nobody took over in time: struck=" + struck.id() + ", timeout=" + PATIENCE, e);
        }
    }

    /**
     * Waits until the node has executed what is acknowledged now, and knows that it has left: as long as it is still at work on
     * the log that it found, it takes a processor from those that are to take over.
     */
    private void awaitLevel(NodeProcess node) throws InterruptedException {
        long target = answered.get();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (node.status().map(FaultAgent::reached).orElse(0L) < target) {
            if (System.nanoTime() - deadline > 0) {
                throw new ClusterException("a node does not catch up: node=" + node.id() + ", sequence=" + target
                        + ", timeout=" + PATIENCE + "\n" + node.logTail());
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private static long reached(Status status) {
        long executed = status.getInstancesList().stream()
                .mapToLong(InstanceStatus::getSequence)
                .min()
                .orElse(0);
        return Math.min(executed, status.getReleasedSequence());
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "demo-recovery");
        thread.setDaemon(true);
        return thread;
    }
}
