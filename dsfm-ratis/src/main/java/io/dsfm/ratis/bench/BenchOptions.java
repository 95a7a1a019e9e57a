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
 * @param hasTls whether all links have TLS, on both sides
 */
public record BenchOptions(
        Subject subject, Baseline baseline, Schedule schedule, Durability durability, boolean hasTls) {

    private static final int HEAP_MEGABYTES = 512;
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    /** One without TLS. */
    public BenchOptions(Subject subject, Baseline baseline, Schedule schedule, Durability durability) {
        this(subject, baseline, schedule, durability, false);
    }

    /**
     * The same with TLS.
     *
     * @throws IllegalArgumentException if the baseline cannot have it
     */
    public BenchOptions withTls() {
        Accepted.require(
                !baseline.isMeasured() || baseline.transport() == PlainTransport.GRPC,
                "transport",
                baseline.transport(),
                "with TLS beside plain Ratis, GRPC");
        return new BenchOptions(subject, baseline, schedule, durability, true);
    }

    /** The largest heap of each server. */
    int heapMegabytes() {
        return HEAP_MEGABYTES;
    }

    /** How long a side may take from its start until it serves. */
    Duration startTimeout() {
        return START_TIMEOUT;
    }
}
