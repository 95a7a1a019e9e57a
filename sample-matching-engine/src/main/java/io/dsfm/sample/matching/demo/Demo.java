package io.dsfm.sample.matching.demo;

import io.dsfm.ratis.cluster.ClusterException;
import io.dsfm.ratis.cluster.ClusterOptions;
import io.dsfm.ratis.cluster.LocalCluster;
import io.dsfm.sample.matching.MatchingApplication;
import io.dsfm.sample.matching.demo.check.Verdict;
import io.dsfm.sample.matching.demo.check.Verifier;
import io.dsfm.sample.matching.demo.fault.ClientDeaths;
import io.dsfm.sample.matching.demo.fault.FaultAgent;
import io.dsfm.sample.matching.demo.fault.FaultSchedule;
import io.dsfm.sample.matching.demo.load.Gate;
import io.dsfm.sample.matching.demo.load.LoadDriver;
import io.dsfm.sample.matching.demo.remote.ClientProcess;
import io.dsfm.sample.matching.demo.report.DemoReport;
import io.dsfm.sample.matching.demo.report.DemoReport.RunLine;
import io.dsfm.sample.matching.demo.report.Progress;
import io.dsfm.statemachine.StateMachine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One run: starts the nodes, submits the flow, strikes primaries meanwhile, and judges what came back.
 *
 * <p>Threading: {@link #run} on one thread, which submits.
 *
 * <p>Failure: {@link ClusterException} if the nodes cannot be made to serve. What goes wrong once they serve is in the report.
 */
final class Demo {

    /** The clients' ids are this one and those that follow it. */
    private static final long FIRST_CLIENT_ID = 1;

    private static final int WINDOW = 4_096;
    /** Without a rate, this many orders are under way, which is what latency then depends on. */
    private static final int UNBOUNDED_WINDOW = 512;

    /** Of its share of what is then under way, so much at least a client that dies leaves behind, at most so many orders. */
    private static final int LEFT_BEHIND_DIVISOR = 2;

    private static final int MOST_LEFT_BEHIND = 16;

    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(75);

    private final DemoOptions options;
    private final DemoFlow flow;
    private final FaultSchedule schedule;
    private final FaultSchedule clientSchedule;
    private final Path directory;
    private final Supplier<StateMachine> model;
    private final Progress progress;
    private final long startNanos = System.nanoTime();
    private final Instant startedAt = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    /**
     * Prepares a run.
     *
     * @param directory an empty one, for everything that is written
     * @param model makes the engine that results are compared with
     */
    Demo(
            DemoOptions options,
            DemoFlow flow,
            FaultSchedule schedule,
            FaultSchedule clientSchedule,
            Path directory,
            Supplier<StateMachine> model,
            Progress progress) {
        this.options = options;
        this.flow = flow;
        this.schedule = schedule;
        this.clientSchedule = clientSchedule;
        this.directory = directory;
        this.model = model;
        this.progress = progress;
    }

    DemoReport run() throws IOException, InterruptedException {
        int nodes = options.variants().size();
        progress.update("starting " + (nodes == 1 ? "1 node" : nodes + " nodes"));
        ClusterOptions clusterOptions = ClusterOptions.of(MatchingApplication.NAME, directory, options.variants())
                .withHeapMegabytes(options.heapMegabytes())
                .withConfiguration(config -> config.with(options.release()));
        try (LocalCluster cluster = LocalCluster.start(clusterOptions);
                Clients clients = new Clients(directory);
                Monitor monitor = new Monitor(cluster)) {
            progress.event((nodes == 1 ? "1 node serves, a process" : nodes + " nodes serve, each a process")
                    + " of its own: " + nodeList(cluster));
            clients.connect(
                    cluster.clientAddresses(),
                    FIRST_CLIENT_ID,
                    options.clients(),
                    WINDOW,
                    DEADLINE,
                    options.clientKills() > 0);
            clients.mortal()
                    .ifPresent(process -> progress.event(
                            "client " + FIRST_CLIENT_ID + " is a process of its own too: " + process.pid()));
            return run(cluster, clients, monitor);
        }
    }

    private DemoReport run(LocalCluster cluster, Clients clients, Monitor monitor)
            throws IOException, InterruptedException {
        List<String> findings = new ArrayList<>();
        int window = options.rate() == 0 ? UNBOUNDED_WINDOW : WINDOW;
        try (FaultAgent faults = new FaultAgent(cluster, schedule, options.fault(), progress::event)) {
            Optional<ClientDeaths> deaths = clients.mortal().map(process -> deaths(clients, process, faults));
            Gate gate = deaths.<Gate>map(faults::then).orElse(faults);
            LoadDriver load = new LoadDriver(clients.traders(), gate, faults, window, options.rate());
            cluster.onDeath(faults::onDeath);
            monitor.start();
            try (LiveLine line = new LiveLine(progress, load, monitor, flow.count())) {
                submit(load, faults, findings);
            }
            deaths.ifPresent(each -> check(each, findings));
            clients.mortal().flatMap(ClientProcess::ownEnd).ifPresent(findings::add);
            if (!findings.isEmpty()) {
                clients.disconnect(); // what they still wait for would be written while it is judged
            }
            progress.update("comparing the nodes");
            clients.seal();
            Settlement settlement = Settlement.await(cluster, clients.answered());
            monitor.ask(); // once more, now that the secondaries too have counted everything
            progress.update("replaying " + clients.submitted() + " orders through a fresh engine");
            Verdict verdict = Verifier.verify(clients.journals(), model.get());
            findings.addAll(verdict.findings());
            findings.addAll(settlement.findings());
            progress.clear();
            return report(cluster, load, faults, monitor, window, verdict, settlement, findings);
        }
    }

    private ClientDeaths deaths(Clients clients, ClientProcess process, FaultAgent faults) {
        return new ClientDeaths(
                clients.traders().get(0), process, clientSchedule, faults::struckAfter, leftBehind(), progress::event);
    }

    /** What was to happen and did not has not been survived. */
    private void check(ClientDeaths deaths, List<String> findings) {
        if (deaths.struck() != options.clientKills()) {
            findings.add("the client's process was to be killed " + options.clientKills() + " times, and was "
                    + deaths.struck() + " times");
        }
    }

    private int leftBehind() {
        int share = UNBOUNDED_WINDOW / options.clients();
        return Math.max(1, Math.min(MOST_LEFT_BEHIND, share / LEFT_BEHIND_DIVISOR));
    }

    /** Whatever goes wrong here is a finding, so that what came back until then is judged nevertheless. */
    private void submit(LoadDriver load, FaultAgent faults, List<String> findings)
            throws IOException, InterruptedException {
        try (DemoFlow.OpenFlow orders = flow.open()) {
            load.run(orders, PATIENCE.toNanos());
            faults.awaitWhole();
        } catch (ClusterException e) {
            findings.add(e.getMessage());
        }
        load.failure().ifPresent(failure -> findings.add("the load ended early: " + failure));
    }

    private DemoReport report(
            LocalCluster cluster,
            LoadDriver load,
            FaultAgent faults,
            Monitor monitor,
            int window,
            Verdict verdict,
            Settlement settlement,
            List<String> findings) {
        List<String> deaths = new ArrayList<>();
        cluster.deaths().forEach(death -> (death.bySignal() ? deaths : findings).add(death.toString()));
        double loadSeconds = load.latencies().durationNanos() / 1e9;
        double activeSeconds = loadSeconds - load.heldNanos() / 1e9;
        List<DemoReport.FaultLine> faultLines =
                ReportWriter.faults(faults.faults(), load.latencies().startNanos());
        return new DemoReport(
                ReportWriter.checks(verdict, settlement.findings().isEmpty()),
                faultLines.stream().map(DemoReport.FaultLine::takeoverMillis).toList(),
                List.of(),
                ReportWriter.latency(load.latencies().total()),
                activeSeconds > 0 ? ReportWriter.rounded(verdict.acknowledged() / activeSeconds) : 0,
                monitor.winsByVariant(),
                ReportWriter.instances(settlement.statuses()),
                ReportWriter.memory(settlement.statuses()),
                faultLines,
                deaths,
                findings,
                runLine(cluster, load, window, loadSeconds),
                ReportWriter.percentiles(load.latencies().total()),
                ReportWriter.timeline(load.latencies().intervals()));
    }

    private RunLine runLine(LocalCluster cluster, LoadDriver load, int window, double loadSeconds) {
        Map<String, List<String>> nodes = new LinkedHashMap<>();
        cluster.nodes().forEach(node -> nodes.put(node.id(), node.config().variants()));
        Runtime runtime = Runtime.getRuntime();
        return new RunLine(
                options.rate(),
                flow.name(),
                options.flow() == null ? options.seed() : null,
                nodes,
                options.clients(),
                options.clientKills(),
                options.kills(),
                options.release().name().toLowerCase(Locale.ROOT),
                load.revoked(),
                window,
                ReportWriter.rounded(loadSeconds),
                ReportWriter.rounded((System.nanoTime() - startNanos) / 1e9),
                startedAt.toString(),
                runtime.availableProcessors() + " processors, " + System.getProperty("os.name") + " "
                        + System.getProperty("os.version") + ", " + System.getProperty("os.arch"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
    }

    private static String nodeList(LocalCluster cluster) {
        return String.join(
                ", ",
                cluster.nodes().stream()
                        .map(node ->
                                node.id() + " " + String.join("+", node.config().variants()))
                        .toList());
    }
}
