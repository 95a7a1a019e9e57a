package io.dsfm.ratis.node;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import io.dsfm.ratis.config.ConfigException;
import io.dsfm.ratis.config.ConfigException.Problem;
import io.dsfm.ratis.config.HostPort;
import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.core.ReleaseLevel;
import io.dsfm.ratis.core.Settings;
import io.dsfm.ratis.gateway.Gateway;
import io.dsfm.ratis.peer.LeaderLease;
import io.dsfm.ratis.peer.SendHold;
import io.dsfm.ratis.proto.Leader;
import io.dsfm.ratis.tls.NodeTls;
import io.dsfm.statemachine.StateMachineProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.ratis.util.Daemon;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a node's parts together, in the order in which they need each other, and takes them down again.
 *
 * <p>Threading: started and closed by one thread; the parts are then used by their own.
 */
final class NodeParts implements GroupStateMachine.LeadershipListener {

    private static final Logger LOG = LoggerFactory.getLogger(NodeParts.class);
    /** Where Ratis keeps the log, below the node's data directory. */
    private static final String RAFT_DIRECTORY = "raft";
    /** How long a node that is stopped waits for its log to be written; after what it waited for to hand over. */
    private static final Duration FLUSH_PATIENCE = Duration.ofSeconds(2);
    /** States of instances are compared at every sequence that this divides. */
    private static final int DIGEST_INTERVAL = 1_000;
    /** Questions of a node are told apart from those of its earlier runs by the time at which it was started. */
    private static final long FIRST_QUESTION = Long.MAX_VALUE >> 1;
    /** In place of a term. */
    private static final long NOT_LEADING = 0;

    private final NodeConfig config;
    private final int specificationVersion;
    private final Members members;
    private final ReleaseRules rules;
    private final Execution execution;
    private final SnapshotStore store;
    private final Snapshots snapshots;
    private final ElectionMemory memory;
    private final OrderlyStop orderlyStop;
    private final Peering peering;
    private final StreamAgent stream;
    private final LongSupplier nanoClock = System::nanoTime;
    private final Surroundings surroundings;
    /** Whether the server has started, and so has a log. */
    private volatile boolean isOpen;

    private volatile boolean isAborted;
    /** The term in which this node leads. */
    private final AtomicLong ledTerm = new AtomicLong(NOT_LEADING);

    private volatile @Nullable RatisLog log;
    private volatile @Nullable Leadership leadership;
    private volatile @Nullable InputPath inputPath;
    private volatile @Nullable Gateway gateway;

    private NodeParts(
            NodeConfig config,
            List<StateMachineProvider> providers,
            Path directory,
            Surroundings surroundings,
            ElectionMemory memory,
            Fatal fatal) {
        boolean isLocal = config.release() == NodeConfig.Release.LOCAL;
        boolean isCommitted = config.release() == NodeConfig.Release.COMMITTED;
        SendHold hold = isLocal ? SendHold.every(config.timeouts().replicationPause()) : SendHold.NONE;
        LeaderLease lease = new LeaderLease(config.members().size() - 1);
        this.config = config;
        this.surroundings = surroundings;
        this.specificationVersion = providers.get(0).specificationVersion();
        this.members = new Members(config.members());
        DivergenceAlarm alarm = new DivergenceAlarm(config.node(), config.variants());
        LateListener listener = new LateListener();
        List<Instance> instances = new ArrayList<>();
        NodeConfig.Limits limits = config.limits();
        this.store = new SnapshotStore(
                new SnapshotFile.Identity(config.group(), config.application(), specificationVersion));
        // The instances, and the release thread after them.
        EntryFeed feed = new EntryFeed(
                providers.size() + 1, new RatisLogReader(() -> log().division().getRaftLog()));
        LeadLimit lead = new LeadLimit(instances, limits.queuedInputs());
        for (StateMachineProvider provider : providers) {
            StoredReplicas replicas = new StoredReplicas(provider, limits.outputBytes(), store);
            instances.add(new Instance(instances.size(), provider, replicas, feed, lead, listener, fatal));
        }
        long leaseNanos = config.timeouts().electionMin().toNanos();
        this.rules = new ReleaseRules(
                ReleaseLevel.valueOf(config.release().name()),
                config.members().size(),
                config.members().indexOf(config.self()),
                leadMax(limits),
                config.arbiter(),
                () -> lease.isHeld(nanoClock.getAsLong(), leaseNanos));
        this.stream = new StreamAgent(config.stream(), directory.resolve("stream"), nanoClock);
        ReleaseAgent release = new ReleaseAgent(
                instances,
                feed,
                rules,
                alarm,
                new Publication(stream),
                nanoClock,
                memory::giveWord,
                () -> {
                    hold.letGo();
                    onReleased();
                },
                fatal);
        release.settings(settings());
        this.execution = new Execution(
                instances,
                feed,
                release,
                alarm,
                stream,
                this::onExecuted,
                isCommitted ? FlushPace.NONE : new FlushPace(config.timeouts().flushPause()),
                isCommitted);
        listener.listen(execution);
        this.snapshots = new Snapshots(config.snapshots(), store, execution, this::purge);
        NodeTls tls = surroundings.tls();
        Housekeeping housekeeping = new Housekeeping(
                execution, store, snapshots, this::leadership, tls == null ? () -> {} : tls::warnOfExpiry, nanoClock);
        this.memory = memory;
        this.orderlyStop = new OrderlyStop(
                memory, directory, directory.resolve(RAFT_DIRECTORY), RatisSettings.appenderBytes(limits));
        this.peering = new Peering(
                config, surroundings.network(), memory, lease, hold, this::log, execution, housekeeping, fatal);
    }

