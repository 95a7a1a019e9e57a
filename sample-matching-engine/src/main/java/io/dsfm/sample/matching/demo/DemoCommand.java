package io.dsfm.sample.matching.demo;

import io.dsfm.ratis.cli.CommandException;
import io.dsfm.ratis.cli.ExitCode;
import io.dsfm.ratis.cluster.ClusterException;
import io.dsfm.ratis.config.NodeConfig.Release;
import io.dsfm.sample.matching.MatchingApplication;
import io.dsfm.sample.matching.demo.fault.FaultKind;
import io.dsfm.sample.matching.demo.fault.FaultSchedule;
import io.dsfm.sample.matching.demo.report.DemoReport;
import io.dsfm.sample.matching.demo.report.HtmlReport;
import io.dsfm.sample.matching.demo.report.JsonReport;
import io.dsfm.sample.matching.demo.report.Progress;
import io.dsfm.sample.matching.demo.report.Style;
import io.dsfm.sample.matching.demo.report.TerminalReport;
import io.dsfm.statemachine.StateMachine;
import io.dsfm.statemachine.StateMachineProvider;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code dsfm demo}: one run, and its reports.
 *
 * <p>Threading: the main thread.
 */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Runs a group of real processes under a flow of orders, kills the primary, and checks every result.",
            "Three nodes are started on this machine with their data on disk. Half way through the flow the primary's"
                    + " process is killed with SIGKILL, and started again later. At the end, everything that came back"
                    + " is checked against a model outside of the group: one result for each order, in order, without"
                    + " gaps, byte for byte what a fresh engine gives, and all nodes in the same state.",
            "The exit code is 0 if all of that holds, and 1 if anything does not."
        })
final class DemoCommand implements Callable<Integer> {

