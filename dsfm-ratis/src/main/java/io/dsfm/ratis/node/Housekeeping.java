package io.dsfm.ratis.node;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a node does now and then so that it stays fit: has instances rebuilt that were quarantined, from a snapshot that a
 * healthy one has made behind what they are unsound by; gives a snapshot its name that has waited for that; and hands the
 * leadership over when no instance of its own can be relied on. Once a day it looks whether its certificate expires soon.
 *
 * <p>Threading: one thread; nothing blocks.
 */
final class Housekeeping implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long DAY_NANOS = TimeUnit.DAYS.toNanos(1);

    private final Execution execution;
    private final SnapshotStore store;
    private final Snapshots snapshots;
    private final Supplier<Leadership> leadership;
    private final Runnable daily;
    private final LongSupplier nanoClock;
    private long daysNanos;
    private long handedOverNanos;
    private int handOvers;
    private volatile boolean isSnapshotAsked;

    Housekeeping(
            Execution execution,
            SnapshotStore store,
            Snapshots snapshots,
            Supplier<Leadership> leadership,
            Runnable daily,
            LongSupplier nanoClock) {
        this.execution = execution;
        this.store = store;
        this.snapshots = snapshots;
        this.leadership = leadership;
        this.daily = daily;
        this.nanoClock = nanoClock;
        this.daysNanos = nanoClock.getAsLong();
        this.handedOverNanos = nanoClock.getAsLong() - RETRY_NANOS;
    }

    @Override
    public void run() {
        snapshots.publishIfCommitted();
        if (nanoClock.getAsLong() - daysNanos >= DAY_NANOS) {
            daysNanos += DAY_NANOS;
            daily.run();
        }
        for (Instance instance : execution.instances()) {
            if (instance.state() == InstanceState.STOPPED) {
                rebuild(instance);
            }
        }
        if (!execution.isFit()) {
            handOver();
        }
    }

    private void rebuild(Instance instance) {
        long neededIndex = instance.unsoundThrough();
        if (store.latestIndex() >= neededIndex) {
            instance.rebuild();
        } else if (execution.isFit() && execution.feed().committed().index() >= neededIndex && !isSnapshotAsked) {
            isSnapshotAsked = true;
            snapshots.take().whenComplete((taken, failure) -> isSnapshotAsked = false);
        }
    }

    private void handOver() {
        long nowNanos = nanoClock.getAsLong();
        if (nowNanos - handedOverNanos < RETRY_NANOS) {
            return;
        }
        List<String> successors = leadership.get().successors(TimeUnit.NANOSECONDS.toMillis(RETRY_NANOS));
        if (!successors.isEmpty()) {
            handedOverNanos = nowNanos;
            // One after the other: another may be no fitter than this one.
            String successor = successors.get(handOvers++ % successors.size());
            LOG.warn("no instance of this node can be relied on, the leadership is handed over: to={}", successor);
            leadership.get().transfer(successor).exceptionally(failure -> {
                LOG.warn("the leadership was not handed over, another will be asked: {}", failure.getMessage());
                return null;
            });
        }
    }
}
