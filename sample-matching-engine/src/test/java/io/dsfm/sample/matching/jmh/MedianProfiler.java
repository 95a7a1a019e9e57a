package io.dsfm.sample.matching.jmh;

import java.util.Arrays;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Tells what a command takes by the median over the batches of an iteration. A batch takes some microseconds and is over
 * before anything else gets the processor, or is one of the few that are not: unlike the mean that JMH gives, the median
 * hardly depends on what else the machine does.
 *
 * <p>Threading: benchmarks of one thread.
 */
public final class MedianProfiler implements InternalProfiler {

    /** The name of the result. */
    static final String LABEL = "median";

    /** The most batches of an iteration that are taken in. */
    private static final int MOST = 1 << 20;

    private static final long[] NANOS = new long[MOST];
    private static int batches;

    /** Called by JMH. */
    public MedianProfiler() {}

    static void batch(long nanos) {
        if (batches < MOST) {
            NANOS[batches++] = nanos;
        }
    }

    @Override
    public String getDescription() {
        return "median over the batches";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        batches = 0;
    }

    @Override
    public List<Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        Arrays.sort(NANOS, 0, batches);
        double each = batches == 0 ? 0 : (double) NANOS[batches / 2] / Workload.BATCH;
        return List.of(new ScalarResult(LABEL, each, "ns/op", AggregationPolicy.AVG));
    }
}
