package io.dsfm.maelstrom.harness.process;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dsfm.maelstrom.harness.agent.SyncAgentJar;
import io.dsfm.maelstrom.harness.net.Message;
import io.dsfm.maelstrom.harness.net.Network;
import io.dsfm.maelstrom.harness.net.RpcClient;
import io.dsfm.maelstrom.harness.net.RpcException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The nodes under test, by id: started, struck and brought back.
 *
 * <p>Each process gets {@code DSFM_MAELSTROM_DATA}, its data directory, the same after a restart, and {@code
 * DSFM_CLOCK_OFFSET_MILLIS}, by how much its clock is to be wrong.
 *
 * <p>Threading: one thread at a time strikes.
 */
public final class NodeCluster implements AutoCloseable {

    private static final Duration END_TIMEOUT = Duration.ofSeconds(10);

    private final ClusterOptions options;
    private final Network network;
    private final Map<String, NodeProcess> processes = new TreeMap<>();
    private final Map<String, Long> clockOffsetsMillis = new HashMap<>();
    private final @Nullable Path agent;
    /** A node that stands still would outlive a harness that is interrupted. */
    private final Thread lastKill = new Thread(this::killAtExit, "kill-nodes");

    /** Sets clocks, and stays: it does not wait for answers, but they are not to find nobody. Null until it is needed. */
    private @Nullable RpcClient clocks;

    private long overflowed;

    /** Starts nothing yet. */
    public NodeCluster(ClusterOptions options, Network network) throws IOException {
        this.options = options;
        this.network = network;
        this.agent =
                options.recordsSyncs() ? SyncAgentJar.write(options.folder().resolve("sync-agent.jar")) : null;
        Runtime.getRuntime().addShutdownHook(lastKill);
        for (String node : options.nodes()) {
            Files.createDirectories(dataDirectory(node));
            // Before any of them is there, so that the first may speak to the others at once.
            network.attachNode(node, message -> {});
        }
    }

    /** Starts all at once, and waits until each has answered {@code init}. */
    public void startAll() throws IOException, InterruptedException {
        forAll(options.nodes(), this::start);
    }

    /** Starts nodes that are down at once, and waits until each has answered. */
    public void startAll(List<String> nodes) throws IOException, InterruptedException {
        forAll(nodes, this::start);
    }

