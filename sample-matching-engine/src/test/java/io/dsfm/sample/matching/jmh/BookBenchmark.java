package io.dsfm.sample.matching.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** What one command takes. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BookBenchmark {

    /** Called by JMH. */
    public BookBenchmark() {}

    /** Executes a batch of commands. */
    @Benchmark
    @OperationsPerInvocation(Workload.BATCH)
    public long command(BookTrial trial) {
        return trial.run();
    }
}
