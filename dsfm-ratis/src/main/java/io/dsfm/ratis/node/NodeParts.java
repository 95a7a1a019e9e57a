package io.dsfm.ratis.node;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import io.dsfm.ratis.config.ConfigException;
import io.dsfm.ratis.config.ConfigException.Problem;
import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.core.CheckpointMismatch;
import io.dsfm.ratis.core.Replica;
import io.dsfm.ratis.core.Settings;
import io.dsfm.ratis.gateway.Gateway;
import io.dsfm.ratis.proto.Leader;
import io.dsfm.statemachine.StateMachineProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a node's parts together, in the order in which they need each other, and takes them down again.
 *
 * <p>Threading: started and closed by one thread; the parts are then used by their own.
 */
final class NodeParts {

    private static final Logger LOG = LoggerFactory.getLogger(NodeParts.class);
    /** States of instances are compared at every sequence that this divides. */
    private static final int DIGEST_INTERVAL = 1_000;

    private final NodeConfig config;
    private final int specificationVersion;
    private final Members members;
    private final Execution execution;
    private final SnapshotStore store;
    private final Snapshots snapshots;
    private final LongSupplier nanoClock = System::nanoTime;
    private volatile @Nullable RatisLog log;
    private volatile @Nullable InputPath inputPath;
    private volatile @Nullable Gateway gateway;

    private NodeParts(NodeConfig config, List<StateMachineProvider> providers, Fatal fatal) {
        this.config = config;
        this.specificationVersion = providers.get(0).specificationVersion();
        this.members = new Members(config.members());
        DivergenceAlarm alarm = new DivergenceAlarm(config.node(), config.variants());
        LateListener listener = new LateListener();
        List<Instance> instances = new ArrayList<>();
        NodeConfig.Limits limits = config.limits();
        for (StateMachineProvider provider : providers) {
            Replica replica = new Replica(provider.create(), limits.outputBytes());
            instances.add(new Instance(instances.size(), provider, replica, limits.queuedInputs(), listener, fatal));
        }
        ReleaseAgent release = new ReleaseAgent(instances, leadMax(limits), alarm, nanoClock, fatal);
        release.settings(settings());
        this.execution = new Execution(instances, release, alarm, this::signalInputPath);
        listener.execution = execution;
        this.store = new SnapshotStore(
                new SnapshotFile.Identity(config.group(), config.application(), specificationVersion));
        this.snapshots = new Snapshots(config.snapshots(), store, execution, this::purge);
    }

    /** Starts everything but the client port. */
    static NodeParts start(
            NodeConfig config,
            List<StateMachineProvider> providers,
            Path directory,
            MetricRegistry metrics,
            Fatal fatal)
            throws ConfigException, NodeStartException {
        NodeParts parts = new NodeParts(config, providers, fatal);
        GroupStateMachine machine = new GroupStateMachine(
                parts.execution, parts.store, parts.snapshots, parts.members, parts::onLeaderChanged, fatal);
        try {
            RatisStarter.start(config, directory.resolve("raft"), machine, log -> parts.log = log);
            parts.startInputPath(metrics, fatal);
        } catch (ConfigException | NodeStartException | RuntimeException e) {
            parts.close();
            throw e;
        }
        parts.register(metrics);
        return parts;
    }

    private void startInputPath(MetricRegistry metrics, Fatal fatal) {
        InputPath path = new InputPath(
                config.limits(),
                settings(),
                log(),
                NodeParts::epochNanos,
                () -> execution.mostAdvanced().progress(),
                () -> execution.release().released(),
                () -> leadership().refusal(),
                new InputPathMetrics(metrics),
                fatal);
        inputPath = path;
        path.start();
    }