    /** The variant that the model runs: the one that is the specification to read. */
    private static final String MODEL_VARIANT = "tree";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--orders",
            paramLabel = "N",
            description = "Submit so many orders, 1 to 10000000 (default: " + DemoOptions.DEFAULT_ORDERS
                    + ", or all of --flow).")
    private @Nullable Long orders;

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "2500",
            description = "So many a second; 0: as fast as it goes (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Option(
            names = "--flow",
            paramLabel = "FILE",
            description =
                    "Submit the orders of a LOBSTER message file; without the file with the book beside it, the book starts"
                            + " empty.")
    private @Nullable Path flow;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Seed of the generated flow (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--resting",
            paramLabel = "N",
            description =
                    "Have the generated flow first place so many of the --orders, 1 to 1000000, about which then rest all"
                            + " the time (default: the books start empty, and fill up to some 10000).")
    private @Nullable Integer resting;

    @Option(
            names = "--heap",
            paramLabel = "MB",
            defaultValue = "512",
            description = "The largest heap of each node in megabytes, 128 to 65536 (default: ${DEFAULT-VALUE}).")
    private int heapMegabytes;

    @Option(
            names = "--nodes",
            paramLabel = "N",
            defaultValue = "3",
            description = "Start so many nodes, 1 to 9 (default: ${DEFAULT-VALUE}).")
    private int nodes;

    @Option(
            names = "--variants",
            paramLabel = "V",
            split = ",",
            description =
                    "What each node runs, such as tree,ladder,tree+ladder: an element for each node, used over again"
                            + " if there are fewer; '+' joins variants that run side by side"
                            + " (default: tree+ladder,ladder,tree).")
    private List<String> variants = new ArrayList<>();

    @Option(
            names = "--clients",
            paramLabel = "C",
            defaultValue = "1",
            description = "Submit through so many clients, each the commands of its own orders, 1 to 1024 (default:"
                    + " ${DEFAULT-VALUE}).")
    private int clients;

    @Option(
            names = "--client-kills",
            paramLabel = "K",
            defaultValue = "0",
            description =
                    "Run the first client in a process of its own, and kill it with SIGKILL so many times, evenly over"
                            + " the flow, with orders under way; it is started again under the same id, learns what"
                            + " had been executed, and submits the rest again; the load waits for it (default:"
                            + " ${DEFAULT-VALUE}).")
    private int clientKills;

    @Option(
            names = "--kills",
            paramLabel = "K",
            description = "Strike the primary so many times, evenly over the flow (default: 1, or 0 with fewer than 3"
                    + " nodes).")
    private @Nullable Integer kills;

    @Option(
            names = "--fault",
            paramLabel = "FAULT",
            defaultValue = "kill",
            description = "How to strike it: kill (SIGKILL, started again later) or stop (SIGSTOP for five seconds)"
                    + " (default: ${DEFAULT-VALUE}).")
    private String fault;

    @Option(
            names = "--ratis-kills",
            paramLabel = "K",
            description =
                    "Afterwards, kill the leader of a plain Ratis group with the same election timeouts so many times"
                            + " under the same rate, to compare (default: as --kills, at most 10; 0 if that is 1).")
    private @Nullable Integer ratisKills;

    @Option(
            names = "--release",
            paramLabel = "LEVEL",
            defaultValue = "committed",
            description = "When results leave: committed, covered (held and executed by a majority), or local"
                    + " (provisional; each is settled later) (default: ${DEFAULT-VALUE}).")
    private String release;

    @Option(names = "--report", paramLabel = "FILE", description = "Write the report as JSON.")
    private @Nullable Path report;

    @Option(names = "--html", paramLabel = "FILE", description = "Write the report as a page with plots.")
    private @Nullable Path html;

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            description =
                    "Keep data, configurations and logs of the nodes there; a directory that is empty or not there"
                            + " (default: a temporary one, kept only on failure).")
    private @Nullable Path keep;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    DemoCommand() {}

    @Override
    public Integer call() throws Exception {
        Map<String, Supplier<StateMachine>> known = knownVariants();
        DemoOptions options;
        DemoFlow orderFlow;
        FaultSchedule schedule;
        FaultSchedule clientSchedule;
        Workplace workplace;
        try {
            requireWritable("--report", report);
            requireWritable("--html", html);
            int strikes = kills == null ? DemoOptions.defaultKills(nodes) : kills;
            FaultKind kind = FaultKind.parse(fault);
            options = new DemoOptions(
                    orders,
                    rate,
                    flow,
                    seed,
                    resting,
                    DemoOptions.variants(nodes, variants, known.keySet()),
                    heapMegabytes,
                    clients,
                    clientKills,
                    strikes,
                    kind,
                    ratisKills == null ? DemoOptions.defaultRatisKills(strikes, kind) : ratisKills,
                    Release.parse(release),
                    keep);
            orderFlow = DemoFlow.of(options);
            schedule = new FaultSchedule(orderFlow.count(), options.kills());
            clientSchedule = new FaultSchedule(orderFlow.count(), options.clientKills());
            workplace = Workplace.open(keep);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        // around all that is done on the way out too: once it is closed, an interrupted process ends
        try (Interruption interruption = Interruption.install()) {
            try {
                return run(options, orderFlow, schedule, clientSchedule, workplace, known.get(MODEL_VARIANT))
                        .code();
            } catch (InterruptedException | ClusterException e) {
                if (e instanceof InterruptedException || interruption.isUnderWay()) {
                    return abandon(workplace).code();
                }
                throw new CommandException(
                        ExitCode.FAILED, e.getMessage() + "\nkept for inspection: " + workplace.directory(), e);
            }
        }
    }

    private ExitCode run(
            DemoOptions options,
            DemoFlow orderFlow,
            FaultSchedule schedule,
            FaultSchedule clientSchedule,
            Workplace workplace,
            Supplier<StateMachine> model)
            throws IOException, InterruptedException {
        PrintWriter out = Terminal.output();
        Style style = new Style(Terminal.coloured());
        Progress progress = new Progress(out, Terminal.present(), style);
        try {
            DemoReport result = new Demo(
                            options, orderFlow, schedule, clientSchedule, workplace.directory(), model, progress)
                    .run();
            if (result.passed() && options.ratisKills() > 0) {
                result = result.withRatisTakeovers(
                        RatisTakeover.measure(options, workplace.directory().resolve("plain"), progress));
            }
            write(result);
            out.print(TerminalReport.format(result, style));
            if (result.passed()) {
                workplace.discard();
            }
            if (keep != null || !result.passed()) {
                out.println("data, configurations and logs: " + workplace.directory());
            }
            out.flush();
            return result.passed() ? ExitCode.OK : ExitCode.FAILED;
        } finally {
            progress.clear();
        }
    }

    /** Said here and now: nobody may get to say it once the process may end. */
    private ExitCode abandon(Workplace workplace) {
        String left = "";
        try {
            workplace.discard();
        } catch (IOException e) {
            left = "; left behind: " + workplace.directory();
        }
        PrintWriter err = spec.commandLine().getErr();
        err.println("dsfm demo: interrupted; nothing was judged" + left);
        err.flush();
        return ExitCode.FAILED;
    }

    private void write(DemoReport result) throws IOException {
        if (report != null) {
            Files.writeString(report, JsonReport.format(result));
        }
        if (html != null) {
            Files.writeString(html, HtmlReport.format(result));
        }
    }

    /** Told before the run rather than after it. */
    private static void requireWritable(String option, @Nullable Path file) {
        if (file != null) {
            Path parent = file.toAbsolutePath().getParent();
            if (Files.isDirectory(file) || parent == null || !Files.isWritable(parent)) {
                throw new IllegalArgumentException(
                        "invalid value: " + option + "=" + file + ", accepted: a file in a directory that is there");
            }
        }
    }

    private static Map<String, Supplier<StateMachine>> knownVariants() {
        Map<String, Supplier<StateMachine>> known = new TreeMap<>();
        for (StateMachineProvider provider : ServiceLoader.load(StateMachineProvider.class)) {
            if (provider.application().equals(MatchingApplication.NAME)) {
                known.put(provider.variant(), provider::create);
            }
        }
        return known;
    }
}
