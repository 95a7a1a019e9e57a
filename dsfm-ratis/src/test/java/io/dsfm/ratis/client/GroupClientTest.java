package io.dsfm.ratis.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dsfm.ratis.gateway.FakeGroup;
import io.dsfm.ratis.gateway.FakeNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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

    @Test
    void givesNoMoreThanTheWindow() {
        group.lead(null);
        for (int i = 0; i < 1_000; i++) {
            client.submit(new byte[1]);
        }

        assertThat(client.trySubmit(new byte[1])).isNull();
        assertThatThrownBy(client.submit(new byte[1], Duration.ofMillis(20))::join)
                .hasCauseInstanceOf(RefusedException.class)
                .hasMessageContaining("window was full until the deadline");
    }

    @Test
    void doesNotBlockItsOwnThread() {
        CompletableFuture<Integer> submitted = client.ready().thenApply(last -> {
            int count = 0;
            while (client.trySubmit(new byte[1]) != null) {
                count++;
            }
            assertThatThrownBy(() -> client.submit(new byte[1]))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("window=1000");
            return count;
        });

        assertThat(submitted.join()).isEqualTo(1_000);
    }

    @Test
    void refusesAnInputThatIsTooLongAndGoesOn() {
        client.ready().join();

        assertThatThrownBy(client.submit(new byte[FakeNode.LIMITS.inputBytes() + 1])::join)
                .hasCauseInstanceOf(RefusedException.class)
                .hasMessageContaining("input too long");
        assertThat(client.submit(new byte[FakeNode.LIMITS.inputBytes()]).join().requestNumber())
                .isEqualTo(1);
    }

    @Test
    void failsForGoodWhenItsSessionIsLost() {
        client.ready().join();
        group.expire(5);

        assertThatThrownBy(client.submit(new byte[1])::join).hasCauseInstanceOf(SessionLostException.class);
        assertThatThrownBy(client.submit(new byte[1])::join)
                .hasCauseInstanceOf(SessionLostException.class)
                .hasMessageContaining("session expired");
        assertThatThrownBy(client.ready()::join).hasCauseInstanceOf(SessionLostException.class);
    }

    @Test
    void isTurnedOutByAnotherProcessWithItsId() {
        client.submit(new byte[1]).join();
        try (GroupClient other =
                GroupClient.connect(new ClientOptions(List.of(node.hostPort()), FakeGroup.NAME, 5, 10, DEADLINE))) {
            assertThat(other.ready().join()).isEqualTo(1);

            assertThatThrownBy(client.submit(new byte[1])::join)
                    .hasCauseInstanceOf(SessionLostException.class)
                    .hasMessageContaining("taken over by another process: clientId=5");
            assertThat(other.submit(new byte[1]).join().requestNumber()).isEqualTo(2);
        }
    }

    @Test
    void answersQueries() {
        assertThat(client.query(new byte[] {1, 2}).join()).containsExactly(1, 2);
    }

    @Test
    void keepsAnIdleSessionAlive() throws InterruptedException {
        client.ready().join();

        assertThat(node.keptAlive.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void failsWhatIsUnansweredWhenItIsClosed() {
        group.lead(null);
        CompletableFuture<Result> result = client.submit(new byte[1]);
        CompletableFuture<byte[]> answer = client.query(new byte[1]);
        CompletableFuture<Long> ready = client.ready();

        client.close();

        assertThat(List.of(result, answer, ready)).allMatch(CompletableFuture::isCompletedExceptionally);
        assertThatThrownBy(client.submit(new byte[1])::join)
                .hasCauseInstanceOf(RefusedException.class)
                .hasMessageContaining("client is closed");
    }

    @Test
    void tellsWhatItFoundWhenTheDeadlinePasses() {
        try (GroupClient lost = GroupClient.connect(
                new ClientOptions(List.of(node.hostPort()), "strange", 6, 10, Duration.ofMillis(300)))) {
            assertThatThrownBy(lost.ready()::join)
                    .hasCauseInstanceOf(RefusedException.class)
                    .hasMessageContaining("WRONG_GROUP");
            assertThatThrownBy(lost.submit(new byte[1])::join)
                    .hasCauseInstanceOf(RefusedException.class)
                    .hasMessageContaining("leader=none");
        }
    }
}
