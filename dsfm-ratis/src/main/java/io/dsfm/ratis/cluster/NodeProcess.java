package io.dsfm.ratis.cluster;

import io.dsfm.ratis.client.GroupClientException;
import io.dsfm.ratis.client.NodeClient;
import io.dsfm.ratis.config.ConfigException;
import io.dsfm.ratis.config.HostPort;
import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.proto.Status;
import io.dsfm.ratis.tls.ClientTls;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One node of a {@link LocalCluster}, in a process of its own, through all its restarts.
 *
 * <p>Threading: any thread; what changes the process excludes each other.
 *
 * <p>Failure: {@link ClusterException} if the process does not do as told, {@link IllegalStateException} if it is told what
 * cannot be, such as to start while it runs.
 */
public final class NodeProcess {

    private static final Duration SIGNAL_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration STATUS_TIMEOUT = Duration.ofSeconds(1);

    /** How long an end is not told of, in case it came with this process's own. */
    private static final long DEATH_DELAY_MILLIS = 300;

    private static final long POLL_MILLIS = 25;

    private final NodeConfig config;
    private final @Nullable ClientTls tls;
    private final Path configFile;
    private final Path logFile;
    private final ClusterOptions options;
    private final Consumer<NodeDeath> onDeath;

    private volatile @Nullable Process process;
    /** Whether the present process is meant to end. */
    private volatile boolean ending;

    private volatile boolean suspended;
    /** Guards {@link #client}; apart from the node's own lock, so that a slow answer does not delay a signal. */
    private final Object asking = new Object();

    private @Nullable NodeClient client;

    NodeProcess(NodeConfig config, Path directory, ClusterOptions options, Consumer<NodeDeath> onDeath) {
        this.config = config;
        try {
            this.tls = ClientTls.of(config, "configuration");
        } catch (ConfigException e) {
            throw new ClusterException("a node cannot be asked: node=" + config.node() + ", " + e.getMessage(), e);
        }
        this.configFile = directory.resolve("node.yaml");
        this.logFile = directory.resolve("node.log");
        this.options = options;
        this.onDeath = onDeath;
    }

    /** The id of the node. */
    public String id() {
        return config.node();
    }

    /** Its configuration. */
    public NodeConfig config() {
        return config;
    }

    /** Where clients reach it. */
    public HostPort clientAddress() {
        return config.self().clientAddress();
    }

    /** What clients reach it with; null without TLS. */
    public @Nullable ClientTls tls() {
        return tls;
    }

    /** Where all its processes print to, one after the other. */
    public Path logFile() {
        return logFile;
    }

    /** The last lines printed. */
    public String logTail() {
        return LogTail.of(logFile);
    }

    /** The id of the present process, or of the last one. */
    public long pid() {
        return started().pid();
    }

    /** Whether the process is there, be it suspended. */
    public boolean isAlive() {
        Process present = process;
        return present != null && present.isAlive();
    }

    /** Whether {@link #suspend} was called last, and not {@link #resume}. */
    public boolean isSuspended() {
        return suspended && isAlive();
    }

    Path configFile() {
        return configFile;
    }

