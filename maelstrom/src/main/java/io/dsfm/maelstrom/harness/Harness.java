package io.dsfm.maelstrom.harness;

import io.dsfm.maelstrom.harness.fault.FaultKind;
import io.dsfm.maelstrom.harness.net.Latency;
import io.dsfm.maelstrom.harness.net.NetworkOptions;
import io.dsfm.maelstrom.harness.operation.Workloads;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line of the harness. */
@Command(
        name = "maelstrom/run --builtin",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = "Tests the consistency of a group of dsfm-node processes, without Maelstrom.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every verdict is the expected one",
            "1:at least one is not; its folder is named",
            "2:the command line is wrong",
            "3:something outside the test went wrong, such as a full disk"
        })
public final class Harness implements Callable<Integer> {

    private static final int EXIT_UNEXPECTED = 1;
    private static final int EXIT_OUTSIDE = 3;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "WORKLOAD",
            description = "echo, unique-ids, broadcast, g-set, g-counter, pn-counter, lin-kv, txn-list-append,"
                    + " txn-rw-register or kafka; or all: many tests, see --minutes")
    private String workload = "";

    @Option(names = "--minutes", defaultValue = "20", description = "all: for how long (default: ${DEFAULT-VALUE})")
    private double minutes;

    @Option(names = "--node-count", defaultValue = "3", description = "nodes, 1 to 9 (default: ${DEFAULT-VALUE})")
    private int nodeCount;

    @Option(names = "--concurrency", description = "clients (default: twice the nodes)")
    private @Nullable Integer concurrency;

    @Option(
            names = "--rate",
            defaultValue = "50",
            description = "operations per second, all clients together (default: ${DEFAULT-VALUE})")
    private double rate;

    @Option(
            names = "--time-limit",
            defaultValue = "15",
            description = "seconds of operations and faults in each test (default: ${DEFAULT-VALUE})")
    private double timeLimit;

    @Option(names = "--latency", defaultValue = "0", description = "mean, ms (default: ${DEFAULT-VALUE})")
    private double latency;

    @Option(
            names = "--latency-dist",
            defaultValue = "constant",
            description = "constant, uniform or exponential (default: ${DEFAULT-VALUE})")
    private String latencyShape = "";

    @Option(names = "--loss", defaultValue = "0", description = "probability, 0 to 1 (default: ${DEFAULT-VALUE})")
    private double loss;

    @Option(
            names = "--duplication",
            defaultValue = "0",
            description = "probability that a message comes twice (default: ${DEFAULT-VALUE})")
    private double duplication;

    @Option(
            names = "--reordering",
            defaultValue = "0",
            description = "probability that a message is overtaken (default: ${DEFAULT-VALUE})")
    private double reordering;

    @Option(
            names = "--nemesis",
            defaultValue = "none",
            description = "list of partition, kill, power, pause, clock, restart-all, power-all; or none"
                    + " (default: ${DEFAULT-VALUE})")
    private String nemesis = "";

    @Option(
            names = "--nemesis-interval",
            defaultValue = "3",
            description = "seconds between strike and mending, and to the next (default: ${DEFAULT-VALUE})")
    private double nemesisInterval;

    @Option(
            names = "--release",
            defaultValue = "committed",
            description = "committed, covered or local (default: ${DEFAULT-VALUE})")
    private String release = "";

    @Option(
            names = "--min-ok",
            defaultValue = "" + RunOptions.DEFAULT_MINIMUM_OK,
            description = "so many of each function must succeed (default: ${DEFAULT-VALUE})")
    private int minimumOk;

    @Option(names = "--seed", description = "of all that is random (default: from the clock, and printed)")
    private @Nullable Long seed;

    @Option(
            names = "--bin",
            defaultValue = "${sys:dsfm.maelstrom.bin:-maelstrom/dsfm-node}",
            description = "the node (default: ${DEFAULT-VALUE})")
    private Path binary = Path.of("");

    @Option(
            names = "--store",
            defaultValue = "${sys:dsfm.maelstrom.store:-maelstrom/store/builtin}",
            description = "where folders of runs are made (default: ${DEFAULT-VALUE})")
    private Path store = Path.of("");

    @Option(names = "--no-check", description = "only record histories (default: they are checked)")
    private boolean isUnchecked;

    private final PrintStream out;

    private Harness(PrintStream out) {
        this.out = out;
    }

    /** Runs the command line and ends the process. */
    public static void main(String[] arguments) {
        System.exit(execute(System.out, arguments));
    }

    /** Runs the command line; the exit code. */
    static int execute(PrintStream out, String... arguments) {
        return new CommandLine(new Harness(out))
                .setExecutionExceptionHandler((e, command, result) -> {
                    command.getErr().println("harness: " + e);
                    return EXIT_OUTSIDE;
                })
                .execute(arguments);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try {
            return workload.equals("all") ? runMatrix() : runOne();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(commandLine(), e.getMessage());
        }
    }

    private CommandLine commandLine() {
        if (spec == null) {
            throw new IllegalStateException("not made by picocli");
        }
        return spec.commandLine();
    }

    private int runMatrix() throws IOException, InterruptedException {
        requireBinary();
        long startSeed = startSeed();
        out.println("seed of the matrix: " + startSeed);
        Matrix.MatrixOptions options = new Matrix.MatrixOptions(
                seconds("minutes", minutes * 60),
                1,
                seconds("time-limit", timeLimit),
                rate,
                seconds("nemesis-interval", nemesisInterval),
                startSeed,
                binary,
                store);
        List<RunResult> results = new Matrix(options, judge(), out).run();
        return results.stream().allMatch(RunResult::isExpected) ? 0 : EXIT_UNEXPECTED;
    }

    private int runOne() throws IOException, InterruptedException {
        if (!Workloads.NAMES.contains(workload)) {
            throw new IllegalArgumentException(
                    "unknown workload: name=" + workload + ", accepted: all, " + String.join(", ", Workloads.NAMES));
        }
        RunOptions options = new RunOptions(
                workload,
                nodeCount,
                concurrency == null ? 2 * nodeCount : concurrency,
                rate,
                seconds("time-limit", timeLimit),
                new NetworkOptions(new Latency(shape(), latency), loss, duplication, reordering),
                FaultKind.parseAll(nemesis),
                seconds("nemesis-interval", nemesisInterval),
                release,
                startSeed(),
                minimumOk,
                binary,
                store);
        requireBinary();
        out.println(options.summary() + ", seed " + options.seed());
        RunResult result = new BuiltinRun(options, judge()).run();
        out.println(result.verdict() + ": " + result.operations() + " operations, ok=" + result.okCounts() + ", faults="
                + result.faults() + ", folder=" + result.folder());
        if (!result.isExpected()) {
            ResultPrinter.printFailure(out, result);
            return EXIT_UNEXPECTED;
        }
        return 0;
    }

    private @Nullable Judge judge() {
        if (isUnchecked) {
            return null;
        }
        return ServiceLoader.load(Judge.class)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no checkers on the class path; --no-check only records histories"));
    }

    private long startSeed() {
        return seed == null ? System.currentTimeMillis() % 1_000_000_000 : seed;
    }

    private void requireBinary() {
        if (!Files.isExecutable(binary)) {
            throw new IllegalArgumentException(
                    "no program: bin=" + binary.toAbsolutePath() + ", accepted: an executable file");
        }
    }

    private Latency.Shape shape() {
        for (Latency.Shape shape : Latency.Shape.values()) {
            if (shape.name().toLowerCase(Locale.ROOT).equals(latencyShape)) {
                return shape;
            }
        }
        throw new IllegalArgumentException(
                "unknown distribution: latency-dist=" + latencyShape + ", accepted: constant, uniform, exponential");
    }

    private static Duration seconds(String name, double seconds) {
        if (!(seconds > 0 && seconds < 1e7)) {
            throw new IllegalArgumentException(
                    "invalid value: " + name + "=" + seconds + " s, accepted: above 0 s, below 1e7 s");
        }
        return Duration.ofMillis((long) (seconds * 1000));
    }
}
