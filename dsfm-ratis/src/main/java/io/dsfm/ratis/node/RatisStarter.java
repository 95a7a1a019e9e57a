package io.dsfm.ratis.node;

import io.dsfm.ratis.config.ConfigException;
import io.dsfm.ratis.config.ConfigException.Problem;
import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.node.NodeStartException.Kind;
import io.dsfm.ratis.peer.PeerRpcType;
import io.dsfm.ratis.peer.PeerWiring;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.apache.ratis.metrics.MetricRegistries;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.StateMachine;
import org.jspecify.annotations.Nullable;

/** Starts the Ratis server of a node, and says in the node's own words why it cannot. */
final class RatisStarter {

    static {
        // Else Ratis names each of its metrics to the platform's registry as it makes them, which a new leader does
        // first of all
        MetricRegistries.global().addReporterRegistration(registry -> {}, registry -> {});
    }

    private RatisStarter() {}

    /**
     * Starts the server.
     *
     * @param storage where Ratis keeps its log; made anew if there is nothing
     * @param machine what it hands committed entries to
     * @param wiring what its messages go through
     * @param durability whether the log is forced before entries count
     * @param built takes the log before the server starts, since the machine may need it from then on
     */
    static void start(
            NodeConfig config,
            Path storage,
            StateMachine machine,
            PeerWiring wiring,
            Durability durability,
            Consumer<RatisLog> built)
            throws ConfigException, NodeStartException {
        try {
            RaftServer server = RaftServer.newBuilder()
                    .setServerId(RaftPeerId.valueOf(config.node()))
                    .setGroup(RatisSettings.group(config))
                    .setProperties(RatisSettings.properties(config, storage, durability))
                    .setParameters(PeerRpcType.parameters(wiring))
                    .setStateMachine(machine)
                    .setOption(RaftStorage.StartupOption.RECOVER)
                    .build();
            RaftServer.Division division = server.getDivision(RatisSettings.groupId(config.group()));
            built.accept(new RatisLog(server, division, wiring.hold()));
            server.start();
        } catch (IOException | RuntimeException e) {
            if (find(e, BindException.class) != null) {
                throw new ConfigException(new Problem(
                        "configuration",
                        "raft-address of " + config.node(),
                        "found " + config.self().raftAddress() + ", which cannot be listened on: " + deepest(e),
                        "an address of this machine with a port that is free"));
            }
            throw explain(storage, config, e);
        }
    }

    private static NodeStartException explain(Path storage, NodeConfig config, Exception e) {
        List<String> damaged = DamagedSegments.find(storage, RatisSettings.appenderBytes(config.limits()));
        boolean isDamage = !damaged.isEmpty() || find(e, IOException.class) != null;
        if (!isDamage) {
            return new NodeStartException(Kind.FAILED, "the Raft server does not start: " + describe(e), e);
        }
        String files = damaged.isEmpty() ? "" : "damaged files: " + String.join(", ", damaged) + ": ";
        return new NodeStartException(
                Kind.DAMAGED,
                "the stored log or snapshots cannot be used: directory=" + storage + ", " + files + describe(e)
                        + ". Put a good copy of a damaged file back, or move the data directory away and start with an"
                        + " empty one: the node then gets everything from the others, provided that a majority of the"
                        + " group is whole",
                e);
    }

    /** Every message on the way down, once. */
    private static String describe(Throwable failure) {
        StringBuilder text = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (text.indexOf(message) < 0) {
                text.append(text.isEmpty() ? "" : ": ").append(message);
            }
        }
        return text.toString();
    }

    private static String deepest(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    private static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }
}
