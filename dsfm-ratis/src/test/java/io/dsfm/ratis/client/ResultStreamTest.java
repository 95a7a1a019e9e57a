package io.dsfm.ratis.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.dsfm.ratis.client.StreamEndedException.Reason;
import io.dsfm.ratis.client.StreamOptions.Source;
import io.dsfm.ratis.config.HostPort;
import io.dsfm.ratis.gateway.FakeGroup;
import io.dsfm.ratis.gateway.FakeNode;
import io.dsfm.ratis.gateway.StreamSink;
import io.dsfm.ratis.proto.StreamEndReason;
import io.dsfm.ratis.proto.StreamEnded;
import io.dsfm.ratis.proto.Subscribe;
import io.dsfm.ratis.proto.Subscribed;
import io.dsfm.ratis.stream.Records;
import io.dsfm.ratis.stream.ResultFilter;
import io.dsfm.ratis.stream.StreamResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A subscriber among nodes that do all sorts of things. */
@Timeout(60)
final class ResultStreamTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long HISTORY = 1_000;

    private final FakeGroup group = new FakeGroup();
    private final List<FakeNode> nodes = List.of(
            group.addNode().listen(), group.addNode().listen(), group.addNode().listen());
    private final List<Subscribe> requests = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        group.close();
    }

    private FakeNode node(int number) {
        return nodes.get(number);
    }

    private List<HostPort> addresses() {
        return nodes.stream().map(FakeNode::hostPort).toList();
    }

    /** A node that sends these records, whatever the credit, and is silent then. */
    private void sends(int number, long... sequences) {
        node(number).onSubscribe((request, sink) -> {
            begin(request, sink, request.getFromSequence());
            for (long sequence : sequences) {
                results(request, sink, sequence);
            }
        });
    }

    private void begin(Subscribe request, StreamSink sink, long first) {
        requests.add(request);
        sink.onSubscribed(Subscribed.newBuilder()
                .setSubscriptionId(request.getSubscriptionId())
                .setFirstSequence(first)
                .build());
    }

    private static void results(Subscribe request, StreamSink sink, long sequence) {
        sink.onResults(
                request.getSubscriptionId(),
                ByteString.copyFrom(Records.record(sequence, 100, HISTORY)),
                sequence,
                HISTORY + sequence);
    }

    private void ends(int number, StreamEndReason reason, long oldest) {
        node(number).onSubscribe((request, sink) -> {
            requests.add(request);
            sink.onEnded(StreamEnded.newBuilder()
                    .setSubscriptionId(request.getSubscriptionId())
                    .setReason(reason)
                    .setOldestSequence(oldest)
                    .build());
        });
    }

    private ResultStream open(long from) {
        return ResultStream.open(StreamOptions.from(addresses(), "", from));
    }

    private static void assertTaken(ResultStream stream, long... sequences) throws InterruptedException {
        for (long sequence : sequences) {
            StreamResult result = stream.take(PATIENCE);
            assertThat(result).as("%d: %s", sequence, stream.lastFailure()).isNotNull();
            assertThat(result.sequence()).isEqualTo(sequence);
        }
    }

    private static void assertEnds(ResultStream stream, Reason reason, long resume) {
        assertThatThrownBy(() -> stream.take(PATIENCE)).isInstanceOfSatisfying(StreamEndedException.class, end -> {
            assertThat(end.reason()).isEqualTo(reason);
            assertThat(end.resumeSequence()).isEqualTo(resume);
        });
    }

    private static void eventually(BooleanSupplier condition) {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadlineNanos);
            LockSupport.parkNanos(5_000_000);
        }
    }

    @Test
    void goesOnAtAnotherNodeBehindWhatItHasWhenOneDies() throws Exception {
        sends(0, 5, 6, 7);
        sends(1, 8, 9);
        try (ResultStream stream = open(5)) {
            assertTaken(stream, 5, 6, 7);
            node(0).close();
            assertTaken(stream, 8, 9);
            assertThat(requests.get(0).hasPreviousChainDigest()).isFalse();
            assertThat(requests.get(1).getFromSequence()).isEqualTo(8);
            assertThat(requests.get(1).getPreviousChainDigest()).isEqualTo(HISTORY + 7);
            assertThat(stream.nextSequence()).isEqualTo(10);
        }
    }

    @Test
    void leavesANodeThatSkipsRepeatsOrBeginsElsewhere() throws Exception {
        sends(0, 1, 2, 4);
        node(1).onSubscribe((request, sink) -> begin(request, sink, 9));
        node(2).onSubscribe((request, sink) -> {
            begin(request, sink, request.getFromSequence());
            results(request, sink, 3);
            results(request, sink, 3);
        });
        try (ResultStream stream = open(1)) {
            assertTaken(stream, 1, 2);
            assertTaken(stream, 3);
            eventually(() -> requests.size() >= 4);
            assertThat(requests.get(3).getFromSequence()).isEqualTo(4);
            assertThat(stream.take(Duration.ofMillis(100))).isNull();
        }
    }

    @Test
    void leavesANodeThatSendsWhatIsNoResult() throws Exception {
        node(0).onSubscribe((request, sink) -> {
            begin(request, sink, 1);
            byte[] record = Records.record(1, 10, HISTORY);
            record[20] ^= 1;
            sink.onResults(request.getSubscriptionId(), ByteString.copyFrom(record), 1, 0);
        });
        sends(1, 1);
        try (ResultStream stream = open(1)) {
            assertTaken(stream, 1);
        }
    }

    @Test
    void leavesANodeThatDoesNotBegin() throws Exception {
        sends(1, 1);
        try (ResultStream stream = open(1)) {
            assertTaken(stream, 1);
            assertThat(node(0).subscriptions.get()).isEqualTo(1);
        }
    }

    @Test
    void asksTheOthersForWhatOneDoesNotKeepAndEndsWhenNobodyDoes() throws Exception {
        ends(0, StreamEndReason.STREAM_TOO_OLD, 500);
        sends(1, 7);
        try (ResultStream stream = open(7)) {
            assertTaken(stream, 7);
        }
        ends(1, StreamEndReason.STREAM_TOO_OLD, 300);
        node(2).close();
        try (ResultStream stream = open(7)) {
            assertThatThrownBy(() -> stream.take(PATIENCE)).isInstanceOfSatisfying(StreamEndedException.class, end -> {
                assertThat(end.reason()).isEqualTo(Reason.TOO_OLD);
                assertThat(end.resumeSequence()).isEqualTo(7);
                assertThat(end.oldestSequence()).isEqualTo(300);
            });
        }
    }

    @Test
    void endsBehindWhatCameWhenItIsTooSlowContradictedOrRefused() throws Exception {
        StreamEndReason[] reasons = {
            StreamEndReason.STREAM_TOO_SLOW, StreamEndReason.STREAM_CONTRADICTED, StreamEndReason.STREAM_INVALID
        };
        Reason[] told = {Reason.TOO_SLOW, Reason.CONTRADICTED, Reason.REFUSED};
        for (int i = 0; i < reasons.length; i++) {
            StreamEndReason reason = reasons[i];
            node(0).onSubscribe((request, sink) -> {
                begin(request, sink, 1);
                results(request, sink, 1);
                sink.onEnded(StreamEnded.newBuilder()
                        .setSubscriptionId(request.getSubscriptionId())
                        .setReason(reason)
                        .build());
            });
            try (ResultStream stream = open(1)) {
                assertTaken(stream, 1);
                assertEnds(stream, told[i], 2);
                assertEnds(stream, told[i], 2);
            }
        }
    }

    @Test
    void givesCreditForWhatWasTakenOnly() throws Exception {
        List<Long> sequences = new ArrayList<>();
        for (long i = 1; i <= 40; i++) {
            sequences.add(i);
        }
        sends(0, sequences.stream().mapToLong(Long::longValue).toArray());
        int recordBytes = Records.record(1, 100, HISTORY).length;
        try (ResultStream stream =
                ResultStream.open(StreamOptions.from(addresses(), "", 1).withWindowBytes(4 << 10))) {
            eventually(() -> !requests.isEmpty());
            assertThat(requests.get(0).getCreditBytes()).isEqualTo(4 << 10);
            eventually(() -> stream.waitingBytes() == 40L * recordBytes);
            for (int i = 0; i < 30; i++) {
                assertTaken(stream, i + 1);
            }
            eventually(() -> node(0).creditBytes.get() >= 30L * recordBytes);
        }
        // The node hears of the end after all that was sent before it.
        eventually(() -> node(0).subscribersGone.get() == 1);
        assertThat(node(0).creditBytes.get()).isEqualTo(30L * recordBytes);
    }

    @Test
    void givesCreditForLittleToo() throws Exception {
        sends(0, 1, 2);
        try (ResultStream stream = open(1)) {
            assertTaken(stream, 1);
            eventually(() -> node(0).creditBytes.get() == Records.record(1, 100, HISTORY).length);
        }
    }

    @Test
    void theNextNodeIsAskedForLessWhileSomethingWaitsToBeTaken() throws Exception {
        sends(0, 1, 2, 3);
        sends(1);
        int recordBytes = Records.record(1, 100, HISTORY).length;
        try (ResultStream stream = open(1)) {
            eventually(() -> !requests.isEmpty());
            eventually(() -> stream.waitingBytes() == 3L * recordBytes);
            node(0).close();
            eventually(() -> requests.size() == 2);
            assertThat(requests.get(1).getCreditBytes()).isEqualTo((256 << 10) - 3L * recordBytes);
            assertThat(requests.get(1).getFromSequence()).isEqualTo(4);
            assertTaken(stream, 1, 2, 3);
        }
    }

    @Test
    void looksForThePrimaryOrASecondaryAndTakesAnyInTheEnd() throws Exception {
        sends(0, 1);
        sends(1, 1);
        sends(2, 1);
        group.lead(node(1));
        try (ResultStream stream =
                ResultStream.open(StreamOptions.from(addresses(), "", 1).with(Source.PRIMARY))) {
            assertTaken(stream, 1);
            assertThat(node(1).subscriptions.get()).isEqualTo(1);
        }
        List<HostPort> primaryFirst = List.of(node(1).hostPort(), node(2).hostPort());
        try (ResultStream stream =
                ResultStream.open(StreamOptions.from(primaryFirst, "", 1).with(Source.SECONDARY))) {
            assertTaken(stream, 1);
            assertThat(node(1).subscriptions.get()).isEqualTo(1);
        }
        node(0).close();
        node(2).close();
        try (ResultStream stream =
                ResultStream.open(StreamOptions.from(addresses(), "", 1).with(Source.SECONDARY))) {
            assertTaken(stream, 1);
            assertThat(node(1).subscriptions.get()).isEqualTo(2);
        }
    }

    @Test
    void leavesANodeThatKnowsOfNoPrimary() throws Exception {
        sends(0, 1);
        sends(1, 2);
        group.lead(node(0));
        try (ResultStream stream = open(1)) {
            assertTaken(stream, 1);
            group.lead(null);
            assertTaken(stream, 2);
        }
    }

    @Test
    void knowsWhereToGoOnBehindWhatTheFilterLeavesOut() throws Exception {
        node(0).onSubscribe((request, sink) -> {
            begin(request, sink, 1);
            results(request, sink, 3);
            sink.onResults(request.getSubscriptionId(), ByteString.EMPTY, 20, HISTORY + 20);
        });
        sends(1, 25);
        try (ResultStream stream = ResultStream.open(
                StreamOptions.from(addresses(), "", 1).with(new ResultFilter(Set.of(7L), Set.of(1))))) {
            assertTaken(stream, 3);
            assertThat(stream.take(Duration.ofMillis(300))).isNull();
            assertThat(stream.nextSequence()).isEqualTo(21);
            node(0).close();
            assertTaken(stream, 25);
            assertThat(requests.get(1).getFromSequence()).isEqualTo(21);
            assertThat(requests.get(1).getPreviousChainDigest()).isEqualTo(HISTORY + 20);
            assertThat(requests.get(0).getClientsList()).containsExactly(7L);
            assertThat(requests.get(0).getEventTypesList()).containsExactly(1);
        }
    }

    @Test
    void whoeverWaitsIsToldWhenItIsClosed() throws Exception {
        sends(0);
        ResultStream stream = open(1);
        Thread taker = Thread.currentThread();
        Thread closer = new Thread(() -> {
            while (taker.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            stream.close();
        });
        closer.start();
        assertEnds(stream, Reason.CLOSED, 1);
        closer.join();
    }

    @Test
    void tellsForHowLongNobodySends() throws Exception {
        try (ResultStream stream = ResultStream.open(
                StreamOptions.from(List.of(new HostPort("127.0.0.1", 1)), "", StreamOptions.OLDEST))) {
            assertThat(stream.take(Duration.ofMillis(200))).isNull();
            assertThat(stream.disconnectedFor()).isGreaterThan(Duration.ofMillis(100));
            assertThat(stream.lastFailure()).contains("127.0.0.1:1");
            assertThat(stream.nextSequence()).isEqualTo(StreamOptions.OLDEST);
        }
    }
}
