package io.dsfm.ratis.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.ratis.gateway.FakeGroup;
import io.dsfm.ratis.gateway.FakeNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GroupClientTest {

    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final FakeGroup group = new FakeGroup();
    private final FakeNode node = group.addNode().listen();
    private final GroupClient client =
            GroupClient.connect(new ClientOptions(List.of(node.hostPort()), FakeGroup.NAME, 5, 1_000, DEADLINE));

    @AfterEach
    void close() {
        client.close();
        group.close();
    }

    @Test
    void opensASessionAndAnswersOneInput() {
        assertThat(client.ready().join()).isZero();

        Result result = client.submit("hello".getBytes(UTF_8)).join();

        assertThat(result.requestNumber()).isEqualTo(1);
        assertThat(result.sequence()).isEqualTo(1);
        assertThat(result.reply()).isEqualTo("hello".getBytes(UTF_8));
        assertThat(result.events()).hasSize(1);
        assertThat(result.events().get(0).type()).isEqualTo(7);
    }

    @Test
    void executesTenThousandPipelinedInputsInOrder() {
        List<CompletableFuture<Result>> results = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            results.add(client.submit(("input " + i).getBytes(UTF_8)));
        }

        for (int i = 0; i < 10_000; i++) {
            Result result = results.get(i).join();
            assertThat(result.requestNumber()).isEqualTo(i + 1);
            assertThat(result.reply()).isEqualTo(("input " + i).getBytes(UTF_8));
        }
        assertThat(group.executed()).hasSize(10_000);
    }
}
