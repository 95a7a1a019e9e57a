package io.dsfm.ratis.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.ratis.client.ClientOptions;
import io.dsfm.ratis.client.GroupClient;
import io.dsfm.ratis.client.Result;
import io.dsfm.ratis.config.HostPort;
import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.peer.MemoryNetwork;
import io.dsfm.ratis.wire.LocalTransport;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes and a client without any socket, and with a clock that is not the machine's. */
class SocketlessGroupTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long YEAR_2000_NANOS = 946_684_800_000_000_000L;

    @TempDir
    private Path directory;

    private final LocalTransport transport = new LocalTransport();
    private final MemoryNetwork.Hub hub = new MemoryNetwork.Hub();
    private final AtomicLong clockNanos = new AtomicLong(YEAR_2000_NANOS);
    private final List<DsfmNode> nodes = new ArrayList<>();

    @AfterEach
    void close() {
        nodes.forEach(DsfmNode::close);
    }

    @Test
    void clientFindsTheLeaderAndFollowsItWithinTheProcess() throws Exception {
        List<NodeConfig.Member> members = start("n1", "n2", "n3");
        try (GroupClient client = connect(members)) {
            Result first = submit(client, "one");
            DsfmNode leader =
                    nodes.stream().filter(DsfmNode::isLeaderReady).findFirst().orElseThrow();
            nodes.remove(leader);
            leader.close();
            Result second = submit(client, "two");

            assertThat(second.sequence()).isGreaterThan(first.sequence());
            assertThat(second.requestNumber()).isEqualTo(first.requestNumber() + 1);
        }
    }

    @Test
    void addressesAreNotTheMachines() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            List<NodeConfig.Member> members = start(taken.getLocalPort(), "alone");
            try (GroupClient client = connect(members)) {
                assertThat(submit(client, "one").requestNumber()).isEqualTo(1);
            }
        }
    }

    @Test
    void inputsAreStampedWithTheGivenClock() throws Exception {
        List<NodeConfig.Member> members = start("alone");
        try (GroupClient client = connect(members)) {
            assertThat(submit(client, "one").timestampNanos()).isEqualTo(YEAR_2000_NANOS);
            clockNanos.addAndGet(-1_000);
            assertThat(submit(client, "two").timestampNanos()).isEqualTo(YEAR_2000_NANOS);
            clockNanos.addAndGet(5_000);
            assertThat(submit(client, "three").timestampNanos()).isEqualTo(YEAR_2000_NANOS + 4_000);
        }
    }

    private List<NodeConfig.Member> start(String... names) throws Exception {
        return start(1, names);
    }

    private List<NodeConfig.Member> start(int clientPort, String... names) throws Exception {
        List<NodeConfig.Member> members = new ArrayList<>();
        for (String name : names) {
            members.add(new NodeConfig.Member(name, new HostPort(name, 2), new HostPort(name, clientPort)));
        }
        for (String name : names) {
            Surroundings surroundings = new Surroundings(hub.network(name), transport, clockNanos::get);
            nodes.add(DsfmNode.start(config(members, name), LedgerMachine.catalog(), surroundings));
        }
        return members;
    }

    private NodeConfig config(List<NodeConfig.Member> members, String name) {
        return new NodeConfig(
                "socketless",
                name,
                directory.resolve(name),
                members,
                LedgerMachine.APPLICATION,
                List.of("plain"),
                NodeConfig.Release.COMMITTED,
                NodeConfig.Arbitration.DEFAULT,
                NodeConfig.Timeouts.DEFAULT,
                NodeConfig.Limits.DEFAULT,
                NodeConfig.Snapshots.DEFAULT,
                NodeConfig.SessionLimits.DEFAULT);
    }

    private GroupClient connect(List<NodeConfig.Member> members) {
        List<HostPort> addresses =
                members.stream().map(NodeConfig.Member::clientAddress).toList();
        return GroupClient.connect(new ClientOptions(addresses, "socketless", 7, 16, PATIENCE), transport);
    }

    private static Result submit(GroupClient client, String text) throws Exception {
        return client.submit(LedgerMachine.input(text)).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }
}
