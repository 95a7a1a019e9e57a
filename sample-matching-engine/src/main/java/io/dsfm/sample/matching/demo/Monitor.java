package io.dsfm.sample.matching.demo;

import io.dsfm.ratis.cluster.LocalCluster;
import io.dsfm.ratis.cluster.NodeProcess;
import io.dsfm.ratis.proto.InstanceStatus;
import io.dsfm.ratis.proto.Status;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Asks all nodes twice a second how they are: for the progress line, and to know what a node had counted before it was
 * killed. Nothing is judged by it.
 *
 * <p>Threading: asks on a thread of its own; any thread reads.
 */
final class Monitor implements AutoCloseable {

    private static final long PERIOD_MILLIS = 500;

    private final LocalCluster cluster;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(Monitor::daemon);

    /** The newest count of each instance of each process. */
    private final Map<InstanceKey, Wins> wins = new ConcurrentHashMap<>();

    private volatile String primary = "-";

    /** One instance in one process: a node that was started again counts anew. */
    private record InstanceKey(String node, long pid, int ordinal) {}

    private record Wins(String variant, long count) {}

    Monitor(LocalCluster cluster) {
        this.cluster = cluster;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it ends with the timer
    void start() {
        timer.scheduleWithFixedDelay(this::ask, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The id of the primary, as far as known. */
    String primary() {
        return primary;
    }

    void ask() {
        Map<NodeProcess, Status> statuses = cluster.statuses();
        primary = LocalCluster.primary(statuses).map(NodeProcess::id).orElse("-");
        statuses.forEach((node, status) -> {
            for (InstanceStatus instance : status.getInstancesList()) {
                wins.put(
                        new InstanceKey(node.id(), node.pid(), instance.getOrdinal()),
                        new Wins(instance.getVariant(), instance.getWins()));
            }
        });
    }

    /** How often each variant's output came first in its node, over all nodes and all their processes. */
    Map<String, Long> winsByVariant() {
        Map<String, Long> sums = new TreeMap<>();
        wins.values().forEach(instance -> sums.merge(instance.variant(), instance.count(), Long::sum));
        return sums;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "demo-monitor");
        thread.setDaemon(true);
        return thread;
    }
}
