package io.dsfm.ratis.node;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.util.concurrent.atomic.AtomicLongArray;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * How long entries take from their append to this node's log until they are executed here, covered, and committed.
 *
 * <p>Threading: {@link #onAppended} by the thread that appends, the rest by the release thread; the metrics by any.
 */
final class HopTimes {

    private static final int ENTRIES = 4_096;
    private static final long LONGEST_NANOS = 60_000_000_000L;

    private final AtomicLongArray indices = new AtomicLongArray(ENTRIES);
    private final AtomicLongArray appendedNanos = new AtomicLongArray(ENTRIES);
    private final Hop executed = new Hop();
    private final Hop covered = new Hop();
    private final Hop committed = new Hop();

    /** One way, and up to which entry it was seen. */
    private static final class Hop {
        private final Histogram nanos = new ConcurrentHistogram(LONGEST_NANOS, 2);
        private long throughIndex;
    }

    void onAppended(long index, long nowNanos) {
        int slot = (int) (index & ENTRIES - 1);
        indices.set(slot, 0);
        appendedNanos.set(slot, nowNanos);
        indices.set(slot, index);
    }

    void onExecuted(long throughIndex, long nowNanos) {
        count(executed, throughIndex, nowNanos);
    }

    void onCovered(long throughIndex, long nowNanos) {
        count(covered, throughIndex, nowNanos);
    }

    void onCommitted(long throughIndex, long nowNanos) {
        count(committed, throughIndex, nowNanos);
    }

    private void count(Hop hop, long throughIndex, long nowNanos) {
        if (throughIndex <= hop.throughIndex) {
            return;
        }
        for (long index = Math.max(hop.throughIndex, throughIndex - ENTRIES) + 1; index <= throughIndex; index++) {
            int slot = (int) (index & ENTRIES - 1);
            long nanos = appendedNanos.get(slot);
            if (indices.get(slot) == index) {
                hop.nanos.recordValue(Math.max(0, Math.min(nowNanos - nanos, LONGEST_NANOS)));
            }
        }
        hop.throughIndex = throughIndex;
    }

    /** Registers the median and the 99th percentile of each, in microseconds. */
    void register(MetricRegistry metrics) {
        register(metrics, "executed", executed);
        register(metrics, "covered", covered);
        register(metrics, "committed", committed);
    }

    private static void register(MetricRegistry metrics, String name, Hop hop) {
        metrics.register("hop." + name + "P50Micros", (Gauge<Long>) () -> hop.nanos.getValueAtPercentile(50) / 1_000);
        metrics.register("hop." + name + "P99Micros", (Gauge<Long>) () -> hop.nanos.getValueAtPercentile(99) / 1_000);
    }
}
