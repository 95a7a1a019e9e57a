package io.dsfm.maelstrom.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dsfm.maelstrom.workload.ErrorCode;
import io.dsfm.maelstrom.workload.store.ReplyCodec;
import io.dsfm.maelstrom.workload.store.Result;
import io.dsfm.maelstrom.workload.store.Status;
import io.dsfm.ratis.client.ClientOptions;
import io.dsfm.ratis.client.GroupClient;
import io.dsfm.ratis.client.RefusedException;
import io.dsfm.ratis.config.HostPort;
import io.dsfm.ratis.wire.LocalTransport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What clients are told: above all, that nothing is called undone which may have been done. */
class ClientDeskTest {

    private final List<CompletableFuture<byte[]>> submitted = new ArrayList<>();
    private final List<Duration> deadlines = new ArrayList<>();
    private final List<CompletableFuture<byte[]>> queried = new ArrayList<>();
    private final List<Message> sent = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong(7);
    private final ClientDesk desk = desk("lin-kv");

    private ClientDesk desk(String workload) {
        ClientDesk.Group group = new ClientDesk.Group() {
            @Override
            public CompletableFuture<byte[]> submit(byte[] input, Duration deadline) {
                CompletableFuture<byte[]> reply = new CompletableFuture<>();
                submitted.add(reply);
                deadlines.add(deadline);
                return reply;
            }

            @Override
            public CompletableFuture<byte[]> query(byte[] query, Duration deadline) {
                CompletableFuture<byte[]> answer = new CompletableFuture<>();
                queried.add(answer);
                return answer;
            }
        };
        return new ClientDesk("n1", group, NodeOptions.of(Map.of("DSFM_WORKLOAD", workload)), sent::add, nanos::get);
    }

    private void request(long id, String type, String... fields) {
        ObjectNode body = MessageCodec.body(type).put("msg_id", id);
        for (int i = 0; i < fields.length; i += 2) {
            body.put(fields[i], Integer.parseInt(fields[i + 1]));
        }
        desk.onMessage(new Message("c1", "n1", body));
    }

    private ObjectNode onlyReply() {
        assertThat(sent).hasSize(1);
        assertThat(sent.get(0).dest()).isEqualTo("c1");
        return sent.get(0).body();
    }

    private int onlyCode() {
        assertThat(onlyReply().path("type").asText()).isEqualTo("error");
        return onlyReply().path("code").asInt();
    }

    /** What the framework's client says of an input that it never could send. */
    private static RefusedException neverSent() {
        ClientOptions nobody = new ClientOptions(List.of(new HostPort("nobody", 1)), "g", 1, 1, Duration.ofMillis(10));
        try (GroupClient client = GroupClient.connect(nobody, new LocalTransport())) {
            client.submit(new byte[1]).join();
            throw new AssertionError("answered by nobody");
        } catch (CompletionException e) {
            return (RefusedException) e.getCause();
        }
    }

    @Test
    void anUpdateThatNeverEnteredTheLogIsTemporarilyUnavailable() {
        request(1, "write", "key", "1", "value", "2");
        submitted.get(0).completeExceptionally(neverSent());
        assertThat(onlyCode()).isEqualTo(ErrorCode.TEMPORARILY_UNAVAILABLE.code());
    }

    @Test
    void anUpdateThatWasNotBegunIsTemporarilyUnavailable() {
        request(1, "write", "key", "1", "value", "2");
        submitted.get(0).completeExceptionally(new WindowFullException());
        assertThat(onlyCode()).isEqualTo(ErrorCode.TEMPORARILY_UNAVAILABLE.code());
    }

    @Test
    void anUpdateOfWhichAnythingElseIsKnownIsIndefinite() {
        List<Throwable> failures = List.of(
                new IOException("the link broke"),
                new IllegalStateException("not leader"),
                new CompletionException(new IOException("the link broke")));
        for (Throwable failure : failures) {
            assertThat(Verdict.ofUpdate(failure).isDefinite())
                    .as(failure.toString())
                    .isFalse();
        }
        request(1, "cas", "key", "1", "from", "2", "to", "3");
        submitted.get(0).completeExceptionally(new IOException("the link broke"));
        assertThat(onlyCode()).isEqualTo(ErrorCode.CRASH.code());
    }

    @Test
    void aRefusalInsideACompletionExceptionIsStillARefusal() {
        assertThat(Verdict.ofUpdate(new CompletionException(neverSent()))).isEqualTo(ErrorCode.TEMPORARILY_UNAVAILABLE);
    }

    @Test
    void aReadThatFailsIsDefiniteWhateverHappenedToIt() {
        request(1, "read", "key", "1");
        queried.get(0).completeExceptionally(new IOException("the link broke"));
        assertThat(onlyCode()).isEqualTo(ErrorCode.TEMPORARILY_UNAVAILABLE.code());
    }

    @Test
    void anUpdateThatIsNotAnsweredIsLeftWithoutAnswer() {
        request(1, "write", "key", "1", "value", "2");
        assertThat(sent).isEmpty();
    }

    @Test
    void theStoresRefusalsAreDefinite() {
        Map<Status, ErrorCode> codes = Map.of(
                Status.MISSING, ErrorCode.KEY_DOES_NOT_EXIST,
                Status.MISMATCH, ErrorCode.PRECONDITION_FAILED,
                Status.TOO_LONG, ErrorCode.ABORT);
        codes.forEach((status, code) -> {
            sent.clear();
            submitted.clear();
            request(status.code() + 10, "cas", "key", "1", "from", "2", "to", "3");
            submitted.get(0).complete(ReplyCodec.refusal(status));
            assertThat(onlyCode()).isEqualTo(code.code());
            assertThat(code.isDefinite()).isTrue();
        });
    }