    /** Starts a process; returns without waiting until it serves. */
    synchronized void start() {
        if (isAlive()) {
            throw new IllegalStateException("the node runs already: node=" + id() + ", pid=" + pid());
        }
        File log = logFile.toFile();
        ProcessBuilder builder = new ProcessBuilder(
                        NodeCommandLine.of(configFile, options.heapMegabytes(), options.flags()))
                .directory(log.getParentFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
        ending = false;
        suspended = false;
        try {
            Process fresh = builder.start();
            process = fresh;
            fresh.onExit()
                    .thenAcceptAsync(
                            this::onExit, CompletableFuture.delayedExecutor(DEATH_DELAY_MILLIS, TimeUnit.MILLISECONDS));
        } catch (IOException e) {
            throw new ClusterException("a node process cannot be started: node=" + id(), e);
        }
    }

    /** Starts the node again, once it is gone, on the data that it left; returns when it answers clients. */
    public void restart() {
        awaitExit();
        start();
        awaitServing(System.nanoTime() + options.startTimeout().toNanos());
    }

    /** SIGKILL. Returns as soon as it is sent. */
    public synchronized void kill() {
        ending = true;
        started().destroyForcibly();
    }

    /** Waits until a process that was killed is gone. */
    public void awaitExit() {
        awaitExit(SIGNAL_TIMEOUT);
    }

    /** SIGTERM: the node stops in order. Returns when the process is gone. */
    public void terminate(Duration timeout) {
        requestEnd();
        awaitExit(timeout);
    }

    /** SIGSTOP: the process stands still, with its connections open. */
    public synchronized void suspend() {
        signal("STOP");
        suspended = true;
    }

    /** SIGCONT: the process goes on. */
    public synchronized void resume() {
        signal("CONT");
        suspended = false;
    }

    /** What the node says of itself; empty if it does not answer within a second. Blocks that long at most. */
    public Optional<Status> status() {
        synchronized (asking) {
            try {
                if (!isAlive()) {
                    disconnect();
                    return Optional.empty();
                }
                if (client == null) {
                    client = NodeClient.connect(clientAddress(), config.group(), tls, STATUS_TIMEOUT);
                }
                return Optional.of(client.status().join());
            } catch (GroupClientException | CompletionException e) {
                disconnect();
                return Optional.empty();
            }
        }
    }

    /** Waits until the node answers clients. */
    void awaitServing(long deadlineNanos) {
        while (status().isEmpty()) {
            if (!isAlive()) {
                throw new ClusterException("a node ended instead of serving: node=" + id() + ", exitStatus="
                        + started().exitValue() + "\n" + logTail());
            }
            if (System.nanoTime() - deadlineNanos > 0) {
                throw new ClusterException("a node does not serve in time: node=" + id() + ", timeout="
                        + options.startTimeout() + "\n" + logTail());
            }
            pause();
        }
    }

    /** Has the process end, with SIGTERM, or with SIGKILL if it is suspended; does not wait. */
    synchronized void requestEnd() {
        ending = true;
        Process present = process;
        if (present != null && suspended) {
            present.destroyForcibly();
        } else if (present != null) {
            present.destroy();
        }
    }

    /** Has the process gone, from any thread at any time, without a wait. */
    void destroy() {
        ending = true;
        Process present = process;
        if (present != null) {
            present.destroyForcibly();
        }
    }

    /** Whether the process is gone within the time. */
    boolean awaitEnd(Duration timeout) {
        Process present = process;
        try {
            return present == null || present.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void awaitExit(Duration timeout) {
        if (!awaitEnd(timeout)) {
            throw new ClusterException("a node does not end in time: node=" + id() + ", pid=" + pid() + ", timeout="
                    + timeout + "\n" + logTail());
        }
    }

    /** Gives up the connection to the node. */
    void disconnect() {
        synchronized (asking) {
            if (client != null) {
                client.close();
                client = null;
            }
        }
    }

    private Process started() {
        Process present = process;
        if (present == null) {
            throw new IllegalStateException("the node was never started: node=" + id());
        }
        return present;
    }

    /** Java has no call for these; {@code kill} is part of every shell. */
    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid()).start();
            if (!kill.waitFor(SIGNAL_TIMEOUT.toSeconds(), TimeUnit.SECONDS) || kill.exitValue() != 0) {
                throw new ClusterException(
                        "a node cannot be signalled: node=" + id() + ", pid=" + pid() + ", signal=" + name);
            }
        } catch (IOException e) {
            throw new ClusterException("a node cannot be signalled: node=" + id() + ", signal=" + name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("interrupted while a node was signalled: node=" + id(), e);
        }
    }

    private void onExit(Process exited) {
        if (!ending && exited.equals(process)) {
            onDeath.accept(new NodeDeath(id(), exited.exitValue(), logTail()));
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("interrupted while a node was waited for", e);
        }
    }
}
