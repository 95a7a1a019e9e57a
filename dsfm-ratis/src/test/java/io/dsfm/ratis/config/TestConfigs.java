package io.dsfm.ratis.config;

import io.dsfm.ratis.config.NodeConfig.Limits;
import io.dsfm.ratis.config.NodeConfig.Member;
import io.dsfm.ratis.config.NodeConfig.SessionLimits;
import io.dsfm.ratis.config.NodeConfig.Snapshots;
import io.dsfm.ratis.config.NodeConfig.Timeouts;
import java.nio.file.Path;
import java.util.List;

/** Configurations with defaults wherever a test does not care. */
final class TestConfigs {

    private TestConfigs() {}

    static NodeConfig config(String group, String node, String application, List<String> variants, Path directory) {
        return config(group, node, List.of(node), application, variants, directory);
    }

    static NodeConfig config(
            String group, String node, List<String> nodes, String application, List<String> variants, Path directory) {
        return new NodeConfig(
                group,
                node,
                directory,
                nodes.stream().map(TestConfigs::member).toList(),
                application,
                variants,
                NodeConfig.Release.COMMITTED,
                NodeConfig.Arbitration.DEFAULT,
                Timeouts.DEFAULT,
                Limits.DEFAULT,
                Snapshots.DEFAULT,
                SessionLimits.DEFAULT);
    }

    private static Member member(String node) {
        return new Member(node, new HostPort("localhost", 7_001), new HostPort("localhost", 8_001));
    }
}
