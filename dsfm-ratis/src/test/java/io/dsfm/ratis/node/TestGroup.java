package io.dsfm.ratis.node;

import io.dsfm.ratis.client.ClientOptions;
import io.dsfm.ratis.client.GroupClient;
import io.dsfm.ratis.client.NodeClient;
import io.dsfm.ratis.cluster.FreePorts;
import io.dsfm.ratis.config.ConfigException;
import io.dsfm.ratis.config.HostPort;
import io.dsfm.ratis.config.MembersDigest;
import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.config.NodeConfig.Arbitration;
import io.dsfm.ratis.config.NodeConfig.Limits;
import io.dsfm.ratis.config.NodeConfig.Member;
import io.dsfm.ratis.config.NodeConfig.Release;
import io.dsfm.ratis.config.NodeConfig.SessionLimits;
import io.dsfm.ratis.config.NodeConfig.Snapshots;
import io.dsfm.ratis.config.NodeConfig.Timeouts;
import io.dsfm.ratis.peer.PeerMessage;
import io.dsfm.ratis.proto.InstanceStatus;
import io.dsfm.ratis.proto.Status;
import io.dsfm.ratis.tls.ClientTls;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotResult;
import org.jspecify.annotations.Nullable;

/** A group of nodes in this process, on real sockets and files, for tests. */
final class TestGroup implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path directory;
    private final List<Member> members = new ArrayList<>();
    private final Map<String, List<String>> variants = new LinkedHashMap<>();
    private final Map<String, DsfmNode> nodes = new LinkedHashMap<>();
    private final Map<String, LinkProxy> proxies = new LinkedHashMap<>();
    private Timeouts timeouts = Timeouts.DEFAULT;
    private Limits limits = Limits.DEFAULT;
    private Snapshots snapshots = Snapshots.DEFAULT;
    private SessionLimits sessions = SessionLimits.DEFAULT;
    private final Partition partition = new Partition();
    private Release release = Release.COMMITTED;
    private NodeConfig.Stream stream = NodeConfig.Stream.DEFAULT;
    private Arbitration arbiter = Arbitration.DEFAULT;
    private @Nullable Function<String, NodeConfig.@Nullable Tls> tls;
    private long nextClientId = 1;

    TestGroup(Path directory, String... variantsOfNodes) {
        this.directory = directory;
        List<Integer> ports = FreePorts.find(2 * variantsOfNodes.length);
        for (int i = 0; i < variantsOfNodes.length; i++) {
            String node = "n" + (i + 1);
            members.add(new Member(node, local(ports.get(2 * i)), local(ports.get(2 * i + 1))));
            variants.put(node, List.of(variantsOfNodes[i].split("\\+")));
        }
    }

    private static HostPort local(int port) {
        return new HostPort("127.0.0.1", port);
    }

    TestGroup with(Snapshots policy) {
        snapshots = policy;
        return this;
    }

    /** The nodes reach each other through proxies from now on, whose connections {@link #breakLinks} breaks. */
    TestGroup throughProxies() throws IOException {
        for (Member member : members) {
            proxies.put(member.node(), new LinkProxy(member.raftAddress().port()));
        }
        return this;
    }

    /** Breaks every connection between nodes; they can be made again. Gives how many there were, each counted twice. */
    int breakLinks() {
        return proxies.values().stream().mapToInt(LinkProxy::breakAll).sum();
    }

    private List<Member> membersAsSeenBy(String node) {
        return members.stream()
                .map(member -> member.node().equals(node) || proxies.isEmpty()
                        ? member
                        : new Member(
                                member.node(),
                                new HostPort(
                                        "127.0.0.1", proxies.get(member.node()).port()),
                                member.clientAddress()))
                .toList();
    }

    TestGroup with(Limits bounds) {
        limits = bounds;
        return this;
    }

    TestGroup with(SessionLimits bounds) {
        sessions = bounds;
        return this;
    }

    TestGroup with(Release level) {
        release = level;
        return this;
    }

    TestGroup with(Timeouts bounds) {
        timeouts = bounds;
        return this;
    }

    TestGroup with(NodeConfig.Stream span) {
        stream = span;
        return this;
    }

    TestGroup with(Arbitration rules) {
        arbiter = rules;
        return this;
    }

    NodeConfig config(String node) {
        NodeConfig config = new NodeConfig(
                        "test",
                        node,
                        directory.resolve(node),
                        membersAsSeenBy(node),
                        LedgerMachine.APPLICATION,
                        variants.get(node),
                        release,
                        arbiter,
                        timeouts,
                        limits,
                        snapshots,
                        sessions)
                .with(stream);
        return tls == null ? config : config.with(tls.apply(node));
    }

    /** Each node has the TLS that this gives for its id. */
    TestGroup withTls(Function<String, NodeConfig.@Nullable Tls> ofNode) {
        tls = ofNode;
        return this;
    }

    TestGroup start() throws Exception {
        for (Member member : members) {
            start(member.node());
        }
        return this;
    }

    DsfmNode start(String node) throws Exception {
        NodeConfig config = config(node);
        DsfmNode started = DsfmNode.start(
                config,
                LedgerMachine.catalog(),
                partition.around(
                        node,
                        Surroundings.ofSockets(config, MembersDigest.of(members))
                                .network()));
        nodes.put(node, started);
        return started;
    }

    void stop(String node) {
        nodes.remove(node).close();
    }

    /** What passes between this node and the others is lost from now on. */
    void isolate(String node) {
        partition.isolate(node);
    }

    /** The answer to the next last piece of a snapshot is lost with its link. */
    void loseAnswerToSnapshot() {
        partition.loseAnswerToSnapshot();
    }

    /** What was answered to the last pieces of snapshots, but for answers that were lost. */
    List<InstallSnapshotResult> installed() {
        return partition.installed();
    }

    boolean hasLostAnswerToSnapshot() {
        return partition.hasLostAnswerToSnapshot();
    }

    /** Sending such a message fails at this node from now on as if a class of the program were missing. */
    void plantError(String node, PeerMessage message) {
        partition.plantError(node, message);
    }

    /** What passes between this node and those that are not cut off themselves arrives again. */
    void heal(String node) {
        partition.heal(node);
    }

    /** Everybody reaches everybody again. */
    void heal() {
        partition.heal();
    }

    /** The id of a node other than {@code old} that leads, once one does. */
    String awaitLeaderOtherThan(String old) {
        eventually(
                "a leader other than " + old,
                () -> nodes.entrySet().stream()
                        .anyMatch(entry ->
                                !entry.getKey().equals(old) && entry.getValue().isLeaderReady()));
        return nodes.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(old) && entry.getValue().isLeaderReady())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> awaitLeaderOtherThan(old));
    }

    /** A client that knows of this node only. */
    GroupClient clientOf(String node) {
        List<HostPort> address = members.stream()
                .filter(member -> member.node().equals(node))
                .map(Member::clientAddress)
                .toList();
        return GroupClient.connect(new ClientOptions(address, "test", nextClientId++, 1_024, PATIENCE));
    }

    DsfmNode node(String node) {
        return nodes.get(node);
    }

    /** The id of the node that leads, once one does. */
    String awaitLeader() {
        eventually("a leader", () -> nodes.values().stream().anyMatch(DsfmNode::isLeaderReady));
        return nodes.entrySet().stream()
                .filter(entry -> entry.getValue().isLeaderReady())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(this::awaitLeader);
    }

    GroupClient client() {
        return client(nextClientId++);
    }

    GroupClient client(long clientId) {
        List<HostPort> addresses = members.stream().map(Member::clientAddress).toList();
        return GroupClient.connect(new ClientOptions(addresses, "test", clientId, 1_024, PATIENCE));
    }

    Status status(String node) {
        HostPort address = members.stream()
                .filter(member -> member.node().equals(node))
                .findFirst()
                .orElseThrow()
                .clientAddress();
        try (NodeClient client = NodeClient.connect(address, "test", clientTls(node), PATIENCE)) {
            return client.status().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException | java.util.concurrent.ExecutionException | TimeoutException e) {
            throw new AssertionError("no status of " + node, e);
        }
    }

    private @Nullable ClientTls clientTls(String node) {
        try {
            return ClientTls.of(config(node), "test");
        } catch (ConfigException e) {
            throw new AssertionError("no TLS with " + node, e);
        }
    }

    /** The ids of all nodes but this one. */
    List<String> othersThan(String node) {
        return members.stream()
                .map(Member::node)
                .filter(other -> !other.equals(node))
                .toList();
    }

    /** Waits until every instance of every running node has executed up to {@code sequence}, and gives their digests. */
    List<Long> digestsAt(long sequence) {
        List<Long> digests = new ArrayList<>();
        for (String node : nodes.keySet()) {
            eventually(
                    "all instances of " + node + " at sequence " + sequence,
                    () -> status(node).getInstancesList().stream()
                            .allMatch(instance -> instance.getSequence() == sequence && instance.getDigest() != 0));
            status(node).getInstancesList().stream()
                    .map(InstanceStatus::getDigest)
                    .forEach(digests::add);
        }
        return digests;
    }

    /** Waits until {@code condition} holds. */
    static void eventually(String what, BooleanSupplier condition) {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadlineNanos) {
                throw new AssertionError("did not come about in " + PATIENCE + ": " + what);
            }
            LockSupport.parkNanos(10_000_000);
        }
    }

    @Override
    public void close() {
        // Whoever leads last, so that it hands over to nobody who is about to go, and the others at once: each waits
        // for its log.
        Map<Boolean, List<DsfmNode>> byRole =
                nodes.values().stream().collect(Collectors.partitioningBy(DsfmNode::isLeaderReady));
        try {
            CompletableFuture.allOf(byRole.get(false).stream()
                            .map(node -> CompletableFuture.runAsync(node::close, TestGroup::closer))
                            .toArray(CompletableFuture<?>[]::new))
                    .join();
        } finally {
            byRole.get(true).forEach(DsfmNode::close);
            nodes.clear();
            proxies.values().forEach(LinkProxy::close);
        }
    }

    private static void closer(Runnable task) {
        Thread thread = new Thread(task, "closer");
        thread.setDaemon(true);
        thread.start();
    }
}
