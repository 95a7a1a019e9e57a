package io.dsfm.sample.matching.bench;

import io.dsfm.ratis.bench.Baseline;
import io.dsfm.ratis.bench.Bench;
import io.dsfm.ratis.bench.BenchException;
import io.dsfm.ratis.bench.BenchOptions;
import io.dsfm.ratis.bench.BenchReport;
import io.dsfm.ratis.bench.EntryBounds;
import io.dsfm.ratis.bench.InputFlow;
import io.dsfm.ratis.bench.PlainSettings;
import io.dsfm.ratis.bench.PlainTransport;
import io.dsfm.ratis.bench.Schedule;
import io.dsfm.ratis.bench.Subject;
import io.dsfm.ratis.cli.CommandException;
import io.dsfm.ratis.cli.ExitCode;
import io.dsfm.ratis.cluster.ClusterException;
import io.dsfm.ratis.config.SizeText;
import io.dsfm.sample.matching.flow.GeneratedFlow;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
            "Measures a group against plain Apache Ratis with the same application.",
            "Both run on this machine, as many processes each with their data on disk, and get the same inputs in turns:"
                    + " one in flight, a full window, and at fixed rates, where latency counts from the time at which an"
                    + " input was to be sent. Plain Ratis applies each input at commit and is used through its own"
                    + " client. All answers are checked. Both sides' figures are printed, and their ratios, pair of"
                    + " rounds by pair of rounds.",
            "Of --payload, --clients, --nodes, --variants, --entries-in-flight, --entry-inputs and --entry-bytes several"
                    + " values may be given, joined by ',': the first of each make the first run, and each further value"
                    + " is a run with all else as in the first. Each level, each durability and each kind of plain Ratis"
                    + " has all these runs.",
            "The exit code is 0 if it was measured, however it came out. A run takes about four minutes by default."
        })
final class BenchCommand implements Callable<Integer> {

    private static final String SATURATION = "saturation";

    @Spec
    private CommandSpec spec;

