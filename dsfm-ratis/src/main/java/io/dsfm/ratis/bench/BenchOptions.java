package io.dsfm.ratis.bench;

import io.dsfm.ratis.node.Durability;
import java.time.Duration;

/**
 * One run: what is measured, beside what, and how.
 *
 * @param subject the group
 * @param baseline plain Ratis
 * @param schedule the loads
 * @param durability whether the logs of both are forced to disk before entries count
 */
public record BenchOptions(Subject subject, Baseline baseline, Schedule schedule, Durability durability) {

    private static final int HEAP_MEGABYTES = 512;
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    /** The largest heap of each server. */
    int heapMegabytes() {
        return HEAP_MEGABYTES;
    }

    /** How long a side may take from its start until it serves. */
    Duration startTimeout() {
        return START_TIMEOUT;
    }
}