    private void start(String node) throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(options.environment());
        environment.put("DSFM_MAELSTROM_DATA", dataDirectory(node).toString());
        environment.put("DSFM_CLOCK_OFFSET_MILLIS", Long.toString(clockOffsetMillis(node)));
        if (agent != null) {
            environment.merge(
                    "JAVA_TOOL_OPTIONS",
                    "-javaagent:" + agent + "=" + syncJournal(node),
                    (given, added) -> given + " " + added);
        }
        NodeProcess process =
                NodeProcess.start(node, options.command(), environment, options.folder(), log(node), network);
        synchronized (this) {
            processes.put(node, process);
        }
        init(node);
    }

    private void init(String node) throws IOException, InterruptedException {
        ObjectNode body = Message.JSON.createObjectNode().put("type", "init").put("node_id", node);
        ArrayNode ids = body.putArray("node_ids");
        options.nodes().forEach(ids::add);
        try (RpcClient client = new RpcClient(network)) {
            client.ask(node, body, Set.of(), options.startTimeout());
            network.admitClients(node);
        } catch (RpcException e) {
            throw new IOException(
                    "did not start: node=" + node + ", answer=" + e.getMessage() + ", log=" + log(node), e);
        }
    }

    /** SIGKILL; the data directory stays as it is, with all that the process had given to the operating system. */
    public void kill(List<String> nodes) throws IOException, InterruptedException {
        forAll(nodes, node -> {
            NodeProcess process = process(node);
            process.kill();
            count(process);
        });
    }

    /**
     * SIGKILL, and then the data directory loses what had not been synced: what a power cut may leave.
     *
     * @return what was dropped, for people
     */
    public String cutPower(List<String> nodes) throws IOException, InterruptedException {
        if (agent == null) {
            throw new IllegalStateException("the nodes do not record what they sync");
        }
        kill(nodes);
        List<String> dropped = new ArrayList<>();
        for (String node : nodes) {
            dropped.add(node + ": " + new UnsyncedBytes(dataDirectory(node), syncJournal(node)).drop());
        }
        return String.join("; ", dropped);
    }

    /** SIGSTOP. */
    public void suspend(List<String> nodes) throws IOException, InterruptedException {
        forAll(nodes, node -> process(node).suspend());
    }

    /** SIGCONT. */
    public void resume(List<String> nodes) throws IOException, InterruptedException {
        forAll(nodes, node -> process(node).resume());
    }

    /** From now on the node's clock is wrong by so much, also after a restart. */
    public void setClock(String node, long offsetMillis) {
        synchronized (this) {
            clockOffsetsMillis.put(node, offsetMillis);
        }
        clocks().tell(
                        node,
                        Message.JSON
                                .createObjectNode()
                                .put("type", "dsfm_clock_jump")
                                .put("offset_millis", offsetMillis));
    }

    private synchronized RpcClient clocks() {
        if (clocks == null) {
            clocks = new RpcClient(network);
        }
        return clocks;
    }

    private synchronized long clockOffsetMillis(String node) {
        return clockOffsetsMillis.getOrDefault(node, 0L);
    }

    private synchronized NodeProcess process(String node) {
        NodeProcess process = processes.get(node);
        if (process == null) {
            throw new IllegalArgumentException("not started: node=" + node);
        }
        return process;
    }

    private synchronized void count(NodeProcess process) {
        overflowed += process.overflowed();
    }

    /** Messages that processes did not read in time. */
    public synchronized long overflowed() {
        return overflowed;
    }

    /** Where a node keeps its data. */
    public Path dataDirectory(String node) {
        return options.folder().resolve("data").resolve(node);
    }

    private Path syncJournal(String node) {
        return options.folder().resolve(node + ".syncs");
    }

    private Path log(String node) {
        return options.folder().resolve(node + ".log");
    }

    /** One after the other would let the first wait for the second's start. */
    private static void forAll(List<String> nodes, NodeTask task) throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, nodes.size()));
        try {
            List<Future<?>> tasks = new ArrayList<>();
            for (String node : nodes) {
                Callable<@Nullable Void> call = () -> {
                    task.run(node);
                    return null;
                };
                tasks.add(threads.submit(call));
            }
            for (Future<?> running : tasks) {
                running.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IOException("could not reach all nodes: nodes=" + nodes, e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    @FunctionalInterface
    private interface NodeTask {
        void run(String node) throws IOException, InterruptedException;
    }

    /**
     * Ends all processes as their input's end should end them.
     *
     * @return those that did not end in time and were killed
     */
    public List<String> endAll() throws IOException, InterruptedException {
        List<String> stubborn = new ArrayList<>();
        for (String node : options.nodes()) {
            NodeProcess process = process(node);
            count(process);
            if (!process.end(END_TIMEOUT.toNanos())) {
                stubborn.add(node);
                process.kill();
            }
        }
        return stubborn;
    }

    private synchronized void killAtExit() {
        processes.values().forEach(NodeProcess::destroy);
    }

    /** Kills what still runs. */
    @Override
    public void close() throws IOException, InterruptedException {
        List<NodeProcess> running;
        synchronized (this) {
            if (clocks != null) {
                clocks.close();
            }
            running = new ArrayList<>(processes.values());
        }
        for (NodeProcess process : running) {
            if (process.isAlive()) {
                process.kill();
            }
        }
        try {
            Runtime.getRuntime().removeShutdownHook(lastKill);
        } catch (IllegalStateException e) {
            // Shutting down already.
        }
    }
}
