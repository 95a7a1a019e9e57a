package io.dsfm.ratis.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.ratis.config.HostPort;
import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.node.Durability;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PlainSettingsTest {

    private static final String UNSAFE = "raft.server.log.unsafe-flush.enabled";

    /** As the group's nodes: the comparison is of what is built on Ratis, not of disks. */
    @ParameterizedTest
    @EnumSource
    void serversForceTheirLogAsTheGroupDoes(PlainSettings settings) {
        assertThat(described(settings, Durability.SYNCED)).containsEntry(UNSAFE, "false");
        assertThat(described(settings, Durability.RELAXED)).containsEntry(UNSAFE, "true");
    }

    private static Map<String, String> described(PlainSettings settings, Durability durability) {
        NodeConfig config = new NodeConfig(
                "plain",
                "p1",
                Path.of("/p1/data"),
                List.of(new NodeConfig.Member("p1", new HostPort("127.0.0.1", 1), new HostPort("127.0.0.1", 2))),
                "echo",
                List.of("a"),
                NodeConfig.Release.COMMITTED,
                NodeConfig.Arbitration.DEFAULT,
                NodeConfig.Timeouts.DEFAULT,
                NodeConfig.Limits.DEFAULT,
                NodeConfig.Snapshots.DEFAULT,
                NodeConfig.SessionLimits.DEFAULT);
        return PlainSettings.describe(settings.server(config, PlainTransport.GRPC, config.dataDirectory(), durability));
    }
}
