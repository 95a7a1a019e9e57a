package io.dsfm.ratis.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dsfm.ratis.config.HostPort;
import io.dsfm.ratis.config.NodeConfig;
import java.nio.file.Path;
import java.util.List;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.junit.jupiter.api.Test;

final class RatisSettingsTest {

    @Test
    void forcesTheLogUnlessItIsRelaxed() {
        assertThat(isUnsafe(Durability.SYNCED)).isFalse();
        assertThat(isUnsafe(Durability.RELAXED)).isTrue();
    }

    @Test
    void neverTakesForForcedWhatWasNotEvenWritten() {
        for (Durability durability : Durability.values()) {
            RaftProperties properties = properties(durability);
            assertThat(RaftServerConfigKeys.Log.asyncFlushEnabled(properties)).isFalse();
        }
    }

    @Test
    void theDurabilityOfAProcessIsSyncedUnlessItsPropertySaysOtherwise() {
        assertThat(Durability.ofProcess()).isEqualTo(Durability.SYNCED);
        System.setProperty(Durability.PROPERTY, "relaxed");
        try {
            assertThat(Durability.ofProcess()).isEqualTo(Durability.RELAXED);
            System.setProperty(Durability.PROPERTY, "lax");
            assertThatThrownBy(Durability::ofProcess)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("dsfm.bench.durability=lax, accepted: synced or relaxed");
        } finally {
            System.clearProperty(Durability.PROPERTY);
        }
    }

    private static boolean isUnsafe(Durability durability) {
        return RaftServerConfigKeys.Log.unsafeFlushEnabled(properties(durability));
    }

    private static RaftProperties properties(Durability durability) {
        NodeConfig config = new NodeConfig(
                "group",
                "n1",
                Path.of("/n1/data"),
                List.of(new NodeConfig.Member("n1", new HostPort("127.0.0.1", 1), new HostPort("127.0.0.1", 2))),
                "echo",
                List.of("a"),
                NodeConfig.Release.COMMITTED,
                NodeConfig.Arbitration.DEFAULT,
                NodeConfig.Timeouts.DEFAULT,
                NodeConfig.Limits.DEFAULT,
                NodeConfig.Snapshots.DEFAULT,
                NodeConfig.SessionLimits.DEFAULT);
        return RatisSettings.properties(config, Path.of("/n1/data/raft"), durability);
    }
}