    @Option(names = "--quick", description = "About a minute; the figures are those of JVMs hardly warmed up.")
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
            description = "The full window, 2 to " + Schedule.WINDOW_MAX + " (default: ${DEFAULT-VALUE}).")
    private int window;

    @Option(
            names = "--rates",
            paramLabel = "R",
            split = ",",
            defaultValue = "500,2000",
            description =
                    "The fixed rates, in inputs a second; or " + SATURATION + ": 500, 1000, 2000, and so on, until"
                            + " a side does not sustain one (default: ${DEFAULT-VALUE}).")
    private List<String> rates = new ArrayList<>();

    @Option(
            names = "--kills",
            paramLabel = "N",
            defaultValue = "0",
            description = "In the end, kill each side's leader so often under the first of the rates, and time the"
                    + " takeovers; 0 to 100 (default: ${DEFAULT-VALUE}).")
    private int kills;

    @Option(
            names = "--payload",
            paramLabel = "BYTES",
            split = ",",
            description = "Inputs of this length, " + Subject.PAYLOAD_MIN + " to " + Subject.PAYLOAD_MAX
                    + ", for a counter that reads all of it, in place of orders for the matching engine, which are as long"
                    + " as they are.")
    private List<String> payloads = new ArrayList<>();

    @Option(
            names = "--clients",
            paramLabel = "K",
            split = ",",
            defaultValue = "1",
            description = "How many clients, with a connection and a session each, share the load by turns, 1 to "
                    + Subject.CLIENTS_MAX + " (default: ${DEFAULT-VALUE}).")
    private List<String> clients = new ArrayList<>();

    @Option(
            names = "--nodes",
            paramLabel = "N",
            split = ",",
            defaultValue = "3",
            description = "How many nodes each side has, 3 or 5 (default: ${DEFAULT-VALUE}).")
    private List<String> nodes = new ArrayList<>();

    @Option(
            names = "--transport",
            paramLabel = "T",
            defaultValue = "GRPC",
            description = "How plain Ratis's servers talk to each other: ${COMPLETION-CANDIDATES}"
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
            description =
                    "What each of the group's nodes runs, 1 to 3 instances joined by '+'; plain Ratis runs the first"
                            + " (default: ladder+tree; with --payload: words+powers, of words, powers and shifts).")
    private @Nullable String variants;

    @Option(
            names = "--durability",
            paramLabel = "D",
            split = ",",
            defaultValue = "synced",
            description = "Whether an entry of the log counts only once it is forced to disk, on both sides: synced, it"
                    + " does; relaxed, it counts once it is written to a file, and is forced later, which is Ratis's"
                    + " unsafe-flush. Relaxed is for measurements only: what has left, at committed too, may be lost with a"
                    + " machine's power, though not with its processes. Or both, each a run of its own (default:"
                    + " ${DEFAULT-VALUE}).")
    private List<String> durabilities = new ArrayList<>();

    @Option(
            names = "--entries-in-flight",
            paramLabel = "N",
            split = ",",
            description =
                    "How many entries the group's leader may have under way, limits.entries-in-flight of its nodes, "
                            + EntryBounds.IN_FLIGHT_ACCEPTED + " (default: that of nodes as they come).")
    private List<String> entriesInFlight = new ArrayList<>();

    @Option(
            names = "--entry-inputs",
            paramLabel = "N",
            split = ",",
            description = "How many inputs an entry of the group takes, limits.entry-inputs of its nodes, "
                    + EntryBounds.INPUTS_ACCEPTED + " (default: that of nodes as they come).")
    private List<String> entryInputs = new ArrayList<>();

    @Option(
            names = "--entry-bytes",
            paramLabel = "SIZE",
            split = ",",
            description = "How many bytes of inputs an entry of the group takes, limits.entry-bytes of its nodes,"
                    + " 65KiB to 32MiB (default: that of nodes as they come).")
    private List<String> entryBytes = new ArrayList<>();

    @Option(names = "--tls", description = "TLS on all links of both sides, with certificates made for the run.")
    private boolean tls;

    @Option(names = "--group-only", description = "Measure the group alone, without plain Ratis beside it.")
    private boolean groupOnly;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Seed of the inputs (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--report", paramLabel = "FILE", description = "Write the report as JSON.")
    private @Nullable Path report;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Write the report as a page with plots, which loads nothing.")
    private @Nullable Path html;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    BenchCommand() {}

    @Override
    public Integer call() throws Exception {
        List<BenchOptions> runs;
        try {
            runs = runs();
            requireWritable("report", report);
            requireWritable("html", html);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        Workplace workplace = Workplace.open();
        try {
            List<BenchReport> results = new ArrayList<>();
            for (BenchOptions options : runs) {
                tell("run " + (results.size() + 1) + " of " + runs.size());
                Path directory = workplace.directory().resolve("run-" + (results.size() + 1));
                BenchReport result =
                        Bench.run(options, client -> flow(options.subject(), client), directory, this::tell);
                results.add(result);
                Workplace.discard(directory);
                print(result.text());
                write(results);
            }
            if (results.size() > 1) {
                print(BenchReport.summary(results));
            }
            workplace.discard();
            return ExitCode.OK.code();
        } catch (BenchException | ClusterException e) {
            throw new CommandException(
                    ExitCode.FAILED, e.getMessage() + "\nkept for inspection: " + workplace.directory(), e);
        } catch (InterruptedException e) {
            workplace.discard();
            throw new CommandException(ExitCode.FAILED, "interrupted; what was measured before is reported", e);
        }
    }

    private void tell(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(line);
        err.flush();
    }

    private void print(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(text);
        out.flush();
    }

    /** After each run anew: what was measured stays if the next one fails. */
    private void write(List<BenchReport> results) throws IOException {
        if (report != null) {
            Files.writeString(report, BenchReport.json(results));
        }
        if (html != null) {
            Files.writeString(html, BenchReport.html(results));
        }
    }

    /** Of each client its own, so that no client speaks of another's orders. */
    private InputFlow flow(Subject subject, int client) {
        long own = seed + client;
        if (subject.payloadBytes() != Subject.OWN_SIZES) {
            return new Payloads(own, subject.payloadBytes());
        }
        GeneratedFlow orders = new GeneratedFlow(own, Long.MAX_VALUE);
        return () -> Objects.requireNonNull(orders.next());
    }

    private List<BenchOptions> runs() {
        boolean toSaturation = rates.equals(List.of(SATURATION));
        Schedule schedule = new Schedule(
                rounds == null ? (quick ? 2 : 3) : rounds,
                duration(seconds == null ? (quick ? 1 : 4) : seconds),
                duration(warmUp == null ? (quick ? 5 : 60) : warmUp),
                window,
                toSaturation
                        ? Schedule.doublingRates()
                        : numbers("rates", rates, "from 1 to 1000000, or " + SATURATION + " alone"),
                toSaturation,
                kills);
        List<Baseline> baselines = groupOnly
                ? List.of(new Baseline(transport, PlainSettings.TUNED, false))
                : plainSettings.stream()
                        .map(settings -> new Baseline(transport, settings, true))
                        .toList();
        return new Plan(
                        numbers("payload", payloads, "from " + Subject.PAYLOAD_MIN + " to " + Subject.PAYLOAD_MAX),
                        numbers("clients", clients, "from 1 to " + Subject.CLIENTS_MAX),
                        numbers("nodes", nodes, "3 or 5"),
                        variants,
                        new Plan.Entries(
                                numbers("entries-in-flight", entriesInFlight, "from " + EntryBounds.IN_FLIGHT_ACCEPTED),
                                numbers("entry-inputs", entryInputs, "from " + EntryBounds.INPUTS_ACCEPTED),
                                sizes("entry-bytes", entryBytes, EntryBounds.BYTES_ACCEPTED)),
                        release,
                        durabilities,
                        baselines)
                .runs(schedule).stream()
                        .map(options -> tls ? options.withTls() : options)
                        .toList();
    }

    private static List<Integer> numbers(String name, List<String> texts, String accepted) {
        List<Integer> numbers = new ArrayList<>();
        for (String text : texts) {
            try {
                numbers.add(Integer.parseInt(text));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "invalid value: " + name + "=" + text + ", accepted: whole numbers " + accepted, e);
            }
        }
        return numbers;
    }

    private static List<Integer> sizes(String name, List<String> texts, String accepted) {
        List<Integer> sizes = new ArrayList<>();
        for (String text : texts) {
            long size = SizeText.parse(text);
            if (size < 0 || size > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("invalid value: " + name + "=" + text + ", accepted: " + accepted);
            }
            sizes.add((int) size);
        }
        return sizes;
    }

    private static Duration duration(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1e3));
    }

    /** Told before the run rather than after it. */
    private static void requireWritable(String name, @Nullable Path file) {
        if (file != null) {
            Path parent = file.toAbsolutePath().getParent();
            if (Files.isDirectory(file) || parent == null || !Files.isWritable(parent)) {
                throw new IllegalArgumentException(
                        "invalid value: --" + name + "=" + file + ", accepted: a file in a directory that is there");
            }
        }
    }
}
