package io.dsfm.sample.matching.bench;

import io.dsfm.ratis.bench.Bench;
import io.dsfm.ratis.bench.BenchException;
import io.dsfm.ratis.bench.BenchOptions;
import io.dsfm.ratis.bench.BenchReport;
import io.dsfm.ratis.bench.InputFlow;
import io.dsfm.ratis.bench.PlainSettings;
import io.dsfm.ratis.bench.PlainTransport;
import io.dsfm.ratis.cli.CommandException;
import io.dsfm.ratis.cli.ExitCode;
import io.dsfm.ratis.cluster.ClusterException;
import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.sample.matching.MatchingApplication;
import io.dsfm.sample.matching.flow.GeneratedFlow;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code dsfm bench}: one run, and its report.
 *
 * <p>Threading: the main thread.
 */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measures a group of three nodes against plain Apache Ratis with the same engine.",
            "Both run on this machine, three processes each with their data on disk, and get the same orders in turns:"
                    + " one in flight, a full window, and at fixed rates, where latency counts from the time at which an"
                    + " order was to be sent. Plain Ratis applies each order at commit and is used through its own"
                    + " client. All answers are checked. Both sides' figures are printed, and their ratios, pair of"
                    + " rounds by pair of rounds.",
            "The exit code is 0 if it was measured, however it came out. A run takes about four minutes."
        })
final class BenchCommand implements Callable<Integer> {

    private static final int NODES = 3;

    @Spec
    private CommandSpec spec;

    @Option(names = "--quick", description = "Less than a minute; the figures are those of JVMs hardly warmed up.")
    private boolean quick;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Give each load to each side so many times, 1 to 100 (default: 3; quick: 2).")
    private @Nullable Integer rounds;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "For so long each time, 0.1 to 600 (default: 4; quick: 1).")
    private @Nullable Double seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "S",
            description = "Warm up each side for so long, 0 to 600 (default: 60; quick: 5).")
    private @Nullable Double warmUp;

    @Option(
            names = "--window",
            paramLabel = "N",
            defaultValue = "256",
            description = "The full window, 2 to " + BenchOptions.WINDOW_MAX + " (default: ${DEFAULT-VALUE}).")
    private int window;

    @Option(
            names = "--rates",
            paramLabel = "R",
            split = ",",
            defaultValue = "500,2000",
            description = "The fixed rates, in orders a second (default: ${DEFAULT-VALUE}).")
    private List<Integer> rates = new ArrayList<>();

    @Option(
            names = "--transport",
            paramLabel = "T",
            defaultValue = "GRPC",
            description = "How servers talk to each other, on both sides: ${COMPLETION-CANDIDATES}"
                    + " (default: ${DEFAULT-VALUE}).")
    private PlainTransport transport;

    @Option(
            names = "--plain-settings",
            paramLabel = "S",
            split = ",",
            defaultValue = "TUNED",
            description = "What plain Ratis is told: TUNED, the settings that the group's nodes give to Ratis;"
                    + " DEFAULT, Ratis as it comes; or both (default: ${DEFAULT-VALUE}).")
    private List<PlainSettings> plainSettings = new ArrayList<>();

    @Option(
            names = "--release",
            paramLabel = "LEVEL",
            split = ",",
            defaultValue = "committed",
            description = "When the group's results leave: committed, covered, local, or several of them; each is a run"
                    + " of its own, with plain Ratis beside it (default: ${DEFAULT-VALUE}).")
    private List<String> release = new ArrayList<>();

    @Option(
            names = "--variants",
            paramLabel = "V",
            defaultValue = "ladder+tree",
            description = "What each of the group's nodes runs, joined by '+'; plain Ratis runs the first"
                    + " (default: ${DEFAULT-VALUE}).")
    private String variants;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Seed of the orders (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--report", paramLabel = "FILE", description = "Write the report as JSON.")
    private @Nullable Path report;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    BenchCommand() {}

    @Override
    public Integer call() throws Exception {
        List<BenchOptions> runs;
        try {
            runs = runs();
            requireWritable(report);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Workplace workplace = Workplace.open();
        try {
            List<BenchReport> results = new ArrayList<>();
            for (BenchOptions options : runs) {
                Path directory = workplace.directory().resolve("run-" + (results.size() + 1));
                BenchReport result = Bench.run(options, this::flow, directory, line -> {
                    err.println(line);
                    err.flush();
                });
                results.add(result);
                out.println(result.text());
                out.flush();
                if (report != null) {
                    Files.writeString(report, BenchReport.json(results));
                }
            }
            if (results.size() > 1) {
                out.print(BenchReport.summary(results));
                out.flush();
            }
            workplace.discard();
            return ExitCode.OK.code();
        } catch (BenchException | ClusterException e) {
            throw new CommandException(
                    ExitCode.FAILED, e.getMessage() + "\nkept for inspection: " + workplace.directory(), e);
        } catch (InterruptedException e) {
            workplace.discard();
            throw new CommandException(ExitCode.FAILED, "interrupted; nothing was measured", e);
        }
    }

    private InputFlow flow() {
        GeneratedFlow orders = new GeneratedFlow(seed, Long.MAX_VALUE);
        return () -> Objects.requireNonNull(orders.next());
    }

    private List<BenchOptions> runs() {
        List<String> running = List.of(variants.split("\\+", -1));
        for (String variant : running) {
            if (!Variants.known().contains(variant)) {
                throw new IllegalArgumentException("invalid value: variants=" + variants + ", accepted: one or more of "
                        + String.join(", ", Variants.known()) + ", joined by '+'");
            }
        }
        List<BenchOptions> runs = new ArrayList<>();
        for (String level : release) {
            for (PlainSettings settings : plainSettings) {
                runs.add(new BenchOptions(
                        MatchingApplication.NAME,
                        Collections.nCopies(NODES, running),
                        NodeConfig.Release.parse(level),
                        transport,
                        settings,
                        rounds == null ? (quick ? 2 : 3) : rounds,
                        duration(seconds == null ? (quick ? 1 : 4) : seconds),
                        duration(warmUp == null ? (quick ? 5 : 60) : warmUp),
                        window,
                        rates));
            }
        }
        return runs;
    }

    private static Duration duration(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1e3));
    }

    /** Told before the run rather than after it. */
    private static void requireWritable(@Nullable Path file) {
        if (file != null) {
            Path parent = file.toAbsolutePath().getParent();
            if (Files.isDirectory(file) || parent == null || !Files.isWritable(parent)) {
                throw new IllegalArgumentException(
                        "invalid value: --report=" + file + ", accepted: a file in a directory that is there");
            }
        }
    }
}
