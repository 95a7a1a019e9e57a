package io.dsfm.sample.matching.jmh;

import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Tells how many bytes the measured commands have allocated. JMH's own profiler, which reads the same counter of the JVM,
 * would add what was allocated to prepare them.
 *
 * <p>Threading: benchmarks of one thread.
 */
public final class AllocationProfiler implements InternalProfiler {

    /** The name of the result. */
    static final String LABEL = "allocated";

    private static long bytes;
    private static long commands;

    /** Called by JMH. */
    public AllocationProfiler() {}

    static void count(long moreBytes, long moreCommands) {
        bytes += moreBytes;
        commands += moreCommands;
    }

    @Override
    public String getDescription() {
        return "bytes allocated by the measured commands";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        bytes = 0;
        commands = 0;
    }

    @Override
    public List<Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        double each = commands == 0 ? 0 : (double) bytes / commands;
        return List.of(new ScalarResult(LABEL, each, "B/op", AggregationPolicy.AVG));
    }
}