    @Test
    void anUnknownRequestIsNotSupported() {
        request(1, "frobnicate");
        assertThat(onlyCode()).isEqualTo(ErrorCode.NOT_SUPPORTED.code());
    }

    @Test
    void aBodyThatLacksSomethingIsMalformed() {
        request(1, "write", "key", "1");
        assertThat(onlyCode()).isEqualTo(ErrorCode.MALFORMED_REQUEST.code());
        assertThat(submitted).isEmpty();
    }

    @Test
    void aRequestThatTheNetworkRepeatsIsDoneOnce() {
        request(1, "write", "key", "1", "value", "2");
        request(1, "write", "key", "1", "value", "2");
        request(2, "write", "key", "1", "value", "2");
        assertThat(submitted).hasSize(2);
    }

    @Test
    void aReplyHasNothingBesideWhatTheProtocolAsksFor() {
        request(1, "write", "key", "1", "value", "2");
        submitted.get(0).complete(ReplyCodec.encode(List.of(Result.NONE)));
        assertThat(onlyReply()).hasToString("{\"type\":\"write_ok\",\"in_reply_to\":1}");
    }

    @Test
    void nothingIsAnsweredAfterClosing() {
        request(1, "write", "key", "1", "value", "2");
        desk.close();
        submitted.get(0).completeExceptionally(new IOException("closed"));
        assertThat(sent).isEmpty();
    }

    @Test
    void nothingIsAnsweredWellAfterTheDeadline() {
        request(1, "write", "key", "1", "value", "2");
        request(2, "write", "key", "1", "value", "2");
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(760));
        submitted.get(0).completeExceptionally(new IOException("no outcome by the deadline"));
        assertThat(sent).hasSize(1);
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(200));
        submitted.get(1).complete(ReplyCodec.encode(List.of(Result.NONE)));
        assertThat(sent).hasSize(1);
    }

    @Test
    void aRequestThatIsTooLongForAnEntryIsMalformed() {
        ClientDesk transactions = desk("txn-list-append");
        ObjectNode body = MessageCodec.body("txn").put("msg_id", 1);
        for (int i = 0; i < 30; i++) {
            body.withArray("txn").addArray().add("append").add(i).add("x".repeat(60_000));
        }
        transactions.onMessage(new Message("c1", "n1", body));
        assertThat(onlyCode()).isEqualTo(ErrorCode.MALFORMED_REQUEST.code());
        assertThat(submitted).isEmpty();
    }

    @Test
    void replyWithoutQuestionAndQuestionWithoutIdAreLeftAlone() {
        desk.onMessage(new Message("c1", "n1", MessageCodec.body("write_ok").put("in_reply_to", 1)));
        desk.onMessage(new Message("c1", "n1", MessageCodec.body("read")));
        assertThat(sent).isEmpty();
    }

    @Test
    void aReadOfWhichTheStoreCannotTellTheWorkloadIsDefinitelyNotAnswered() {
        ClientDesk untold = desk("");
        untold.onMessage(new Message("c1", "n1", MessageCodec.body("read").put("msg_id", 1)));
        Result nothing = new Result.Sequence(List.of());
        queried.get(0).complete(ReplyCodec.encode(List.of(nothing, nothing, Result.ABSENT)));
        assertThat(onlyCode()).isEqualTo(ErrorCode.TEMPORARILY_UNAVAILABLE.code());
    }

    @Test
    void anEchoIsAnsweredWhateverBecomesOfIt() {
        ClientDesk echoes = desk("echo");
        for (int i = 0; i < 3; i++) {
            echoes.onMessage(new Message(
                    "c1", "n1", MessageCodec.body("echo").put("msg_id", i).put("echo", "Please echo " + i)));
        }
        submitted.get(0).complete(ReplyCodec.encode(List.of(Result.NONE, new Result.Value(new byte[] {'7'}))));
        submitted.get(1).completeExceptionally(new IOException("no outcome by the deadline"));
        submitted.get(2).complete(ReplyCodec.refusal(Status.MALFORMED));
        assertThat(sent)
                .extracting(message -> message.body().toString())
                .containsExactly(
                        "{\"type\":\"echo_ok\",\"echo\":7,\"in_reply_to\":0}",
                        "{\"type\":\"echo_ok\",\"echo\":\"Please echo 1\",\"in_reply_to\":1}",
                        "{\"type\":\"echo_ok\",\"echo\":\"Please echo 2\",\"in_reply_to\":2}");
    }

    @Test
    void anEchoDoesNotWaitForTheGroupForAsLongAsOtherRequests() {
        desk("echo")
                .onMessage(new Message(
                        "c1", "n1", MessageCodec.body("echo").put("msg_id", 1).put("echo", 1)));
        desk("kafka")
                .onMessage(new Message(
                        "c1",
                        "n1",
                        MessageCodec.body("send")
                                .put("msg_id", 2)
                                .put("key", "k")
                                .put("msg", 1)));
        assertThat(deadlines).containsExactly(Duration.ofSeconds(1), Duration.ofMillis(3_500));
    }
}
