package io.dsfm.maelstrom.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExchangeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final TestNetwork network = new TestNetwork(7);
    private final List<Exchange> open = new ArrayList<>();

    /** Answers everything with the same, backwards, and keeps what it was told. */
    private static final class Mirror implements Exchange.Receiver {
        private final List<String> heard = new CopyOnWriteArrayList<>();

        @Override
        public CompletableFuture<byte[]> onAsk(String from, String what, byte[] data) {
            String text = new String(data, StandardCharsets.UTF_8);
            heard.add(text);
            if (what.equals("broken")) {
                throw new IllegalStateException("planted");
            }
            return CompletableFuture.completedFuture(
                    bytes(new StringBuilder(text).reverse().toString()));
        }

        @Override
        public void onTell(String from, String what, byte[] data) {
            heard.add(new String(data, StandardCharsets.UTF_8));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Exchange start(String self, String other, long run, Mirror mirror) {
        Exchange exchange = new Exchange(self, List.of(other), run, Duration.ofMillis(20), mirror, network);
        open.add(exchange);
        network.add(self, exchange::onMessage);
        return exchange;
    }

    @AfterEach
    void close() {
        open.forEach(Exchange::close);
        network.close();
    }

    @Test
    void eachAnswerBelongsToItsQuestionWhenMessagesComeTwiceAndInAnyOrder() throws Exception {
        network.latency(5).faults(0, 0.5);
        Mirror there = new Mirror();
        Exchange here = start("n1", "n2", 1, new Mirror());
        start("n2", "n1", 1, there);

        List<CompletableFuture<byte[]>> answers = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            answers.add(here.ask("n2", "x", bytes("question-" + i), PATIENCE));
        }

        for (int i = 0; i < 300; i++) {
            String expected = new StringBuilder("question-" + i).reverse().toString();
            assertThat(answers.get(i).get(20, TimeUnit.SECONDS)).isEqualTo(bytes(expected));
        }
        assertThat(there.heard).hasSize(300).doesNotHaveDuplicates();
    }

    @Test
    void messagesThatAreNotLostAreHeardInOrder() throws Exception {
        network.latency(2);
        Mirror there = new Mirror();
        Exchange here = new Exchange("n1", List.of("n2"), 1, Duration.ofSeconds(10), new Mirror(), network);
        open.add(here);
        network.add("n1", here::onMessage);
        Exchange other = new Exchange("n2", List.of("n1"), 1, Duration.ofSeconds(10), there, network);
        open.add(other);
        network.add("n2", other::onMessage);
        here.ask("n2", "x", bytes("0"), PATIENCE).get(20, TimeUnit.SECONDS);
        for (int i = 1; i < 200; i++) {
            here.tell("n2", "x", bytes(Integer.toString(i)));
        }
        here.ask("n2", "x", bytes("200"), PATIENCE).get(20, TimeUnit.SECONDS);

        List<Integer> heard =
                new ArrayList<>(there.heard.stream().map(Integer::valueOf).toList());
        List<Integer> sorted = new ArrayList<>(heard);
        Collections.sort(sorted);
        assertThat(heard).hasSize(201).isEqualTo(sorted);
    }

    @Test
    void aLostQuestionFailsWhenItsTimeIsOverAndTheNextOneIsAnswered() throws Exception {
        Exchange here = start("n1", "n2", 1, new Mirror());
        start("n2", "n1", 1, new Mirror());
        network.isolate("n2");
        CompletableFuture<byte[]> lost = here.ask("n2", "x", bytes("lost"), SHORT);
        assertThatThrownBy(() -> lost.get(20, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("no answer in time: node=n2");
        network.heal();
        assertThat(here.ask("n2", "x", bytes("ab"), PATIENCE).get(20, TimeUnit.SECONDS))
                .isEqualTo(bytes("ba"));
    }

    @Test
    void aFailureOfTheOtherNodeComesBackAsOne() {
        Exchange here = start("n1", "n2", 1, new Mirror());
        start("n2", "n1", 1, new Mirror());
        CompletableFuture<byte[]> answer = here.ask("n2", "broken", bytes("x"), PATIENCE);
        assertThatThrownBy(() -> answer.get(20, TimeUnit.SECONDS)).hasMessageContaining("planted");
    }

    @Test
    void aNodeStartedAnewIsHeardFromItsFirstMessageAndItsEarlierProcessNoMore() throws Exception {
        Mirror there = new Mirror();
        start("n2", "n1", 1, there);
        Exchange before = start("n1", "n2", 1, new Mirror());
        for (int i = 0; i < 5; i++) {
            before.ask("n2", "x", bytes("before-" + i), PATIENCE).get(20, TimeUnit.SECONDS);
        }
        Exchange after = start("n1", "n2", 2, new Mirror());
        after.ask("n2", "x", bytes("after"), PATIENCE).get(20, TimeUnit.SECONDS);
        assertThatThrownBy(() -> before.ask("n2", "x", bytes("stale"), SHORT).get(20, TimeUnit.SECONDS))
                .hasMessageContaining("no answer in time");
        assertThat(there.heard).contains("after").doesNotContain("stale");
    }

    @Test
    void closingFailsWhatIsAsked() {
        Exchange here = start("n1", "n2", 1, new Mirror());
        CompletableFuture<byte[]> answer = here.ask("n2", "x", bytes("x"), PATIENCE);
        here.close();
        assertThatThrownBy(() -> answer.get(20, TimeUnit.SECONDS)).hasMessageContaining("closed");
    }

    @Test
    void aLargeMessageGoesThrough() throws Exception {
        Exchange here = start("n1", "n2", 1, new Mirror());
        start("n2", "n1", 1, new Mirror());
        String large = "x".repeat(6 << 20);
        assertThat(here.ask("n2", "x", bytes(large), PATIENCE).get(20, TimeUnit.SECONDS))
                .hasSize(6 << 20);
    }
}
