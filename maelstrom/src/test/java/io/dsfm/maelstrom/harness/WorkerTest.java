package io.dsfm.maelstrom.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dsfm.maelstrom.harness.net.Message;
import io.dsfm.maelstrom.harness.net.Network;
import io.dsfm.maelstrom.harness.net.NetworkOptions;
import io.dsfm.maelstrom.harness.operation.Workload;
import io.dsfm.maelstrom.harness.operation.Workloads;
import io.dsfm.maelstrom.history.HistoryEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How answers become lines of a history. */
final class WorkerTest {

    private static final int CONCURRENCY = 4;
    private static final int OPERATIONS = 20;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 11, 12, 14, 22, 30})
    void definiteErrorIsAFailAndTheProcessGoesOn(int code) throws Exception {
        List<HistoryEvent> history = work("unique-ids", request -> error(code));
        assertThat(history)
                .filteredOn(event -> event.type() == HistoryEvent.Type.FAIL)
                .hasSizeGreaterThan(1);
        assertThat(history)
                .allMatch(event -> event.process() == 1)
                .noneMatch(event -> event.type() == HistoryEvent.Type.INFO);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 13, 1000, 99})
    void indefiniteErrorOfAWriteIsAnInfoAndTheProcessIsGone(int code) throws Exception {
        List<HistoryEvent> history = work("unique-ids", request -> error(code));
        assertThat(history.get(1).type()).isEqualTo(HistoryEvent.Type.INFO);
        assertThat(history.get(1).error()).startsWith(code + " ");
        assertThat(history).extracting(HistoryEvent::process).startsWith(1, 1, 5, 5, 9, 9);
    }

    @Test
    void indefiniteErrorOfAReadIsAFailSinceNothingCanHaveHappened() throws Exception {
        List<HistoryEvent> history = work("echo", request -> error(13));
        assertThat(history)
                .allMatch(event -> event.process() == 1)
                .noneMatch(event -> event.type() == HistoryEvent.Type.INFO);
    }

    @ParameterizedTest
    @CsvSource({"g-counter, true", "unique-ids, false"})
    void afterATimeoutTheClientIsGoneUnlessMaelstromsIsReusable(String workload, boolean isGone) throws Exception {
        List<String> sources = new ArrayList<>();
        work(workload, request -> error(0), sources);
        assertThat(new HashSet<>(sources)).hasSize(isGone ? OPERATIONS : 1);
    }

    @Test
    void finalOperationsBeginAnewWithAnotherClient() throws Exception {
        AtomicInteger polls = new AtomicInteger();
        try (Network network = network(request -> switch (request.path("type").asText()) {
                    case "poll" -> polls.incrementAndGet() == 1 ? error(0) : polled();
                    default -> assigned();
                });
                HistoryRecorder history = new HistoryRecorder(directory.resolve("history"))) {
            assertThat(worker("kafka", network, history)
                            .finish(System.nanoTime() + Duration.ofSeconds(20).toNanos()))
                    .isNull();
            assertThat(history.events())
                    .filteredOn(event -> event.type() == HistoryEvent.Type.OK)
                    .extracting(HistoryEvent::function, HistoryEvent::process, HistoryEvent::error)
                    .containsExactly(
                            tuple("assign", 1, Worker.FINAL),
                            tuple("assign", 5, Worker.FINAL),
                            tuple("poll", 5, Worker.FINAL));
        }
    }

    private static ObjectNode polled() {
        ObjectNode reply = Message.JSON.createObjectNode().put("type", "poll_ok");
        reply.putObject("msgs");
        return reply;
    }

    private static ObjectNode assigned() {
        ObjectNode reply = Message.JSON.createObjectNode().put("type", "list_committed_offsets_ok");
        reply.putObject("offsets");
        return reply;
    }

    @Test
    void readOfAKeyThatDoesNotExistIsANull() throws Exception {
        List<HistoryEvent> history = work("lin-kv", request -> error(20));
        assertThat(history)
                .filteredOn(event -> event.function().equals("read") && event.type() == HistoryEvent.Type.OK)
                .isNotEmpty()
                .allMatch(event -> event.value().get(1).isNull());
        assertThat(history)
                .filteredOn(event -> event.function().equals("cas") && event.type() != HistoryEvent.Type.INVOKE)
                .isNotEmpty()
                .allMatch(event -> event.type() == HistoryEvent.Type.FAIL);
    }

    @Test
    void finalOperationIsRepeatedUntilItSucceeds() throws Exception {
        AtomicInteger answers = new AtomicInteger();
        try (Network network = network(request -> answers.incrementAndGet() < 4 ? error(11) : counter(7));
                HistoryRecorder history = new HistoryRecorder(directory.resolve("history"))) {
            Worker worker = worker("g-counter", network, history);
            assertThat(worker.finish(System.nanoTime() + Duration.ofSeconds(20).toNanos()))
                    .isNull();
            HistoryEvent last = history.events().get(history.events().size() - 1);
            assertThat(history.events()).hasSize(8);
            assertThat(last.error()).isEqualTo(Worker.FINAL);
            assertThat(last.value().asInt()).isEqualTo(7);
        }
    }

    @Test
    void nodeThatDoesNotServeInTheEndIsNamed() throws Exception {
        try (Network network = network(request -> error(11));
                HistoryRecorder history = new HistoryRecorder(directory.resolve("history"))) {
            assertThat(worker("g-counter", network, history).finish(System.nanoTime()))
                    .contains("n0 does not serve")
                    .contains("read");
        }
    }

    private List<HistoryEvent> work(String workload, Function<ObjectNode, ObjectNode> answer) throws Exception {
        return work(workload, answer, new ArrayList<>());
    }

    private List<HistoryEvent> work(String workload, Function<ObjectNode, ObjectNode> answer, List<String> sources)
            throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger requests = new AtomicInteger();
        try (Network network = network(
                        request -> {
                            if (requests.incrementAndGet() == OPERATIONS) {
                                end.countDown();
                            }
                            return answer.apply(request);
                        },
                        sources);
                HistoryRecorder history = new HistoryRecorder(directory.resolve("history"))) {
            worker(workload, network, history).work(new Pace(10_000, new Random(1), System.nanoTime()), end);
            return history.events();
        }
    }

    private static Worker worker(String name, Network network, HistoryRecorder history) {
        Workload workload = Workloads.create(name, 1, 3, CONCURRENCY);
        return new Worker(1, CONCURRENCY, "n0", Duration.ofSeconds(20), workload, network, history);
    }

    private static Network network(Function<ObjectNode, ObjectNode> answer) {
        return network(answer, new ArrayList<>());
    }

    private static Network network(Function<ObjectNode, ObjectNode> answer, List<String> sources) {
        Network network = new Network(NetworkOptions.PERFECT, 1);
        network.attachNode("n0", message -> {
            if (sources.size() < OPERATIONS) {
                sources.add(message.source());
            }
            ObjectNode body = answer.apply(message.body());
            body.set("in_reply_to", message.body().get("msg_id"));
            network.send(new Message("n0", message.source(), body));
        });
        network.admitClients("n0");
        return network;
    }

    private static ObjectNode counter(int value) {
        return Message.JSON.createObjectNode().put("type", "read_ok").put("value", value);
    }

    private static ObjectNode error(int code) {
        return Message.JSON
                .createObjectNode()
                .put("type", "error")
                .put("code", code)
                .put("text", "as planted");
    }
}