    /** Starts everything but the client port. */
    static NodeParts start(
            NodeConfig config,
            List<StateMachineProvider> providers,
            Path directory,
            Surroundings surroundings,
            MetricRegistry metrics,
            Fatal fatal)
            throws ConfigException, NodeStartException {
        Durability durability = Durability.ofProcess();
        if (durability == Durability.RELAXED) {
            LOG.warn(
                    "the log is not forced to disk before results leave, so that a machine's loss of power may lose"
                            + " results that have left as committed: for measurements only: node={}, property={}",
                    config.node(),
                    Durability.PROPERTY);
        }
        NodeParts parts = new NodeParts(config, providers, directory, surroundings, memory(config, directory), fatal);
        parts.stream.start();
        GroupStateMachine machine =
                new GroupStateMachine(parts.execution, parts.store, parts.snapshots, parts.members, parts, fatal);
        try {
            RatisStarter.start(
                    config,
                    directory.resolve(RAFT_DIRECTORY),
                    machine,
                    parts.peering.wiring(),
                    durability,
                    parts::onLog);
            parts.isOpen = true;
            parts.execution.open();
            parts.peering.start();
            parts.startInputPath(metrics, fatal);
        } catch (ConfigException | NodeStartException | RuntimeException e) {
            parts.close();
            throw e;
        } catch (IOException e) {
            parts.close();
            throw new NodeStartException(
                    NodeStartException.Kind.DAMAGED, "the stored log cannot be read: " + e.getMessage(), e);
        }
        parts.register(metrics);
        boolean isForced = RatisSettings.isForced(parts.log().server().getProperties());
        metrics.register(Durability.METRIC, (Gauge<Integer>) () -> isForced ? 1 : 0);
        return parts;
    }

