package io.dsfm.ratis.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dsfm.ratis.config.NodeConfig.Member;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ListenCheckTest {

    @Test
    void namesEachAddressThatCannotBeListenedAt() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            HostPort raft = new HostPort("127.0.0.1", taken.getLocalPort());
            HostPort client = new HostPort("no-such-host.invalid", 8_001);

            assertThatThrownBy(() -> ListenCheck.check(config(raft, client)))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("members[0].raft-address: cannot listen at " + raft)
                    .hasMessageContaining("members[0].client-address: cannot listen at " + client + " (unknown host)");
        }
    }

    @Test
    void leavesFreeAddressesFree() throws Exception {
        HostPort raft;
        HostPort client;
        try (ServerSocket first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket second = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            raft = new HostPort("127.0.0.1", first.getLocalPort());
            client = new HostPort("127.0.0.1", second.getLocalPort());
        }

        ListenCheck.check(config(raft, client));
        ListenCheck.check(config(raft, client));
    }

    private static NodeConfig config(HostPort raft, HostPort client) {
        NodeConfig config = TestConfigs.config("g", "n1", "counter", List.of("fast"), Path.of("/var/lib/dsfm"));
        return new NodeConfig(
                config.group(),
                config.node(),
                config.dataDirectory(),
                List.of(new Member("n1", raft, client)),
                config.application(),
                config.variants(),
                config.release(),
                config.arbiter(),
                config.timeouts(),
                config.limits(),
                config.snapshots(),
                config.sessions());
    }
}
