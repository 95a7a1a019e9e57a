package io.dsfm.ratis.node;

import com.codahale.metrics.Counting;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.Metered;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Sampling;
import com.codahale.metrics.Snapshot;
import java.util.Map;
import java.util.function.BiConsumer;

/** Metrics as plain names and numbers: a histogram becomes several. */
final class MetricValues {

    private MetricValues() {}

    static void forEach(MetricRegistry registry, BiConsumer<String, Double> reader) {
        registry.getMetrics().forEach((name, metric) -> {
            if (metric instanceof Gauge<?> gauge && gauge.getValue() instanceof Number number) {
                reader.accept(name, number.doubleValue());
            }
            if (metric instanceof Counting counting) {
                reader.accept(name, (double) counting.getCount());
            }
            if (metric instanceof Metered metered) {
                reader.accept(name + ".perSecond", metered.getOneMinuteRate());
            }
            if (metric instanceof Sampling sampling) {
                Snapshot snapshot = sampling.getSnapshot();
                Map.of("p50", 0.5, "p99", 0.99, "max", 1.0)
                        .forEach((suffix, quantile) -> reader.accept(name + "." + suffix, snapshot.getValue(quantile)));
            }
        });
    }
}
