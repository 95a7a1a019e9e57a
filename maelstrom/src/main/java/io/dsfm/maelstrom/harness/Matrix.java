package io.dsfm.maelstrom.harness;

import io.dsfm.maelstrom.report.RunReport;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Test after test until the time is over, a line for each, and a table.
 *
 * <p>Threading: one thread.
 */
public final class Matrix {

    private final MatrixOptions options;
    private final @Nullable Judge judge;
    private final PrintStream out;

    /**
     * What a matrix is made of.
     *
     * @param duration how long; the last test begins so that its time limit ends before
     * @param leastRuns so many tests there are even if it takes longer
     * @param timeLimit of each test
     * @param ratePerSecond of each test
     * @param faultInterval of each test
     * @param seed of the choice of tests, and of their seeds
     */
    public record MatrixOptions(
            Duration duration,
            int leastRuns,
            Duration timeLimit,
            double ratePerSecond,
            Duration faultInterval,
            long seed,
            Path binary,
            Path store) {}

    /** Runs nothing yet. */
    public Matrix(MatrixOptions options, @Nullable Judge judge, PrintStream out) {
        this.options = options;
        this.judge = judge;
        this.out = out;
    }

    /** Runs the tests; all their results. */
    public List<RunResult> run() throws IOException, InterruptedException {
        MatrixPlan plan = new MatrixPlan(options.seed());
        long start = System.nanoTime();
        List<RunResult> results = new ArrayList<>();
        long longestNanos = options.timeLimit().toNanos();
        do {
            long runStart = System.nanoTime();
            RunOptions next = plan.next(
                    options.timeLimit(),
                    options.ratePerSecond(),
                    options.faultInterval(),
                    options.binary(),
                    options.store());
            RunResult result = new BuiltinRun(next, judge).run();
            results.add(result);
            out.println(line(results.size(), System.nanoTime() - runStart, result));
            if (!result.isExpected()) {
                ResultPrinter.printFailure(out, result);
            }
            out.flush();
            writeIndex(results);
            longestNanos = Math.max(longestNanos, System.nanoTime() - runStart);
        } while (results.size() < options.leastRuns()
                || System.nanoTime() - start + longestNanos
                        <= options.duration().toNanos());
        out.println();
        out.print(ResultPrinter.table(results));
        return results;
    }

    /** After each run: what was aborted has its page too. */
    private void writeIndex(List<RunResult> results) throws IOException {
        Map<String, List<String>> runs = new LinkedHashMap<>();
        List<String> unexpected = new ArrayList<>();
        for (RunResult result : results) {
            String path = options.store().relativize(result.folder()).toString();
            runs.put(path, List.of(result.options().summary(), result.verdict()));
            if (!result.isExpected()) {
                unexpected.add(path);
            }
        }
        RunReport.writeIndex(options.store().resolve("index.html"), runs, unexpected);
    }

    private static String line(int number, long nanos, RunResult result) {
        return String.format(
                Locale.ROOT,
                "%4d  %-22s %5.1f s  %6d ops %6d ok  %s",
                number,
                result.verdict(),
                nanos / 1e9,
                result.operations(),
                result.okCounts().values().stream().mapToInt(Integer::intValue).sum(),
                result.options().summary());
    }
}
