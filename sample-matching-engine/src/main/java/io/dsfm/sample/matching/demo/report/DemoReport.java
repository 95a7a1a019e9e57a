package io.dsfm.sample.matching.demo.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run of the demo, as it is written to JSON: the names here are the names there.
 *
 * @param checks what was checked; its fields are at the top of the JSON
 * @param takeoverMillis for each fault, from just after the signal to the first result of an order submitted after it
 * @param ratisTakeoverMillis the same of plain Ratis with the same election timeouts, measured after the run on the same
 *     machine under the same rate; empty if it was not measured
 * @param latencyMicros of all orders, from when they were due to their results
 * @param throughputPerSecond results over the time from the first order due to the last result
 * @param wins outputs that came first in their node, by variant, over all nodes and their restarts
 * @param instances each instance as it was at the end
 * @param memory each node's heap as it was at the end
 * @param faults what was done to nodes, in order
 * @param deaths nodes that died and were not meant to, in words
 * @param findings what is wrong, in words; empty if nothing is
 * @param run what was run, and where
 * @param percentiles the distribution of latency
 * @param timeline the run in short intervals
 */
@JsonPropertyOrder({"passed", "checks"})
public record DemoReport(
        @JsonUnwrapped Checks checks,
        List<Double> takeoverMillis,
        List<Double> ratisTakeoverMillis,
        LatencyMicros latencyMicros,
        double throughputPerSecond,
        Map<String, Long> wins,
        List<InstanceLine> instances,
        List<MemoryLine> memory,
        List<FaultLine> faults,
        List<String> deaths,
        List<String> findings,
        RunLine run,
        List<PercentilePoint> percentiles,
        Timeline timeline) {

    /** Whether everything is as it must be. */
    @JsonProperty("passed")
    public boolean passed() {
        return checks.passed() && findings.isEmpty();
    }

    /** The same with what plain Ratis took. */
    public DemoReport withRatisTakeovers(List<Double> millis) {
        return new DemoReport(
                checks,
                takeoverMillis,
                List.copyOf(millis),
                latencyMicros,
                throughputPerSecond,
                wins,
                instances,
                memory,
                faults,
                deaths,
                findings,
                run,
                percentiles,
                timeline);
    }

    /**
     * What was checked.
     *
     * @param orders orders submitted
     * @param acknowledged orders with a result
     * @param lost orders without
     * @param duplicated results too many
     * @param contradicted results that differ from the model's
     * @param gaps sequences that no result has
     * @param reordered results that came before one of an order submitted earlier
     * @param reversed results whose index or timestamp goes backwards
     * @param digestsEqual whether all instances of all nodes have the same digest after the last result's sequence
     */
    public record Checks(
            long orders,
            long acknowledged,
            long lost,
            long duplicated,
            long contradicted,
            long gaps,
            long reordered,
            long reversed,
            boolean digestsEqual) {

        boolean passed() {
            return digestsEqual
                    && lost == 0
                    && duplicated == 0
                    && contradicted == 0
                    && gaps == 0
                    && reordered == 0
                    && reversed == 0;
        }
    }

    /** Latency by percentile, in microseconds. */
    public record LatencyMicros(long p50, long p90, long p99, long p999, long max) {}

    /** {@code percentile} per cent of the orders took no longer than {@code micros}. */
    public record PercentilePoint(double percentile, long micros) {}

    /**
     * An instance at the end.
     *
     * @param sequence of the last input executed
     * @param digest of the state after it, in hexadecimal digits
     * @param wins outputs that came first, since the node's last start
     * @param duplicates outputs that came later, since then
     * @param leadP50Micros by how much its first outputs came before the next instance's
     */
    public record InstanceLine(
            String node,
            int ordinal,
            String variant,
            long sequence,
            String digest,
            long wins,
            long duplicates,
            double leadP50Micros,
            double leadP99Micros) {}

    /**
     * A node's heap at the end.
     *
     * @param heapMegabytes in use, what nobody needs any more included
     * @param heapMaxMegabytes at most
     * @param collections since the node's last start
     * @param collectionMillis how long they took together
     * @param fullCollections those of the whole heap with everything stopped
     */
    public record MemoryLine(
            String node,
            long heapMegabytes,
            long heapMaxMegabytes,
            long collections,
            long collectionMillis,
            long fullCollections) {}

    /**
     * A fault.
     *
     * @param signal what was sent to the process
     * @param node the primary that it hit
     * @param atSeconds when, from the start of the load
     * @param recoveryMillis from the signal until the node was back and had caught up
     */
    public record FaultLine(
            String signal, String node, double atSeconds, double takeoverMillis, double recoveryMillis) {}

    /**
     * What was run, and where.
     *
     * @param rate orders a second, 0 for as fast as it goes
     * @param flow where the orders come from
     * @param seed of a generated flow
     * @param nodes the variants of each node, by its id
     * @param clients how many clients submitted
     * @param clientKills how often the process of the first was killed, and came back under the same id
     * @param release when results left
     * @param revoked results that had left as provisional, were revoked, and had another take their place
     * @param loadSeconds how long the load took
     * @param totalSeconds how long all took, from the start of the nodes to the end of the checks
     * @param startedAt in ISO 8601
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RunLine(
            double rate,
            String flow,
            @Nullable Long seed,
            Map<String, List<String>> nodes,
            int clients,
            int clientKills,
            int kills,
            String release,
            long revoked,
            int window,
            double loadSeconds,
            double totalSeconds,
            String startedAt,
            String machine,
            String java) {}

    /** The run in intervals of equal length. */
    public record Timeline(long intervalMillis, List<TimelinePoint> points) {}

    /**
     * One interval.
     *
     * @param seconds when it starts, from the start of the load
     * @param answered results that came in it
     * @param p50Micros median latency of the orders due in it; null if none was
     * @param p99Micros their 99th percentile
     * @param maxMicros the highest
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record TimelinePoint(
            double seconds,
            long answered,
            @Nullable Long p50Micros,
            @Nullable Long p99Micros,
            @Nullable Long maxMicros) {}
}
