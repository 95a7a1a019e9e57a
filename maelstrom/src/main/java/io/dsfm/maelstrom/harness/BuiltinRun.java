package io.dsfm.maelstrom.harness;

import com.fasterxml.jackson.databind.node.TextNode;
import io.dsfm.maelstrom.harness.fault.FaultKind;
import io.dsfm.maelstrom.harness.fault.Nemesis;
import io.dsfm.maelstrom.harness.net.Network;
import io.dsfm.maelstrom.harness.net.NetworkCounts;
import io.dsfm.maelstrom.harness.net.RpcClient;
import io.dsfm.maelstrom.harness.net.RpcException;
import io.dsfm.maelstrom.harness.operation.NodeRpc;
import io.dsfm.maelstrom.harness.operation.Workload;
import io.dsfm.maelstrom.harness.operation.Workloads;
import io.dsfm.maelstrom.harness.process.ClusterOptions;
import io.dsfm.maelstrom.harness.process.NodeCluster;
import io.dsfm.maelstrom.history.HistoryEvent;
import io.dsfm.maelstrom.report.RunReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One test of a group: starts it, has clients and nemesis work on it for the time limit, mends everything, has each client
 * look a last time, ends the nodes, and has the history judged. All that is left is in one folder.
 *
 * <p>Threading: one thread calls {@link #run}, once.
 */
public final class BuiltinRun {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration RECOVERY_TIMEOUT = Duration.ofSeconds(90);
    private static final long WATCH_MILLIS = 100;
    private static final String LOCAL = "local";

    private final RunOptions options;
    private final @Nullable Judge judge;
    private final List<String> problems = new ArrayList<>();
    private Map<FaultKind, Integer> faults = Map.of();
    private NetworkCounts messages = new NetworkCounts(0, 0, 0, 0, 0, 0, 0);

    /**
     * Starts nothing yet.
     *
     * @param judge null if the history is only to be recorded
     */
    public BuiltinRun(RunOptions options, @Nullable Judge judge) {
        this.options = options;
        this.judge = judge;
    }

    /**
     * Runs the test.
     *
     * @throws IOException if the run's folder cannot be written
     */
    public RunResult run() throws IOException, InterruptedException {
        Path folder = RunFolder.create(options);
        List<HistoryEvent> events;
        Map<String, Integer> okCounts;
        int operations;
        try (HistoryRecorder history = new HistoryRecorder(folder.resolve("history.jsonl"))) {
            play(folder, history);
            events = history.events();
            okCounts = history.okCounts();
            operations = history.operations();
        }
        Judge.@Nullable Judgement judgement = judge(events, folder);
        RunResult.Outcome outcome = outcome(judgement, okCounts);
        String explanation = explanation(outcome, judgement, okCounts);
        RunResult result = new RunResult(
                options,
                outcome,
                explanation,
                folder,
                okCounts,
                operations,
                faults,
                messages,
                judgement != null && judgement.isCutTail());
        RunFolder.finish(result);
        report(result, judgement == null ? List.of() : judgement.findings(), events);
        return result;
    }

    /** A checker that cannot cope must not take the run's history with it. */
    private Judge.@Nullable Judgement judge(List<HistoryEvent> events, Path folder) {
        try {
            return judge == null ? null : judge.judge(options, events, folder);
        } catch (RuntimeException e) {
            problems.add("the checker failed: " + e);
            return null;
        } catch (StackOverflowError | OutOfMemoryError e) {
            return new Judge.Judgement(Judge.Outcome.UNKNOWN, "the history is too large for the checker: " + e);
        }
    }

    private static void report(RunResult result, List<String> findings, List<HistoryEvent> events) throws IOException {
        RunOptions options = result.options();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("seed", Long.toString(options.seed()));
        settings.put("clients", Integer.toString(options.concurrency()));
        settings.put("operations per second", Double.toString(options.ratePerSecond()));
        settings.put("seconds", Double.toString(options.timeLimit().toMillis() / 1000.0));
        settings.put("messages", result.messages().toString());
        settings.put("repeated by", options.repeatCommand());
        Map<String, Integer> struck = new LinkedHashMap<>();
        result.faults().forEach((kind, count) -> struck.put(kind.label(), count));
        new RunReport(
                        options.summary(),
                        result.verdict() + (result.explanation().isEmpty() ? "" : ": " + result.explanation()),
                        result.isExpected(),
                        settings,
                        struck,
                        findings,
                        options.concurrency(),
                        events)
                .write(result.folder());
    }

    private void play(Path folder, HistoryRecorder history) throws InterruptedException {
        ClusterOptions clusterOptions = new ClusterOptions(
                List.of(options.binary().toAbsolutePath().toString()),
                options.nodes(),
                Map.of("DSFM_RELEASE", options.release(), "DSFM_WORKLOAD", options.workload()),
                folder.toAbsolutePath(),
                START_TIMEOUT,
                options.faults().contains(FaultKind.POWER) || options.faults().contains(FaultKind.POWER_ALL));
        try (Network network = new Network(options.network(), options.seed());
                NodeCluster cluster = new NodeCluster(clusterOptions, network)) {
            try {
                play(network, cluster, history);
            } finally {
                messages = network.counts();
                if (network.error() != null) {
                    problems.add(0, network.error());
                }
                // A node that stood still cannot know for how long; any other can.
                if (messages.late() > 0 && !options.faults().contains(FaultKind.PAUSE)) {
                    problems.add("answers to clients that were gone, which make Maelstrom deaf to a node: number="
                            + messages.late() + ", first=" + network.firstLate());
                }
            }
        } catch (IOException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
    }

    private void play(Network network, NodeCluster cluster, HistoryRecorder history)
            throws IOException, InterruptedException {
        cluster.startAll();
        Random seeds = new Random(options.seed());
        Workload workload =
                Workloads.create(options.workload(), seeds.nextLong(), options.nodeCount(), options.concurrency());
        Duration timeout = workload.timeout(options.network().latency());
        if (!prepareNodes(network, workload)) {
            return;
        }
        Nemesis nemesis = new Nemesis(
                cluster,
                network,
                options.nodes(),
                options.faults(),
                options.faultInterval(),
                new Random(seeds.nextLong()),
                (function, description) -> history.add(
                        HistoryEvent.Type.INFO, HistoryEvent.NEMESIS, function, TextNode.valueOf(description), null));
        Pace pace = new Pace(options.ratePerSecond(), new Random(seeds.nextLong()), System.nanoTime());
        List<Worker> workers = new ArrayList<>();
        for (int thread = 0; thread < options.concurrency(); thread++) {
            String node = options.nodes().get(thread % options.nodeCount());
            workers.add(new Worker(thread, options.concurrency(), node, timeout, workload, network, history));
        }
        ExecutorService threads = Executors.newFixedThreadPool(options.concurrency() + 1);
        try {
            mainPhase(network, nemesis, workers, pace, threads);
            if (problems.isEmpty() && network.error() == null) {
                finalPhase(workers, threads);
            }
        } finally {
            threads.shutdownNow();
        }
        if (problems.isEmpty() && network.error() == null) {
            for (String stubborn : cluster.endAll()) {
                problems.add(stubborn + " did not end when its input did");
            }
        }
    }

    private boolean prepareNodes(Network network, Workload workload) throws InterruptedException {
        try (RpcClient client = new RpcClient(network)) {
            for (String node : options.nodes()) {
                workload.prepareNode(new NodeRpc(client, node, START_TIMEOUT), options.nodes());
            }
            return true;
        } catch (RpcException e) {
            problems.add("a node could not be prepared: answer=" + e.getMessage());
            return false;
        }
    }

    private void mainPhase(Network network, Nemesis nemesis, List<Worker> workers, Pace pace, ExecutorService threads)
            throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        List<Future<@Nullable Void>> running = new ArrayList<>();
        for (Worker worker : workers) {
            running.add(threads.submit(task(() -> worker.work(pace, end))));
        }
        Future<@Nullable Void> striking = threads.submit(task(nemesis::run));
        long deadline = System.nanoTime() + options.timeLimit().toNanos();
        while (System.nanoTime() - deadline < 0 && network.error() == null && !hasFailed(striking)) {
            TimeUnit.MILLISECONDS.sleep(WATCH_MILLIS);
        }
        // The workers go on until all is mended: what they see then belongs to the test too.
        nemesis.stop();
        await(striking, "nemesis");
        end.countDown();
        for (Future<@Nullable Void> worker : running) {
            await(worker, "client");
        }
        faults = nemesis.counts();
    }

    private static boolean hasFailed(Future<?> striking) throws InterruptedException {
        if (!striking.isDone()) {
            return false;
        }
        try {
            striking.get();
            return false;
        } catch (ExecutionException e) {
            return true;
        }
    }

    private void finalPhase(List<Worker> workers, ExecutorService threads) throws InterruptedException {
        long deadline = System.nanoTime() + RECOVERY_TIMEOUT.toNanos();
        List<Future<@Nullable String>> running = new ArrayList<>();
        for (Worker worker : workers) {
            running.add(threads.submit(() -> worker.finish(deadline)));
        }
        for (Future<@Nullable String> worker : running) {
            String problem = await(worker, "client");
            if (problem != null) {
                problems.add(problem);
            }
        }
    }

    /** A task that may fail with a checked exception. */
    @FunctionalInterface
    private interface Task {
        void run() throws IOException, InterruptedException;
    }

    private static Callable<@Nullable Void> task(Task task) {
        return () -> {
            task.run();
            return null;
        };
    }

    private <T extends @Nullable Object> @Nullable T await(Future<T> future, String who) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            problems.add(who + " failed: " + e.getCause());
            return null;
        }
    }

    private RunResult.Outcome outcome(Judge.@Nullable Judgement judgement, Map<String, Integer> okCounts) {
        if (judgement != null && judgement.outcome() == Judge.Outcome.REFUTED) {
            // Also of a run that broke: what was seen was seen. But where that would be an excuse, the breaking counts.
            return problems.isEmpty() || !options.release().equals(LOCAL)
                    ? RunResult.Outcome.REFUTED
                    : RunResult.Outcome.BROKEN;
        }
        if (!problems.isEmpty()) {
            return RunResult.Outcome.BROKEN;
        }
        if (!missing(okCounts).isEmpty()) {
            return RunResult.Outcome.VACUOUS;
        }
        if (judgement == null) {
            return RunResult.Outcome.UNCHECKED;
        }
        return judgement.outcome() == Judge.Outcome.VALID ? RunResult.Outcome.VALID : RunResult.Outcome.UNKNOWN;
    }

    private List<String> missing(Map<String, Integer> okCounts) {
        return Workloads.create(options.workload(), 0, 1, 1).functions().stream()
                .filter(function -> okCounts.getOrDefault(function, 0) < options.minimumOk())
                .sorted()
                .toList();
    }

    private String explanation(
            RunResult.Outcome outcome, Judge.@Nullable Judgement judgement, Map<String, Integer> okCounts) {
        String judged = judgement == null ? "" : judgement.explanation();
        return switch (outcome) {
            case BROKEN -> String.join("; ", problems) + (judged.isEmpty() ? "" : "; the checker: " + judged);
            case VACUOUS ->
                "too few succeeded: functions=" + missing(okCounts) + ", ok=" + okCounts + ", required="
                        + options.minimumOk();
            case REFUTED -> problems.isEmpty() ? judged : judged + "; and " + String.join("; ", problems);
            default -> judged;
        };
    }
}