    private void startInputPath(MetricRegistry metrics, Fatal fatal) {
        InputPath path = new InputPath(
                config.limits(),
                config.release() == NodeConfig.Release.COMMITTED,
                settings(),
                log(),
                surroundings.epochNanos(),
                () -> execution.mostAdvanced().progress(),
                () -> execution.release().released(),
                () -> leadership().refusal(),
                new Appending(execution, config.release()),
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
                statusReader,
                stream);
        HostPort address = config.self().clientAddress();
        try {
            Gateway opened = new Gateway(
                    surroundings.clients(),
                    surroundings.clients().listenAddress(address.host(), address.port()),
                    config.limits(),
                    config.timeouts(),
                    backend,
                    surroundings.tls(),
                    metrics);
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
        JvmMetrics.register(metrics);
        execution.release().hops().register(metrics);
        InputPath path = Objects.requireNonNull(inputPath);
        metrics.register("input.waiting", (Gauge<Integer>) path::waiting);
        metrics.register("input.entriesInFlight", (Gauge<Integer>) path::entriesInFlight);
        metrics.register("release.sequence", (Gauge<Long>)
                () -> execution.release().released().sequence());
        metrics.register("stream.subscribers", (Gauge<Integer>) stream::subscribers);
        metrics.register("stream.gaps", (Gauge<Integer>) stream::gaps);
        metrics.register("stream.oldest", (Gauge<Long>) stream::oldest);
        metrics.register("stream.newest", (Gauge<Long>) stream::newest);
        metrics.register(
                "arbiter.divergences", (Gauge<Long>) () -> execution.alarm().count());
        metrics.register(
                "arbiter.quarantines", (Gauge<Long>) () -> execution.alarm().quarantines());
        metrics.register("election.leaderlessMillis", (Gauge<Long>) peering::leaderlessMillis);
        metrics.register(
                "arbiter.halted", (Gauge<Integer>) () -> execution.release().isHalted() ? 1 : 0);
        NodeTls tls = surroundings.tls();
        if (tls != null) {
            metrics.register("tls.daysLeft", (Gauge<Long>) () -> Instant.now().until(tls.expiry(), ChronoUnit.DAYS));
        }
        for (Instance instance : execution.instances()) {
            String prefix = "instance." + instance.ordinal() + ".";
            metrics.register(
                    prefix + "sequence", (Gauge<Long>) () -> instance.progress().sequence());
        }
    }

    /** Stops everything but the client port, which is closed before; gives whether all of it ended in order. */
    boolean close() {
        try {
            InputPath path = inputPath;
            if (path != null) {
                path.stop();
            }
            peering.stopTelling();
            execution.flushes().end();
            RatisLog ratisLog = log;
            if (ratisLog != null) {
                if (isOpen && !isAborted) {
                    Duration bound = config.timeouts().shutdown();
                    Duration patience = bound.compareTo(FLUSH_PATIENCE) < 0 ? bound : FLUSH_PATIENCE;
                    peering.intake().close(patience);
                    orderlyStop.awaitFlushed(ratisLog.division().getRaftLog(), patience);
                }
                ratisLog.server().close();
            }
            peering.close();
            execution.stop();
            stream.stop();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.warn("interrupted while the node stopped: node={}", config.node());
        } catch (IOException e) {
            LOG.warn("the Raft server did not stop in order: node={}, {}", config.node(), e.toString());
        }
        return false;
    }

    /** Lets nobody wait for execution any more. */
    void abort() {
        isAborted = true;
        execution.abort();
    }

    @Override
    public void onLeaderChanged(Leader leader) {
        if (!leader.getNode().isEmpty()) {
            peering.onLeaderKnown();
        }
        execution.release().announce(leader);
        Gateway open = gateway;
        if (open != null) {
            open.onLeaderChanged(leader);
        }
        signalInputPath();
    }

    private void onExecuted(Progress progress) {
        InputPath path = inputPath;
        if (path != null) {
            path.onProgress(progress);
        }
        if (log != null) {
            peering.onExecuted();
        }
    }

    private static ElectionMemory memory(NodeConfig config, Path directory) throws NodeStartException {
        ElectionMemory.Past past = !Files.exists(directory.resolve(RAFT_DIRECTORY))
                ? ElectionMemory.Past.NONE
                : config.release() == NodeConfig.Release.COMMITTED
                        ? ElectionMemory.Past.COMMITTED
                        : ElectionMemory.Past.UNKNOWN;
        try {
            int self = config.members().indexOf(config.self());
            return ElectionMemory.open(
                    directory, past, config.members().size(), self, System.nanoTime() & FIRST_QUESTION);
        } catch (IOException e) {
            throw new NodeStartException(
                    NodeStartException.Kind.FAILED,
                    "the data directory cannot be used: directory=" + directory + ", " + e.getMessage(),
                    e);
        }
    }

    /** Leaves word that this node was stopped in order, if it has forgotten nothing; once everything is closed. */
    void onStoppedInOrder() {
        orderlyStop.leaveNote(execution.release().released().watermark(), store.latestEntry());
    }

    @Override
    public void onLeader(long term, boolean leads) {
        peering.onLeader(term, leads);
        long before = ledTerm.getAndSet(leads ? term : NOT_LEADING);
        if (!leads && before != NOT_LEADING) {
            LOG.info(
                    "this node does not lead any more: node={}, group={}, term={}",
                    config.node(),
                    config.group(),
                    before);
        }
        if (leads) {
            LOG.info(
                    "this node leads: node={}, group={}, term={}, fromIndex={}",
                    config.node(),
                    config.group(),
                    term,
                    log().firstIndexOf(term));
        }
    }

    /** Called by whoever released something. */
    private void onReleased() {
        InputPath path = inputPath;
        if (path == null || !path.isAwaitingAnswers()) {
            return;
        }
        // An instance has more to do; and a thread of Ratis's may be waited for by one that holds what an append takes.
        if (config.release() == NodeConfig.Release.COVERED && !(Thread.currentThread() instanceof Daemon)) {
            path.drain(); // mostly by the event loop that has brought another node's word
        } else {
            path.signal();
        }
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

    RatisLog log() {
        return Objects.requireNonNull(log, "not started");
    }

    Leadership leadership() {
        return Objects.requireNonNull(leadership, "not started");
    }

    private void onLog(RatisLog built) {
        leadership = new Leadership(built, members, execution, rules, peering.successors());
        log = built;
    }

    ElectionMemory memory() {
        return memory;
    }

    Peering peering() {
        return peering;
    }

    Execution execution() {
        return execution;
    }

    SnapshotStore store() {
        return store;
    }
}
