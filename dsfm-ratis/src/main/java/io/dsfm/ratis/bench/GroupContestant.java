package io.dsfm.ratis.bench;

import io.dsfm.ratis.client.ClientOptions;
import io.dsfm.ratis.client.GroupClient;
import io.dsfm.ratis.client.Release;
import io.dsfm.ratis.client.Result;
import io.dsfm.ratis.client.Submission;
import io.dsfm.ratis.cluster.Certificates;
import io.dsfm.ratis.cluster.ClusterOptions;
import io.dsfm.ratis.cluster.LocalCluster;
import io.dsfm.ratis.cluster.NodeProcess;
import io.dsfm.ratis.config.DurationText;
import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.config.SizeText;
import io.dsfm.ratis.node.Durability;
import io.dsfm.ratis.node.RatisSettings;
import io.dsfm.ratis.proto.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The group: ordinary nodes as they come, and the ordinary client. */
final class GroupContestant implements Contestant {

    private static final String GROUP = "local";
    private static final long POLL_NANOS = 50_000_000L;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long POLL_MILLIS = 50;

    private final LocalCluster cluster;
    private final List<GroupClient> clients;
    private final boolean isProvisional;
    private final Durability durability;
    private volatile boolean isRevoked;
    private volatile boolean isStruck;

    private GroupContestant(
            LocalCluster cluster, List<GroupClient> clients, boolean isProvisional, Durability durability) {
        this.cluster = cluster;
        this.clients = clients;
        this.isProvisional = isProvisional;
        this.durability = durability;
    }

    /** Starts it; returns when a node leads. */
    static GroupContestant start(BenchOptions options, Path directory) {
        Subject subject = options.subject();
        Certificates certificates = options.hasTls() ? Certificates.in(directory.resolveSibling(GROUP + "-tls")) : null;
        Map<String, NodeConfig.Tls> tls = new LinkedHashMap<>();
        for (int i = 1; certificates != null && i <= subject.nodes(); i++) {
            tls.put("n" + i, certificates.node(GROUP, "n" + i, NodeConfig.ClientCertificates.NONE));
        }
        LocalCluster cluster =
                LocalCluster.start(ClusterOptions.of(subject.application(), directory, subject.variants())
                        .withConfiguration(config -> config.with(subject.release())
                                .with(subject.entries().of(config.limits()))
                                .with(tls.get(config.node())))
                        .withFlags(List.of("-D" + Durability.PROPERTY + "="
                                + options.durability().label()))
                        .withHeapMegabytes(options.heapMegabytes())
                        .withStartTimeout(options.startTimeout()));
        GroupContestant started = new GroupContestant(
                cluster, new ArrayList<>(), subject.release() == NodeConfig.Release.LOCAL, options.durability());
        try {
            cluster.awaitPrimary(options.startTimeout());
            started.requireDurability(options.startTimeout());
            for (int i = 0; i < subject.clients(); i++) {
                started.clients.add(GroupClient.connect(new ClientOptions(
                                cluster.clientAddresses(),
                                GROUP,
                                Contestant.clientId(i),
                                REQUESTS_UNDER_WAY_MAX,
                                LoadGenerator.PATIENCE)
                        .with(cluster.nodes().get(0).tls())));
            }
            return started;
        } catch (RuntimeException e) {
            started.close();
            throw e;
        }
    }

    /** What a node says of its log; a busy one may not answer at once. */
    private static double forced(NodeProcess node, long deadlineNanos) {
        Optional<Status> status = node.status();
        while (status.isEmpty() && node.isAlive() && System.nanoTime() - deadlineNanos < 0) {
            LockSupport.parkNanos(POLL_NANOS);
            status = node.status();
        }
        return status.map(told -> told.getMetricsOrDefault(Durability.METRIC, Double.NaN))
                .orElse(Double.NaN);
    }

    /** A node says itself whether it waits for its disk: what it was told might have been in vain. */
    private void requireDurability(Duration patience) {
        int expected = durability == Durability.SYNCED ? 1 : 0;
        for (NodeProcess node : cluster.nodes()) {
            double found = forced(node, System.nanoTime() + patience.toNanos());
            if (found != expected) {
                throw new BenchException("a node is not as durable as it was told: node=" + node.id() + ", durability="
                        + durability.label() + ", " + Durability.METRIC + "=" + found);
            }
        }
    }

    @Override
    public String name() {
        return "group";
    }

    @Override
    public Map<String, String> settings() {
        NodeConfig config = cluster.nodes().get(0).config();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("what", "a group of " + cluster.nodes().size() + " nodes");
        settings.put("release", config.release().name().toLowerCase(Locale.ROOT));
        settings.put("durability", durability.label());
        settings.put("transport", "the project's own: pipelined, on Netty");
        settings.put(
                "tls",
                config.tls() == null
                        ? "none"
                        : "1.3, by the JDK; certificates of both sides between nodes, of the node alone to clients");
        settings.put("client", clients.size() == 1 ? "one GroupClient" : clients.size() + " GroupClients");
        settings.put(
                "variants",
                cluster.nodes().stream()
                        .map(node -> node.config().variants())
                        .toList()
                        .toString());
        NodeConfig.Limits limits = config.limits();
        settings.put(
                "entries",
                limits.entriesInFlight() + " unanswered, of up to " + limits.entryInputs() + " inputs and "
                        + SizeText.format(limits.entryBytes()));
        NodeConfig.Timeouts timeouts = config.timeouts();
        settings.put(
                "pauses",
                "replication-pause " + DurationText.format(timeouts.replicationPause()) + " (local), flush-pause "
                        + DurationText.format(timeouts.flushPause()) + " (local, covered)");
        settings.putAll(PlainSettings.describe(RatisSettings.properties(config, config.dataDirectory(), durability)));
        return settings;
    }

    @Override
    public int clients() {
        return clients.size();
    }

    @Override
    public CompletableFuture<Result> submit(int client, byte[] input) {
        if (!isProvisional) {
            return clients.get(client).submit(input);
        }
        // With nothing wrong in the group no result may be taken back: one that is counts as a failure. Where nodes are
        // killed, some are.
        Submission submission = clients.get(client).submit(input, Release.LOCAL);
        submission.settled().whenComplete((settled, failure) -> {
            if (!isStruck
                    && (failure != null
                            || !settled.isSameAs(submission.released().getNow(settled)))) {
                isRevoked = true;
            }
        });
        return isRevoked
                ? CompletableFuture.failedFuture(new BenchException("a provisional result was not confirmed"))
                : submission.released();
    }

    @Override
    public List<Long> serverProcesses() {
        return cluster.nodes().stream().map(NodeProcess::pid).toList();
    }

    @Override
    public int awaitLeader() {
        return cluster.nodes().indexOf(cluster.awaitPrimary(PATIENCE));
    }

    @Override
    public void kill(int server) {
        isStruck = true;
        NodeProcess node = cluster.nodes().get(server);
        node.kill();
        node.awaitExit();
    }

    @Override
    public void restart(int server) throws InterruptedException {
        NodeProcess node = cluster.nodes().get(server);
        node.restart();
        long target = cluster.awaitPrimary(PATIENCE)
                .status()
                .map(Status::getCommitIndex)
                .orElse(0L);
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        while (node.status().map(Status::getAppliedIndex).orElse(-1L) < target) {
            if (System.nanoTime() - deadlineNanos > 0) {
                throw new BenchException("a node does not catch up: node=" + node.id() + ", log=" + node.logFile());
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    @Override
    public void close() {
        clients.forEach(GroupClient::close);
        cluster.close();
    }
}
