package io.dsfm.ratis.bench;

import io.dsfm.ratis.config.ConfigException;
import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.config.NodeConfigReader;
import io.dsfm.ratis.config.VariantCheck;
import io.dsfm.ratis.node.Durability;
import io.dsfm.ratis.node.NodeStartException;
import io.dsfm.ratis.node.RatisSettings;
import io.dsfm.ratis.node.StateMachineCatalog;
import io.dsfm.statemachine.StateMachineProvider;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.storage.RaftStorage;

/**
 * The program that a plain Ratis server process runs: one node of a Raft group, until standard input ends. Arguments: a
 * node's configuration file, of which it takes the members, the first variant and the directory; the names of a
 * {@link PlainSettings}, a {@link PlainTransport} and a {@link Durability}; and whether to start with an empty log or with the
 * one that is there.
 */
public final class PlainRatisNode {

    private PlainRatisNode() {}

    /** Runs a node. */
    public static void main(String[] arguments) {
        System.setProperty("dsfm.log.level", "INFO"); // as a node of the group
        int exitStatus = 0;
        try (RaftServer server = start(
                NodeConfigReader.read(Path.of(arguments[0])),
                PlainSettings.valueOf(arguments[1]),
                PlainTransport.valueOf(arguments[2]),
                Durability.valueOf(arguments[3]),
                RaftStorage.StartupOption.valueOf(arguments[4]))) {
            System.out.println("node " + server.getId() + " runs");
            while (System.in.read() >= 0) {
                // Nothing is ever written; the end is that of whoever started this process.
            }
        } catch (ConfigException | NodeStartException | IOException | RuntimeException e) {
            e.printStackTrace();
            exitStatus = 1;
        }
        Runtime.getRuntime().halt(exitStatus); // Ratis may leave threads behind
    }

    private static RaftServer start(
            NodeConfig config,
            PlainSettings settings,
            PlainTransport transport,
            Durability durability,
            RaftStorage.StartupOption startup)
            throws ConfigException, NodeStartException, IOException {
        StateMachineProvider provider = VariantCheck.check(
                        config, "configuration", StateMachineCatalog.load().providers())
                .get(0);
        RaftServer server = RaftServer.newBuilder()
                .setServerId(RaftPeerId.valueOf(config.node()))
                .setGroup(RatisSettings.group(config))
                .setProperties(settings.server(config, transport, config.dataDirectory(), durability))
                .setStateMachine(new PlainStateMachine(provider.create()))
                .setParameters(PlainTls.parameters(config))
                .setOption(startup)
                .build();
        server.start();
        return server;
    }
}
