package io.dsfm.ratis.node;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Histogram;
import com.codahale.metrics.MetricRegistry;

/** What the input path counts: {@code input.entries}, {@code input.inputs}, {@code input.bytes} and so on. */
final class InputPathMetrics {

    private final Counter entries;
    private final Counter inputs;
    private final Counter bytes;
    private final Counter refused;
    private final Histogram inputsPerEntry;

    InputPathMetrics(MetricRegistry registry) {
        entries = registry.counter("input.entries");
        inputs = registry.counter("input.inputs");
        bytes = registry.counter("input.bytes");
        refused = registry.counter("input.refused");
        inputsPerEntry = registry.histogram("input.inputsPerEntry");
    }

    void onEntry(int inputsInEntry, int entryBytes) {
        entries.inc();
        inputs.inc(inputsInEntry);
        bytes.inc(entryBytes);
        inputsPerEntry.update(inputsInEntry);
    }

    void onRefused() {
        refused.inc();
    }
}
