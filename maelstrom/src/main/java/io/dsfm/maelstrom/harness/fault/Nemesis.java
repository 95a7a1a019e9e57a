package io.dsfm.maelstrom.harness.fault;

import io.dsfm.maelstrom.harness.net.Network;
import io.dsfm.maelstrom.harness.net.Partition;
import io.dsfm.maelstrom.harness.process.NodeCluster;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Strikes, waits, mends, waits, and again, until told to stop. At most one fault is there at a time, so that a majority can
 * serve except where the fault is about all nodes.
 *
 * <p>Threading: {@link #run} by one thread, {@link #stop} by any.
 */
public final class Nemesis {

    private static final int MOST_CLOCK_OFFSET_MILLIS = 300_000;
    private static final int LEAST_CLOCK_OFFSET_MILLIS = 50;

    private final NodeCluster cluster;
    private final Network network;
    private final List<String> nodes;
    private final List<FaultKind> kinds;
    private final List<Partition.Shape> shapes;
    private final long intervalNanos;
    private final Random random;
    private final FaultListener listener;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Map<FaultKind, Integer> counts = new EnumMap<>(FaultKind.class);

    /** What ends a fault. */
    @FunctionalInterface
    private interface Mending {
        void mend() throws IOException, InterruptedException;
    }

    /**
     * Does nothing yet.
     *
     * @param kinds those that may strike; none strikes if empty, nor partitions of a single node
     * @param interval between strike and mending, and from there to the next strike, on average
     */
    public Nemesis(
            NodeCluster cluster,
            Network network,
            List<String> nodes,
            List<FaultKind> kinds,
            Duration interval,
            Random random,
            FaultListener listener) {
        this.cluster = cluster;
        this.network = network;
        this.nodes = List.copyOf(nodes);
        this.shapes = Partition.shapes(nodes);
        this.kinds = kinds.stream()
                .filter(kind -> kind != FaultKind.PARTITION || !shapes.isEmpty())
                .toList();
        this.intervalNanos = interval.toNanos();
        this.random = random;
        this.listener = listener;
    }

    /** Strikes until {@link #stop}; when this returns, all is mended. */
    public void run() throws IOException, InterruptedException {
        List<FaultKind> order = new ArrayList<>();
        while (!kinds.isEmpty() && !stops()) {
            if (order.isEmpty()) {
                // Each kind before any comes again: a short run sees them all.
                order.addAll(kinds);
                Collections.shuffle(order, random);
            }
            FaultKind kind = order.remove(order.size() - 1);
            Mending mending = strike(kind);
            counts.merge(kind, 1, Integer::sum);
            if (kind != FaultKind.RESTART_ALL && kind != FaultKind.POWER_ALL) {
                stops();
            }
            mending.mend();
        }
    }

    /** Waits for an interval; whether it is over. */
    private boolean stops() throws InterruptedException {
        long waitNanos = (long) (intervalNanos * (0.5 + random.nextDouble()));
        return stopped.await(waitNanos, TimeUnit.NANOSECONDS);
    }

    /** No further fault strikes. */
    public void stop() {
        stopped.countDown();
    }

    /** How many faults of each kind there were; to be called when {@link #run} has returned. */
    public Map<FaultKind, Integer> counts() {
        return Collections.unmodifiableMap(counts);
    }

    private Mending strike(FaultKind kind) throws IOException, InterruptedException {
        return switch (kind) {
            case PARTITION -> part();
            case KILL -> kill(minority());
            case RESTART_ALL -> kill(nodes);
            case POWER -> cutPower(List.of(one()));
            case POWER_ALL -> cutPower(nodes);
            case PAUSE -> pause(minority());
            case CLOCK -> jumpClock(one());
        };
    }

    private Mending part() {
        Partition partition = Partition.of(shapes.get(random.nextInt(shapes.size())), nodes, random);
        network.part(partition);
        listener.onFault("start-partition", partition.description());
        return () -> {
            network.part(Partition.NONE);
            listener.onFault("stop-partition", "");
        };
    }

    private Mending kill(List<String> victims) throws IOException, InterruptedException {
        listener.onFault("kill", victims.toString());
        cluster.kill(victims);
        return () -> restart(victims);
    }

    private Mending cutPower(List<String> victims) throws IOException, InterruptedException {
        listener.onFault("power-cut", victims.toString());
        listener.onFault("dropped", cluster.cutPower(victims));
        return () -> restart(victims);
    }

    private void restart(List<String> victims) throws IOException, InterruptedException {
        cluster.startAll(victims);
        listener.onFault("restart", victims.toString());
    }

    private Mending pause(List<String> victims) throws IOException, InterruptedException {
        listener.onFault("pause", victims.toString());
        cluster.suspend(victims);
        return () -> {
            cluster.resume(victims);
            listener.onFault("resume", victims.toString());
        };
    }

    private Mending jumpClock(String victim) {
        long offsetMillis = clockOffsetMillis();
        listener.onFault("clock-jump", victim + " " + offsetMillis + " ms");
        cluster.setClock(victim, offsetMillis);
        return () -> {
            listener.onFault("clock-jump", victim + " 0 ms");
            cluster.setClock(victim, 0);
        };
    }

    /** Small ones as often as large ones, either way. */
    private long clockOffsetMillis() {
        double ratio = (double) MOST_CLOCK_OFFSET_MILLIS / LEAST_CLOCK_OFFSET_MILLIS;
        long offset = Math.round(LEAST_CLOCK_OFFSET_MILLIS * Math.pow(ratio, random.nextDouble()));
        return random.nextBoolean() ? offset : -offset;
    }

    private String one() {
        return nodes.get(random.nextInt(nodes.size()));
    }

    /** At least one, and fewer than half. */
    private List<String> minority() {
        List<String> order = new ArrayList<>(nodes);
        Collections.shuffle(order, random);
        int most = Math.max(1, (nodes.size() - 1) / 2);
        return List.copyOf(order.subList(0, 1 + random.nextInt(most)));
    }
}
