package io.dsfm.ratis.node;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * What a node's JVM does with its heap, as the management beans of the process tell it:
 *
 * <ul>
 *   <li>{@code jvm.heapUsedBytes} with what nobody needs any more, {@code jvm.heapMaxBytes};
 *   <li>{@code jvm.collections}, {@code jvm.collectionMillis}: all of them since the process was started, and their time added up;
 *   <li>{@code jvm.fullCollections}: those of the whole heap with everything stopped. Collectors that have none by design, such
 *       as ZGC and Shenandoah, count as 0.
 * </ul>
 */
final class JvmMetrics {

    /** Where G1, the serial and the parallel collector count what they do when nothing else helps. */
    private static final Set<String> FULL = Set.of("G1 Old Generation", "MarkSweepCompact", "PS MarkSweep");

    private JvmMetrics() {}

    static void register(MetricRegistry metrics) {
        List<GarbageCollectorMXBean> all = ManagementFactory.getGarbageCollectorMXBeans();
        List<GarbageCollectorMXBean> full =
                all.stream().filter(bean -> FULL.contains(bean.getName())).toList();
        metrics.register("jvm.heapUsedBytes", (Gauge<Long>)
                () -> ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        metrics.register("jvm.heapMaxBytes", (Gauge<Long>)
                () -> ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getMax());
        metrics.register("jvm.collections", (Gauge<Long>) () -> sum(all, GarbageCollectorMXBean::getCollectionCount));
        metrics.register(
                "jvm.collectionMillis", (Gauge<Long>) () -> sum(all, GarbageCollectorMXBean::getCollectionTime));
        metrics.register(
                "jvm.fullCollections", (Gauge<Long>) () -> sum(full, GarbageCollectorMXBean::getCollectionCount));
    }

    /** A bean that does not know gives -1. */
    private static long sum(List<GarbageCollectorMXBean> beans, ToLongFunction<GarbageCollectorMXBean> value) {
        return beans.stream()
                .mapToLong(bean -> Math.max(0, value.applyAsLong(bean)))
                .sum();
    }
}
