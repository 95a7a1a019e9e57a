package io.dsfm.ratis.bench;

import io.dsfm.ratis.cluster.Certificates;
import io.dsfm.ratis.cluster.FreePorts;
import io.dsfm.ratis.cluster.NodeCommandLine;
import io.dsfm.ratis.config.HostPort;
import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.config.NodeConfigWriter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.server.storage.RaftStorage.StartupOption;

/**
 * The processes of a plain Ratis group, with the same JVM, class path, flags and heap as the group's. They end with this
 * process, however it ends: their standard input does.
 *
 * <p>Threading: one thread.
 */
final class PlainProcesses implements AutoCloseable {

    private static final String GROUP = "plain";
    private static final long STOP_SECONDS = 5;
    private static final int CONNECT_MILLIS = 1_000;
    private static final long POLL_MILLIS = 100;

    private final BenchOptions options;
    private final Path directory;
    private final List<NodeConfig> configs = new ArrayList<>();
    private final List<Process> processes = new ArrayList<>();

    private PlainProcesses(BenchOptions options, Path directory) {
        this.options = options;
        this.directory = directory;
    }

    /** Starts them; returns before they are up. */
    static PlainProcesses start(BenchOptions options, Path directory) {
        PlainProcesses started = new PlainProcesses(options, directory);
        try {
            started.prepare();
            for (NodeConfig config : started.configs) {
                started.processes.add(started.launch(config, StartupOption.FORMAT));
            }
            return started;
        } catch (IOException | RuntimeException e) {
            started.close();
            throw new BenchException("the plain Ratis servers cannot be started: directory=" + directory, e);
        }
    }

    private void prepare() {
        int count = options.subject().variants().size();
        List<Integer> ports = FreePorts.find(2 * count); // the second is not used, but a configuration has it
        List<NodeConfig.Member> members = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            members.add(new NodeConfig.Member(
                    "p" + (i + 1),
                    new HostPort("127.0.0.1", ports.get(2 * i)),
                    new HostPort("127.0.0.1", ports.get(2 * i + 1))));
        }
        Certificates certificates = options.hasTls() ? Certificates.in(directory.resolveSibling(GROUP + "-tls")) : null;
        for (int i = 0; i < count; i++) {
            String node = members.get(i).node();
            NodeConfig config = new NodeConfig(
                    GROUP,
                    node,
                    directory.resolve(node).resolve("data"),
                    members,
                    options.subject().application(),
                    options.subject().variants().get(i).subList(0, 1),
                    NodeConfig.Release.COMMITTED,
                    NodeConfig.Arbitration.DEFAULT,
                    NodeConfig.Timeouts.DEFAULT,
                    NodeConfig.Limits.DEFAULT,
                    NodeConfig.Snapshots.DEFAULT,
                    NodeConfig.SessionLimits.DEFAULT);
            configs.add(
                    certificates == null
                            ? config
                            : config.with(certificates.node(GROUP, node, NodeConfig.ClientCertificates.NONE)));
        }
    }

    /** Kills one, as {@code kill -9} does, and waits until it is gone. */
    void kill(int server) throws InterruptedException {
        processes.get(server).destroyForcibly().waitFor();
    }

    /** Starts one again that was killed; returns before it is up. */
    void restart(int server) {
        try {
            processes.set(server, launch(configs.get(server), StartupOption.RECOVER));
        } catch (IOException e) {
            throw new BenchException("a plain Ratis server cannot be started again: directory=" + directory, e);
        }
    }

    /** Waits until each can be connected to. */
    void awaitListening(Duration timeout) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + timeout.toNanos();
        while (!areListening()) {
            requireAlive();
            if (System.nanoTime() - deadlineNanos > 0) {
                throw new BenchException("the plain Ratis servers do not serve in time: timeout=" + timeout);
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private Process launch(NodeConfig config, StartupOption startup) throws IOException {
        Path home = Files.createDirectories(directory.resolve(config.node()));
        Path file = home.resolve("node.yaml");
        NodeConfigWriter.write(config, file);
        List<String> command = NodeCommandLine.of(
                PlainRatisNode.class,
                options.heapMegabytes(),
                List.of(
                        file.toString(),
                        options.baseline().settings().name(),
                        options.baseline().transport().name(),
                        options.durability().name(),
                        startup.name()));
        return new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        home.resolve("node.log").toFile()))
                .start();
    }

    /** What each was configured with, in order. */
    List<NodeConfig> configs() {
        return configs;
    }

    List<Long> ids() {
        return processes.stream().map(Process::pid).toList();
    }

    /** Fails if one has ended. */
    void requireAlive() {
        for (int i = 0; i < processes.size(); i++) {
            if (!processes.get(i).isAlive()) {
                throw new BenchException("a plain Ratis server ended: node="
                        + configs.get(i).node() + ", exitStatus="
                        + processes.get(i).exitValue() + ", directory=" + directory);
            }
        }
    }

    /** Whether each can be connected to. */
    private boolean areListening() {
        for (NodeConfig config : configs) {
            HostPort address = config.self().raftAddress();
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(address.host(), address.port()), CONNECT_MILLIS);
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        for (Process process : processes) {
            try {
                process.getOutputStream().close();
            } catch (IOException e) {
                // it has ended
            }
        }
        try {
            for (Process process : processes) {
                if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor(STOP_SECONDS, TimeUnit.SECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            processes.forEach(Process::destroyForcibly);
        }
    }
}
