package io.dsfm.ratis.cluster;

import io.dsfm.ratis.config.HostPort;
import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.config.NodeConfig.Member;
import io.dsfm.ratis.config.NodeConfigWriter;
import io.dsfm.ratis.proto.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A group of node processes on the loopback interface, each a JVM of its own with this process's class path. The nodes are
 * called n1, n2, and so on.
 *
 * <pre>{@code
 * try (LocalCluster cluster = LocalCluster.start(
 *         ClusterOptions.of("counter", directory, List.of(List.of("a", "b"), List.of("a"), List.of("b"))))) {
 *     NodeProcess primary = cluster.awaitPrimary(Duration.ofSeconds(20));
 *     primary.kill();
 *     cluster.awaitPrimary(Duration.ofSeconds(20));
 *     primary.restart();
 * }
 * }</pre>
 *
 * <p>No node outlives the cluster: {@link #close} ends them in bounded time, so does the end of this process by a signal or
 * by {@link System#exit}, and if this process is killed outright, its nodes see their standard input end and end themselves.
 * Only a node that stands still by SIGSTOP at that moment stays until it is continued.
 *
 * <p>Threading: any thread.
 *
 * <p>Failure: {@link ClusterException}. A node that ends without having been told to is told of to the listener, and kept in
 * {@link #deaths}.
 */
public final class LocalCluster implements AutoCloseable {

    private static final int START_ATTEMPTS = 3;
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);
    private static final long POLL_MILLIS = 10;

    private final ClusterOptions options;
    private final List<NodeDeath> deaths = new CopyOnWriteArrayList<>();
    private final List<NodeProcess> nodes;
    private final ExecutorService askers;
    private final Thread hook = new Thread(this::destroyAll, "dsfm-cluster-shutdown");
    private volatile Consumer<NodeDeath> listener = death -> {};
    private volatile boolean closing;

    private LocalCluster(ClusterOptions options) {
        this.options = options;
        this.nodes = prepare();
        this.askers = Executors.newFixedThreadPool(nodes.size(), LocalCluster::daemon);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Starts all nodes; returns when each answers clients. */
    public static LocalCluster start(ClusterOptions options) {
        for (int attempt = 1; ; attempt++) {
            LocalCluster cluster = new LocalCluster(options);
            try {
                cluster.startAll();
                return cluster;
            } catch (ClusterException e) {
                cluster.close();
                if (attempt == START_ATTEMPTS || !cluster.portTaken()) {
                    throw e;
                }
                cluster.deleteDirectories();
            }
        }
    }

    /** All nodes, in order. */
    public List<NodeProcess> nodes() {
        return nodes;
    }

    /** The node with this id. */
    public NodeProcess node(String id) {
        return nodes.stream()
                .filter(node -> node.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such node: node=" + id));
    }

    /** Where clients reach the nodes. */
    public List<HostPort> clientAddresses() {
        return nodes.stream().map(NodeProcess::clientAddress).toList();
    }

    /** What each node says of itself, without those that do not answer within a second. */
    public Map<NodeProcess, Status> statuses() {
        Map<NodeProcess, CompletableFuture<Optional<Status>>> asked = new LinkedHashMap<>();
        nodes.forEach(node -> asked.put(node, CompletableFuture.supplyAsync(node::status, askers)));
        Map<NodeProcess, Status> answers = new LinkedHashMap<>();
        asked.forEach((node, answer) -> answer.join().ifPresent(status -> answers.put(node, status)));
        return answers;
    }

    /** The node that leads and has executed what came before, if there is one; of two that say so, that of the later term. */
    public Optional<NodeProcess> primary() {
        return primary(statuses());
    }

    /** The primary by these statuses. */
    public static Optional<NodeProcess> primary(Map<NodeProcess, Status> statuses) {
        return statuses.entrySet().stream()
                .filter(entry -> entry.getValue().getRole().equals("LEADER")
                        && entry.getValue().getLeaderReady())
                .max(Comparator.comparingLong(entry -> entry.getValue().getTerm()))
                .map(Map.Entry::getKey);
    }

    /** Waits for a primary. */
    public NodeProcess awaitPrimary(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        for (Optional<NodeProcess> primary = primary(); ; primary = primary()) {
            if (primary.isPresent()) {
                return primary.get();
            }
            if (System.nanoTime() - deadline > 0) {
                throw new ClusterException("no node leads in time: timeout=" + timeout + ", statuses="
                        + statuses().values());
            }
            pause();
        }
    }

    /** From now on, {@code onDeath} is told, on any thread, when a node ends without having been told to. */
    public void onDeath(Consumer<NodeDeath> onDeath) {
        listener = onDeath;
    }

    /** Every node that ended without having been told to, so far. */
    public List<NodeDeath> deaths() {
        return List.copyOf(deaths);
    }

    /** Ends all processes, in order if they do so within five seconds. What they wrote stays. */
    @Override
    public void close() {
        closing = true;
        nodes.forEach(NodeProcess::requestEnd);
        long deadline = System.nanoTime() + STOP_TIMEOUT.toNanos();
        nodes.forEach(node -> node.awaitEnd(Duration.ofNanos(Math.max(0, deadline - System.nanoTime()))));
        destroyAll();
        nodes.forEach(node -> node.awaitEnd(STOP_TIMEOUT));
        nodes.forEach(NodeProcess::disconnect);
        askers.shutdownNow();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // this process is ending, and the hook runs or has run
        }
    }

    private void destroyAll() {
        closing = true;
        nodes.forEach(NodeProcess::destroy);
    }

    private List<NodeProcess> prepare() {
        int count = options.variants().size();
        List<Integer> ports = FreePorts.find(2 * count);
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            members.add(new Member(
                    "n" + (i + 1),
                    new HostPort("127.0.0.1", ports.get(2 * i)),
                    new HostPort("127.0.0.1", ports.get(2 * i + 1))));
        }
        List<NodeProcess> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            made.add(prepare(members, i));
        }
        return List.copyOf(made);
    }

    private NodeProcess prepare(List<Member> members, int number) {
        String id = members.get(number).node();
        Path directory = options.directory().resolve(id);
        NodeConfig config = options.configure()
                .apply(new NodeConfig(
                        options.group(),
                        id,
                        directory.resolve("data"),
                        members,
                        options.application(),
                        options.variants().get(number),
                        NodeConfig.Release.COMMITTED,
                        NodeConfig.Arbitration.DEFAULT,
                        NodeConfig.Timeouts.DEFAULT,
                        NodeConfig.Limits.DEFAULT,
                        NodeConfig.Snapshots.DEFAULT,
                        NodeConfig.SessionLimits.DEFAULT));
        NodeProcess node = new NodeProcess(config, directory, options, this::died);
        try {
            if (Files.exists(directory)) {
                throw new ClusterException("there is a cluster already: directory=" + directory);
            }
            Files.createDirectories(directory);
            NodeConfigWriter.write(config, node.configFile());
        } catch (IOException e) {
            throw new ClusterException("a node's directory cannot be made: node=" + id + ", directory=" + directory, e);
        }
        return node;
    }

    private void startAll() {
        nodes.forEach(NodeProcess::start);
        long deadline = System.nanoTime() + options.startTimeout().toNanos();
        nodes.forEach(node -> node.awaitServing(deadline));
    }

    /** Whether a node found one of its ports taken by another process. */
    private boolean portTaken() {
        return nodes.stream().anyMatch(node -> LogTail.contains(node.logFile(), "Address already in use"));
    }

    /** What was written so far holds addresses that were not to be had. */
    private void deleteDirectories() {
        for (NodeProcess node : nodes) {
            try (Stream<Path> paths = Files.walk(node.logFile().getParent())) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            } catch (IOException e) {
                throw new ClusterException("a node's directory cannot be deleted: node=" + node.id(), e);
            }
        }
    }

    private void died(NodeDeath death) {
        if (!closing) {
            deaths.add(death);
            listener.accept(death);
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "dsfm-cluster-status");
        thread.setDaemon(true);
        return thread;
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("interrupted while a primary was waited for", e);
        }
    }
}
