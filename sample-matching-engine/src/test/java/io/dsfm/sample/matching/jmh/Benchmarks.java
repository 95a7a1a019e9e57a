package io.dsfm.sample.matching.jmh;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the benchmarks with JMH's command line, and prints the results as tables with the ratios. */
public final class Benchmarks {

    private static final String[] JVM = {"-Xms4g", "-Xmx4g", "-XX:+UseG1GC"};

    private Benchmarks() {}

    /** Runs them; the arguments are JMH's. */
    public static void main(String... args) throws CommandLineOptionException, RunnerException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        CommandLineOptions given = new CommandLineOptions(args);
        ChainedOptionsBuilder options = new OptionsBuilder()
                .parent(given)
                .jvmArgsPrepend(JVM)
                .shouldFailOnError(true)
                .forks(given.getForkCount().orElse(1))
                .warmupIterations(given.getWarmupIterations().orElse(3))
                .warmupTime(given.getWarmupTime().orElse(TimeValue.seconds(1)))
                .measurementIterations(given.getMeasurementIterations().orElse(3))
                .measurementTime(given.getMeasurementTime().orElse(TimeValue.seconds(2)))
                .addProfiler(AllocationProfiler.class)
                .addProfiler(MedianProfiler.class);
        if (given.getIncludes().isEmpty()) {
            options.include(Benchmarks.class.getPackageName());
        }
        double before = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        Collection<RunResult> results = new Runner(options.build()).run();
        out.print(new ResultTables(results).format());
        out.printf(
                Locale.ROOT,
                "%nJVM %s, %d processors, load %.1f before and %.1f after%n",
                System.getProperty("java.vm.version"),
                Runtime.getRuntime().availableProcessors(),
                before,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }
}
