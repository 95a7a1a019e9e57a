package io.dsfm.ratis.peers;

import bench.peers.Cluster;
import bench.peers.ClusterClient;
import bench.peers.Contestant;
import bench.peers.CountingStateMachine;
import bench.peers.Node;
import bench.peers.Setup;
import bench.peers.Setup.Extent;
import io.dsfm.ratis.config.HostPort;
import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.node.DsfmNode;
import io.dsfm.ratis.node.NodeFailedException;
import io.dsfm.ratis.node.StateMachineCatalog;
import io.dsfm.ratis.rehearsal.Rehearsal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The group: a server process is what {@code dsfm node} makes of a configuration, with defaults for all that a setup does
 * not name, and the client is the ordinary one.
 *
 * <p>Options: {@code release}, a level of {@link NodeConfig.Release}; {@code instances}, how many each node runs, 1 to 3,
 * of a {@link CountingVariant} each.
 */
public final class GroupContestant implements Contestant {

    static final String GROUP = "peers";
    static final String RELEASE = "release";
    static final String INSTANCES = "instances";

    private static final int INSTANCES_MAX = CountingVariant.values().length;
    private static final int USUAL_INSTANCES = 2;
    private static final int RAFT_PORT = 0;
    private static final int CLIENT_PORT = 1;
    private static final int EXIT_FAILED = 1;
    /** As {@code dsfm node} does. */
    private static final Duration REHEARSAL = Duration.ofSeconds(4);

    /** For {@link java.util.ServiceLoader}. */
    public GroupContestant() {}

    @Override
    public String name() {
        return "dsfm";
    }

    @Override
    public List<Setup> setups() {
        List<Setup> setups = new ArrayList<>();
        for (NodeConfig.Release level : NodeConfig.Release.values()) {
            for (int instances = 1; instances <= INSTANCES_MAX; instances++) {
                setups.add(Setup.load(title(level, instances), durability(level), options(level, instances))
                        .in(instances == USUAL_INSTANCES ? Extent.QUICK : Extent.FULL));
            }
        }
        for (NodeConfig.Release level : NodeConfig.Release.values()) {
            String name = "failover, " + title(level, USUAL_INSTANCES);
            setups.add(Setup.failover(name, durability(level), options(level, USUAL_INSTANCES))
                    .in(level == NodeConfig.Release.COVERED ? Extent.QUICK : Extent.FULL));
        }
        return setups;
    }

    private static String title(NodeConfig.Release level, int instances) {
        return name(level) + ", " + instances + (instances == 1 ? " instance" : " instances");
    }

    private static Map<String, String> options(NodeConfig.Release level, int instances) {
        return Map.of(RELEASE, name(level), INSTANCES, Integer.toString(instances));
    }

    private static String durability(NodeConfig.Release level) {
        return switch (level) {
            case COMMITTED -> "fsync at a majority";
            case COVERED -> "memory of a majority, executed there";
            case LOCAL -> "memory of the leader";
        };
    }

    private static String name(NodeConfig.Release level) {
        return switch (level) {
            case COMMITTED -> "committed";
            case COVERED -> "covered";
            case LOCAL -> "local";
        };
    }

    @Override
    public AutoCloseable startServer(Node node, CountingStateMachine machine) throws Exception {
        Rehearsal.run(node.directory().resolve("rehearsal"), REHEARSAL);
        DsfmNode started = DsfmNode.start(config(node), new StateMachineCatalog(CountingVariant.providers(machine)));
        Thread watch = new Thread(() -> endWith(started), "end-with-the-node");
        watch.setDaemon(true);
        watch.start();
        return started;
    }

    /** A node that cannot go on ends its process, as that of {@code dsfm node} would. */
    private static void endWith(DsfmNode node) {
        try {
            node.awaitTermination();
        } catch (NodeFailedException e) {
            e.printStackTrace();
            Runtime.getRuntime().halt(EXIT_FAILED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static NodeConfig config(Node node) {
        Cluster cluster = node.cluster();
        return new NodeConfig(
                GROUP,
                id(node),
                node.directory().resolve("data"),
                cluster.nodes().stream().map(GroupContestant::member).toList(),
                CountingVariant.APPLICATION,
                CountingVariant.names(cluster.option(INSTANCES, USUAL_INSTANCES)),
                release(cluster),
                NodeConfig.Arbitration.DEFAULT,
                NodeConfig.Timeouts.DEFAULT,
                NodeConfig.Limits.DEFAULT,
                NodeConfig.Snapshots.DEFAULT,
                NodeConfig.SessionLimits.DEFAULT);
    }

    private static NodeConfig.Member member(Node node) {
        return new NodeConfig.Member(id(node), new HostPort(Cluster.HOST, node.port(RAFT_PORT)), clientAddress(node));
    }

    private static String id(Node node) {
        return "n" + (node.index() + 1);
    }

    static HostPort clientAddress(Node node) {
        return new HostPort(Cluster.HOST, node.port(CLIENT_PORT));
    }

    static NodeConfig.Release release(Cluster cluster) {
        return NodeConfig.Release.parse(cluster.option(RELEASE, "committed"));
    }

    @Override
    public ClusterClient connect(Cluster cluster) {
        return GroupConnection.open(cluster);
    }
}
