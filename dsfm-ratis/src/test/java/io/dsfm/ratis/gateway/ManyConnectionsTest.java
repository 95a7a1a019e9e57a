package io.dsfm.ratis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import com.google.protobuf.ByteString;
import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.proto.ClientFrame;
import io.dsfm.ratis.proto.NodeFrame;
import io.dsfm.ratis.proto.Query;
import io.dsfm.ratis.wire.WireProtocol;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several thousand clients of one node, over sockets. */
@Timeout(240)
final class ManyConnectionsTest {

    private static final int CLIENTS = 2_000;
    private static final int ROUNDS = 3;
    private static final NodeConfig.Timeouts STANDARD = NodeConfig.Timeouts.DEFAULT;
    private static final NodeConfig.Timeouts PATIENT = new NodeConfig.Timeouts(
            STANDARD.electionMin(),
            STANDARD.electionMax(),
            Duration.ofMinutes(5),
            Duration.ofMinutes(5),
            STANDARD.shutdown(),
            STANDARD.replicationPause(),
            STANDARD.flushPause());

    private final FakeGroup group = new FakeGroup();
    private final List<RawClient> clients = new ArrayList<>();
    private final MetricRegistry metrics = new MetricRegistry();

    @AfterEach
    void close() throws IOException {
        for (RawClient client : clients) {
            client.close();
        }
        group.close();
    }

    @Test
    void eachGetsItsAnswersWhileOneThatDoesNotReadIsDisconnected() throws Exception {
        FakeNode node = group.addNode();
        try (Gateway gateway = new Gateway(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                NodeConfig.Limits.DEFAULT,
                PATIENT,
                node,
                metrics)) {
            for (int i = 0; i <= CLIENTS; i++) {
                RawClient client = new RawClient(gateway.address().getPort());
                clients.add(client);
                client.send(ClientFrame.newBuilder().setHello(WireProtocol.hello(FakeGroup.NAME)));
            }
            for (RawClient client : clients) {
                assertThat(client.read().hasWelcome()).isTrue();
            }
            assertThat(gateway.connections()).isEqualTo(CLIENTS + 1);
            RawClient slow = clients.remove(CLIENTS);
            Thread asking = new Thread(() -> askWithoutReading(slow));
            asking.start();

            for (int round = 0; round < ROUNDS; round++) {
                for (int i = 0; i < CLIENTS; i++) {
                    clients.get(i).send(query(round * CLIENTS + i, 8));
                }
                for (int i = 0; i < CLIENTS; i++) {
                    NodeFrame answer = clients.get(i).read();
                    assertThat(answer.getAnswer().getCorrelationId()).isEqualTo(round * CLIENTS + i);
                    assertThat(answer.getAnswer().getAnswer().size()).isEqualTo(8);
                }
            }
            asking.join();

            assertThat(metrics.meter("gateway.goodbyes.TOO_SLOW").getCount()).isEqualTo(1);
            slow.close();
        }
    }

    /** Until the connection ends. */
    private static void askWithoutReading(RawClient slow) {
        try {
            for (long id = 0; ; id++) {
                slow.send(query(id, 32 << 10));
            }
        } catch (IOException e) {
            // It was disconnected.
        }
    }

    private static ClientFrame.Builder query(long id, int bytes) {
        return ClientFrame.newBuilder()
                .setQuery(Query.newBuilder().setCorrelationId(id).setQuery(ByteString.copyFrom(new byte[bytes])));
    }
}
