package io.dsfm.maelstrom.node;

import io.dsfm.maelstrom.workload.hash.HashProvider;
import io.dsfm.maelstrom.workload.store.StoreApplication;
import io.dsfm.maelstrom.workload.tree.TreeProvider;
import io.dsfm.ratis.config.ConfigException;
import io.dsfm.ratis.config.DamagedDataException;
import io.dsfm.ratis.config.HostPort;
import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.node.DsfmNode;
import io.dsfm.ratis.node.NodeFailedException;
import io.dsfm.ratis.node.NodeStartException;
import io.dsfm.ratis.node.StateMachineCatalog;
import io.dsfm.ratis.node.Surroundings;
import io.dsfm.ratis.wire.LocalTransport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A node of the group, from Maelstrom's {@code init} on: the node itself, its network, its own session with the group, and
 * the desk at which clients are served.
 *
 * <p>Threading: messages come by one thread.
 */
final class GroupNode implements AutoCloseable {

    private static final String GROUP = "maelstrom";
    private static final int CLIENT_PORT = 1;
    private static final int RAFT_PORT = 2;
    private static final Duration LONGEST = Duration.ofSeconds(60);
    /** It cannot hand over when it is closed: nothing comes in any more. */
    private static final Duration SHUTDOWN = Duration.ofMillis(100);

    private static final long CLIENTS_PER_MILLI = 1_024;
    private static final int ENTRY_BYTES = 2 << 20;
    private static final int MOST_NODES = 9;

    private final Exchange exchange;
    private final Tunnels tunnels;
    private final MaelstromNetwork network;
    private final DsfmNode node;
    private final GroupSession session;
    private final ClientDesk desk;
    private final ShiftedClock clock;

    /**
     * Starts it.
     *
     * @param self its id
     * @param all the ids of all nodes, in the same order everywhere
     * @param folder where it keeps its data
     * @param run above that of any process before this one that was the same node, and below 2^42: the time in
     *     milliseconds serves
     * @param out sends messages
     */
    GroupNode(String self, List<String> all, Path folder, long run, NodeOptions options, Outbox out)
            throws ConfigException, DamagedDataException, NodeStartException {
        if (!all.contains(self) || all.size() > MOST_NODES) {
            throw new IllegalArgumentException("not a group: node=" + self + ", nodes=" + all + ", accepted: 1 to "
                    + MOST_NODES + " with the node");
        }
        List<NodeConfig.Member> members = all.stream()
                .map(id -> new NodeConfig.Member(id, new HostPort(id, RAFT_PORT), new HostPort(id, CLIENT_PORT)))
                .toList();
        List<String> others = all.stream().filter(id -> !id.equals(self)).toList();
        clock = new ShiftedClock(options.clockOffsetMillis());
        LocalTransport transport = new LocalTransport();
        exchange = new Exchange(self, others, run, options.hold(), new Router(), out);
        network = new MaelstromNetwork(self, exchange, options.answer());
        tunnels = new Tunnels(transport, new HostPort(self, CLIENT_PORT), run, exchange);
        StateMachineCatalog catalog = new StateMachineCatalog(List.of(new TreeProvider(), new HashProvider()));
        try {
            node = DsfmNode.start(
                    config(self, members, folder, options), catalog, new Surroundings(network, transport, clock));
        } catch (ConfigException | DamagedDataException | NodeStartException | RuntimeException e) {
            tunnels.close();
            exchange.close();
            throw e;
        }
        others.forEach(other -> tunnels.open(other, new HostPort(other, CLIENT_PORT)));
        AtomicLong clientIds = new AtomicLong((run * all.size() + all.indexOf(self)) * CLIENTS_PER_MILLI);
        session = new GroupSession(
                members.stream().map(NodeConfig.Member::clientAddress).toList(),
                GROUP,
                transport,
                clientIds::incrementAndGet,
                LONGEST);
        desk = new ClientDesk(self, session, options, out, System::nanoTime);
    }

    private static NodeConfig config(String self, List<NodeConfig.Member> members, Path folder, NodeOptions options) {
        NodeConfig.Limits limits = NodeConfig.Limits.DEFAULT;
        NodeConfig.Timeouts timeouts = NodeConfig.Timeouts.DEFAULT;
        int place = members.stream().map(NodeConfig.Member::node).toList().indexOf(self);
        return new NodeConfig(
                GROUP,
                self,
                folder,
                members,
                StoreApplication.NAME,
                Variants.of(options.variants(), place),
                options.release(),
                NodeConfig.Arbitration.DEFAULT,
                timeouts.withElection(options.electionMin(), options.electionMax())
                        .withShutdown(SHUTDOWN),
                new NodeConfig.Limits(
                        ClientDesk.INPUT_BYTES,
                        StoreApplication.REPLY_BYTES,
                        ENTRY_BYTES,
                        limits.entryInputs(),
                        limits.entriesInFlight(),
                        limits.pendingInputs(),
                        limits.queuedInputs(),
                        limits.connections(),
                        2 * StoreApplication.REPLY_BYTES),
                new NodeConfig.Snapshots(
                        options.snapshotEntries(),
                        NodeConfig.Snapshots.DEFAULT.everyBytes(),
                        NodeConfig.Snapshots.DEFAULT.kept(),
                        NodeConfig.Snapshots.DEFAULT.segmentBytes()),
                NodeConfig.SessionLimits.DEFAULT);
    }

    /** A message came. */
    void onMessage(Message message) {
        if (Exchange.isOne(message)) {
            exchange.onMessage(message);
        } else {
            desk.onMessage(message);
        }
    }

    /** The node's clock is wrong by so much from now on. */
    void setClock(long offsetMillis) {
        clock.set(offsetMillis);
    }

    /** Whether this node leads and serves. */
    boolean isLeaderReady() {
        return node.isLeaderReady();
    }

    /** Whether this node may stand for election, as far as it knows. */
    boolean isFitToLead() {
        return node.isFitToLead();
    }

    /** Waits until the node has ended. */
    void awaitTermination() throws InterruptedException, NodeFailedException {
        node.awaitTermination();
    }

    @Override
    public void close() {
        desk.close();
        session.close();
        tunnels.close();
        exchange.close();
        node.close();
    }

    /** Gives what comes from other nodes to the part that it is for. */
    private final class Router implements Exchange.Receiver {
        @Override
        public CompletableFuture<byte[]> onAsk(String from, String what, byte[] data) {
            return what.equals(Tunnels.WHAT) ? tunnels.onChunk(from, data) : network.onAsk(from, what, data);
        }

        @Override
        public void onTell(String from, String what, byte[] data) {
            network.onTell(from, what, data);
        }
    }
}
