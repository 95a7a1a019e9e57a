package io.dsfm.ratis.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

final class JvmMetricsTest {

    private final MetricRegistry metrics = new MetricRegistry();

    @Test
    void tellsFullCollectionsFromOthers() {
        Assumptions.assumeTrue(
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .anyMatch(bean -> bean.getName().equals("G1 Old Generation")
                                || bean.getName().equals("MarkSweepCompact")),
                "skipped: the JVM's collector is neither G1 nor the serial one");
        JvmMetrics.register(metrics);
        Map<String, Double> before = read();

        System.gc();

        Map<String, Double> after = read();
        assertThat(after.get("jvm.fullCollections")).isGreaterThan(before.get("jvm.fullCollections"));
        assertThat(after.get("jvm.collections")).isGreaterThanOrEqualTo(after.get("jvm.fullCollections"));
        assertThat(after.get("jvm.heapUsedBytes")).isPositive().isLessThan(after.get("jvm.heapMaxBytes"));
    }

    private Map<String, Double> read() {
        Map<String, Double> values = new HashMap<>();
        MetricValues.forEach(metrics, values::put);
        return values;
    }
}
