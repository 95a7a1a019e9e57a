package io.dsfm.ratis.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dsfm.ratis.gateway.FakeGroup;
import io.dsfm.ratis.gateway.FakeNode;
import io.dsfm.ratis.gateway.FaultyProxy;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NodeClientTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final FakeGroup group = new FakeGroup();
    private final FakeNode node = group.addNode().listen();

    @AfterEach
    void close() {
        group.close();
    }

    @Test
    void asksANodeForItsStateAndToHandOver() {
        try (NodeClient client = NodeClient.connect(node.hostPort(), FakeGroup.NAME, TIMEOUT)) {
            assertThat(client.status().join().getNode()).isEqualTo("n1");
            assertThat(client.transfer("n2").join()).isNull();
        }
    }

    @Test
    void tellsWhyTheNodeRefused() {
        try (NodeClient client = NodeClient.connect(node.hostPort(), "", TIMEOUT)) {
            assertThatThrownBy(client.snapshot()::join)
                    .hasCauseInstanceOf(RefusedException.class)
                    .hasMessageContaining("reason=FAILED")
                    .hasMessageContaining("disk full");
        }
    }

    @Test
    void tellsWhyItCannotConnect() {
        assertThatThrownBy(() -> NodeClient.connect(node.hostPort(), "strange", TIMEOUT))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("WRONG_GROUP");
    }

    @Test
    void doesNotKnowWhatBecameOfAQuestionWhenTheConnectionIsCut() {
        try (FaultyProxy proxy = new FaultyProxy(node.port());
                NodeClient client = NodeClient.connect(proxy.address(), FakeGroup.NAME, TIMEOUT)) {
            proxy.hold();
            var status = client.status();
            proxy.cut();

            assertThatThrownBy(status::join).hasMessageContaining("address=");
            assertThatThrownBy(client.status()::join).hasCauseInstanceOf(GroupClientException.class);
        }
    }

    @Test
    void givesUpANodeThatIsSilent() {
        try (FaultyProxy proxy = new FaultyProxy(node.port())) {
            proxy.hold();

            assertThatThrownBy(() -> NodeClient.connect(proxy.address(), FakeGroup.NAME, Duration.ofMillis(100)))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("no welcome in time");
        }
    }
}
