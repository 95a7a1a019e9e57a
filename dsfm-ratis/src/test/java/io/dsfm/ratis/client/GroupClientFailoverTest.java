package io.dsfm.ratis.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dsfm.ratis.config.HostPort;
import io.dsfm.ratis.gateway.FakeGroup;
import io.dsfm.ratis.gateway.FakeNode;
import io.dsfm.ratis.gateway.FakeNode.Fate;
import io.dsfm.ratis.gateway.FaultyProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class GroupClientFailoverTest {

    private static final int INPUTS = 5_000;
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final FakeGroup group = new FakeGroup();
    private final FakeNode first = group.addNode().listen();
    private final FakeNode second = group.addNode().listen();
    private final FaultyProxy firstProxy = new FaultyProxy(first.port());
    private final FaultyProxy secondProxy = new FaultyProxy(second.port());
    private final GroupClient client;

    GroupClientFailoverTest() {
        first.advertise(firstProxy.address());
        second.advertise(secondProxy.address());
        client = connect(firstProxy.address());
    }

    private static GroupClient connect(HostPort address) {
        return GroupClient.connect(new ClientOptions(List.of(address), FakeGroup.NAME, 5, 500, DEADLINE));
    }

    @AfterEach
    void close() {
        client.close();
        firstProxy.close();
        secondProxy.close();
        group.close();
    }

    @Test
    void answersEachInputOnceWhenConnectionsAreCut() {
        List<CompletableFuture<Result>> results = submit(INPUTS, i -> {
            if (i % 500 == 250) {
                firstProxy.cut();
            }
        });

        assertAllExecutedOnceInOrder(results);
    }

    @Test
    void followsTheLeaderToAnotherNodeAndBack() {
        List<CompletableFuture<Result>> results = submit(INPUTS, i -> {
            if (i % 1_000 == 500) {
                group.lead(group.leader() == first ? second : first);
            }
        });

        assertAllExecutedOnceInOrder(results);
    }

    @Test
    void waitsForTheLeaderWhileThereIsNone() {
        client.submit(bytes(0)).join();
        group.lead(null);
        List<CompletableFuture<Result>> results = submit(100, i -> {});
        assertThat(results).noneMatch(CompletableFuture::isDone);

        group.lead(second);

        assertThat(results.get(99).join().sequence()).isEqualTo(101);
    }

    @Test
    void findsTheNewLeaderWhenTheOldOneFallsSilent() {
        client.submit(bytes(0)).join();
        firstProxy.hold();
        List<CompletableFuture<Result>> results = submit(100, i -> {});
        group.lead(second);

        assertThat(results.get(99).join().sequence()).isEqualTo(101);

        firstProxy.resume();
        assertThat(client.submit(bytes(1)).join().sequence()).isEqualTo(102);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void executesEachInputOnceInOrderWhateverBecomesOfRequestsAndOutcomes(long seed) {
        first.decideFates(new RandomFates(seed)::of);
        second.decideFates(new RandomFates(seed + 1_000)::of);

        List<CompletableFuture<Result>> results = submit(INPUTS, i -> {
            if (i % 1_000 == 500) {
                firstProxy.cut();
                group.lead(group.leader() == first ? second : first);
            }
        });

        assertAllExecutedOnceInOrder(results);
    }

    /** Refuses one request in fifty, now or later; loses others, which shows as a request out of order. */
    private static final class RandomFates {
        private final Random random;

        private RandomFates(long seed) {
            random = new Random(seed);
        }

        private synchronized Fate of(Object request) {
            int draw = random.nextInt(1_000);
            if (draw < 10) {
                return Fate.BUSY;
            }
            if (draw < 20) {
                return Fate.REFUSED_LATER;
            }
            return draw < 22 ? Fate.LOST : Fate.TAKEN;
        }
    }

    @Test
    void resendsWhatGotNoOutcomeFromALeaderThatAnswersPings() {
        AtomicInteger lost = new AtomicInteger();
        first.decideFates(request ->
                request.getRequestNumber() == 2 && lost.getAndIncrement() < 2 ? Fate.OUTCOME_LOST : Fate.TAKEN);
        client.submit(bytes(0)).join();

        CompletableFuture<Result> result = client.submit(bytes(1));

        assertThat(result.join().sequence()).isEqualTo(2);
        assertThat(group.executed()).hasSize(2);
    }

    @Test
    void sendsAgainWhenTheLeaderHasCeasedToLeadButNotWhenItSaysAgainThatItLeads() {
        client.submit(bytes(0)).join();
        first.decideFates(request -> Fate.OUTCOME_LOST);
        CompletableFuture<Result> result = client.submit(bytes(1));
        while (first.submitCalls.get() < 2) {
            Thread.onSpinWait(); // a query may be there before it
        }
        int sent = first.submitCalls.get();

        group.lead(first);
        client.query(bytes(9)).join(); // answered behind the word of the leader
        client.query(bytes(9)).join(); // asked behind what the client sent at that word

        assertThat(first.submitCalls).hasValue(sent);

        first.decideFates(request -> Fate.TAKEN);
        group.lead(null);
        group.lead(first);

        assertThat(result.join().sequence()).isEqualTo(2);
        assertThat(first.submitCalls).hasValueGreaterThan(sent);
    }

    @Test
    void asksQueriesAgainWhenTheLeaderChanges() {
        client.ready().join();
        group.lead(null);
        CompletableFuture<byte[]> answer = client.query(bytes(9));

        group.lead(second);

        assertThat(answer.join()).isEqualTo(bytes(9));
    }

    @Test
    void skipsTheNumberOfARequestWhoseDeadlinePassedAndGoesOn() {
        client.submit(bytes(0)).join();
        first.decideFates(request -> request.getSkip() || request.getRequestNumber() != 2 ? Fate.TAKEN : Fate.BUSY);
        CompletableFuture<Result> late = client.submit(bytes(1), Duration.ofMillis(200));
        CompletableFuture<Result> next = client.submit(bytes(2));

        assertThatThrownBy(late::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(RefusedException.class)
                .hasMessageContaining("requestNumber=2, executed=no");
        assertThat(next.join().requestNumber()).isEqualTo(3);
        assertThat(next.join().sequence()).isEqualTo(2);
        assertThat(group.executed()).containsExactly(bytes(0), bytes(2));
    }

    @Test
    void tellsThatAnInputMayHaveBeenExecutedWhenItWasSent() {
        client.submit(bytes(0)).join();
        firstProxy.hold();

        CompletableFuture<Result> late = client.submit(bytes(1), Duration.ofMillis(200));

        assertThatThrownBy(late::join)
                .hasCauseInstanceOf(IndeterminateException.class)
                .hasMessageContaining("executed=unknown");
        firstProxy.resume();
        assertThat(client.submit(bytes(2)).join().requestNumber()).isEqualTo(3);
    }

    private List<CompletableFuture<Result>> submit(int count, IntConsumer before) {
        List<CompletableFuture<Result>> results = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            before.accept(i);
            results.add(client.submit(bytes(i)));
        }
        return results;
    }

    private void assertAllExecutedOnceInOrder(List<CompletableFuture<Result>> results) {
        for (int i = 0; i < results.size(); i++) {
            Result result = results.get(i).join();
            assertThat(result.sequence()).isEqualTo(i + 1);
            assertThat(result.reply()).isEqualTo(bytes(i));
        }
        List<byte[]> executed = group.executed();
        assertThat(executed).hasSameSizeAs(results);
        for (int i = 0; i < results.size(); i++) {
            assertThat(executed.get(i)).isEqualTo(bytes(i));
        }
    }

    private static byte[] bytes(int i) {
        return ("input " + i).getBytes(UTF_8);
    }
}