    /** Opens the client port. */
    Gateway listen(MetricRegistry metrics) throws ConfigException {
        RatisLog ratisLog = log();
        StatusReader statusReader =
                new StatusReader(config, specificationVersion, members, ratisLog, execution, store, metrics, nanoClock);
        NodeBackend backend = new NodeBackend(
                config,
                specificationVersion,
                members,
                ratisLog,
                Objects.requireNonNull(inputPath),
                execution,
                snapshots,
                leadership(),
                statusReader);
        InetSocketAddress address = new InetSocketAddress(
                config.self().clientAddress().host(),
                config.self().clientAddress().port());
        try {
            Gateway opened = new Gateway(address, config.limits(), config.timeouts(), backend, metrics);
            gateway = opened;
            return opened;
        } catch (UncheckedIOException e) {
            throw new ConfigException(new Problem(
                    "configuration",
                    "client-address of " + config.node(),
                    "found " + config.self().clientAddress() + ": " + e.getMessage(),
                    "an address of this machine with a port that is free"));
        }
    }

    private void register(MetricRegistry metrics) {
        InputPath path = Objects.requireNonNull(inputPath);
        metrics.register("input.waiting", (Gauge<Integer>) path::waiting);
        metrics.register("input.entriesInFlight", (Gauge<Integer>) path::entriesInFlight);
        metrics.register("release.sequence", (Gauge<Long>)
                () -> execution.release().released().sequence());
        metrics.register(
                "arbiter.divergences", (Gauge<Long>) () -> execution.alarm().count());
        for (Instance instance : execution.instances()) {
            String prefix = "instance." + instance.ordinal() + ".";
            metrics.register(prefix + "queuedInputs", (Gauge<Integer>) instance::queuedInputs);
            metrics.register(
                    prefix + "sequence", (Gauge<Long>) () -> instance.progress().sequence());
        }
    }

    /** Stops everything but the client port, which is closed before. */
    void close() {
        try {
            InputPath path = inputPath;
            if (path != null) {
                path.stop();
            }
            RatisLog ratisLog = log;
            if (ratisLog != null) {
                ratisLog.server().close();
            }
            execution.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.warn("interrupted while the node stopped: node={}", config.node());
        } catch (IOException e) {
            LOG.warn("the Raft server did not stop in order: node={}, {}", config.node(), e.toString());
        }
    }

    /** Lets nobody wait for execution any more. */
    void abort() {
        execution.abort();
    }

    private void onLeaderChanged(Leader leader) {
        execution.release().announce(leader);
        Gateway open = gateway;
        if (open != null) {
            open.onLeaderChanged(leader);
        }
        signalInputPath();
    }

    private void signalInputPath() {
        InputPath path = inputPath;
        if (path != null) {
            path.signal();
        }
    }

    private void purge(long index) {
        log().division().getRaftLog().purge(index);
    }

    /** By how many outcomes one instance may be ahead of another: what waits for it, is under way, or waits after it. */
    private static int leadMax(NodeConfig.Limits limits) {
        int entry = limits.entryInputs() + 3 + Instance.TIMERS_FIRED_MAX;
        return limits.queuedInputs() + 2 * entry + Instance.OUTCOMES_WAITING_MAX;
    }

    private Settings settings() {
        NodeConfig.SessionLimits sessions = config.sessions();
        return new Settings(
                sessions.timeout().toNanos(),
                sessions.sessions(),
                sessions.answersKept(),
                sessions.answerBytesKept(),
                DIGEST_INTERVAL);
    }

    private static long epochNanos() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    RatisLog log() {
        return Objects.requireNonNull(log, "not started");
    }

    Leadership leadership() {
        return new Leadership(log(), members);
    }

    Execution execution() {
        return execution;
    }

    SnapshotStore store() {
        return store;
    }

    /** Passes on what instances say, which are made before the one who listens. */
    private static final class LateListener implements InstanceListener {
        private volatile @Nullable Execution execution;

        @Override
        public void onProgress(Instance instance) {
            Execution listening = execution;
            if (listening != null) {
                listening.onProgress(instance);
            }
        }

        @Override
        public void onCheckpointMismatch(Instance instance, CheckpointMismatch mismatch, long index) {
            Execution listening = execution;
            if (listening != null) {
                listening.onCheckpointMismatch(instance, mismatch, index);
            }
        }
    }
}
