package io.dsfm.ratis.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import com.codahale.metrics.MetricRegistry;
import com.google.protobuf.ByteString;
import io.dsfm.ratis.LoggedLines;
import io.dsfm.ratis.client.ClientOptions;
import io.dsfm.ratis.client.GroupClient;
import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.proto.ClientFrame;
import io.dsfm.ratis.proto.GoodbyeReason;
import io.dsfm.ratis.proto.Leader;
import io.dsfm.ratis.proto.NodeFrame;
import io.dsfm.ratis.proto.OpenSession;
import io.dsfm.ratis.proto.Ping;
import io.dsfm.ratis.proto.Query;
import io.dsfm.ratis.proto.RefusalReason;
import io.dsfm.ratis.proto.SnapshotRequest;
import io.dsfm.ratis.proto.StatusRequest;
import io.dsfm.ratis.proto.Submit;
import io.dsfm.ratis.proto.SubmitBatch;
import io.dsfm.ratis.wire.WireProtocol;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GatewayTest {

    private static final NodeConfig.Limits LIMITS =
            new NodeConfig.Limits(64 << 10, 256 << 10, 1 << 20, 2_048, 4, 65_536, 65_536, 4, 128 << 10);
    private static final NodeConfig.Timeouts TIMEOUTS = NodeConfig.Timeouts.DEFAULT;
    private static final NodeConfig.Timeouts SHORT = new NodeConfig.Timeouts(
            TIMEOUTS.electionMin(),
            TIMEOUTS.electionMax(),
            Duration.ofMillis(100),
            Duration.ofMillis(300),
            TIMEOUTS.shutdown(),
            Duration.ofMillis(2),
            Duration.ofMillis(2));

    private final FakeGroup group = new FakeGroup();
    private final FakeNode node = group.addNode();

    @AfterEach
    void close() {
        group.close();
    }

    @Test
    void welcomesWithItsLimitsAndTheLeader() throws IOException {
        try (RawClient client = connect(TIMEOUTS)) {
            NodeFrame welcome = client.shakeHands();

            assertThat(welcome.getWelcome().getMaxInputBytes()).isEqualTo(64 << 10);
            assertThat(welcome.getWelcome().getMaxFrameBytes()).isEqualTo(1 << 20);
            assertThat(welcome.getWelcome().getLeader().getNode()).isEqualTo("n1");
        }
    }

    @Test
    void turnsAwayWhoeverDoesNotSpeakTheProtocol() throws IOException {
        try (RawClient garbage = connect(TIMEOUTS);
                RawClient empty = another();
                RawClient other = another()) {
            garbage.sendBytes(
                    "GET / HTTP/1.1\r\nHost: example.org\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            assertThat(garbage.goodbye()).isEqualTo(GoodbyeReason.UNSUPPORTED_PROTOCOL);

            empty.sendBytes((byte) 0, (byte) 0, (byte) 0, (byte) 0);
            assertThat(empty.goodbye()).isEqualTo(GoodbyeReason.UNSUPPORTED_PROTOCOL);

            other.send(ClientFrame.newBuilder().setPing(Ping.getDefaultInstance()));
            assertThat(other.goodbye()).isEqualTo(GoodbyeReason.UNSUPPORTED_PROTOCOL);
        }
    }

    @Test
    void turnsAwayWrongMagicVersionAndGroup() throws IOException {
        try (RawClient magic = connect(TIMEOUTS);
                RawClient version = another();
                RawClient strange = another()) {
            magic.send(ClientFrame.newBuilder()
                    .setHello(WireProtocol.hello("").toBuilder().setMagic(1)));
            assertThat(magic.goodbye()).isEqualTo(GoodbyeReason.UNSUPPORTED_PROTOCOL);

            version.send(ClientFrame.newBuilder()
                    .setHello(WireProtocol.hello("").toBuilder().setProtocolVersion(2)));
            assertThat(version.goodbye()).isEqualTo(GoodbyeReason.UNSUPPORTED_PROTOCOL);

            strange.send(ClientFrame.newBuilder().setHello(WireProtocol.hello("strange")));
            assertThat(strange.goodbye()).isEqualTo(GoodbyeReason.WRONG_GROUP);
        }
    }

    @Test
    void endsAConnectionWhoseFrameIsTooLongOrNoMessage() throws IOException {
        try (RawClient tooLong = connect(TIMEOUTS);
                RawClient negative = another();
                RawClient noMessage = another()) {
            tooLong.shakeHands();
            tooLong.sendBytes((byte) 0, (byte) 0x10, (byte) 0, (byte) 1);
            assertThat(tooLong.goodbye()).isEqualTo(GoodbyeReason.FRAME_TOO_LARGE);

            negative.shakeHands();
            negative.sendBytes((byte) -1, (byte) -1, (byte) -1, (byte) -1);
            assertThat(negative.goodbye()).isEqualTo(GoodbyeReason.FRAME_TOO_LARGE);

            noMessage.shakeHands();
            noMessage.sendBytes((byte) 0, (byte) 0, (byte) 0, (byte) 2, (byte) -1, (byte) -1);
            assertThat(noMessage.goodbye()).isEqualTo(GoodbyeReason.PROTOCOL_VIOLATION);
        }
    }

    @Test
    void endsConnectionsThatDoNotShakeHandsOrFallSilent() throws IOException {
        try (RawClient mute = connect(SHORT);
                RawClient silent = another();
                RawClient half = another()) {
            silent.shakeHands();
            half.shakeHands();
            half.sendBytes((byte) 0, (byte) 0, (byte) 1);

            assertThat(mute.goodbye()).isEqualTo(GoodbyeReason.TIMED_OUT);
            assertThat(silent.goodbye()).isEqualTo(GoodbyeReason.TIMED_OUT);
            assertThat(half.goodbye()).isEqualTo(GoodbyeReason.TIMED_OUT);
        }
    }

    @Test
    void takesNoMoreConnectionsThanItMay() throws IOException {
        RawClient first = connect(TIMEOUTS);
        first.shakeHands();
        try (RawClient second = another();
                RawClient third = another();
                RawClient fourth = another()) {
            second.shakeHands();
            third.shakeHands();
            fourth.shakeHands();
            try (RawClient fifth = another()) {
                assertThat(fifth.goodbye()).isEqualTo(GoodbyeReason.TOO_MANY_CONNECTIONS);
            }
            first.close();

            assertThat(eventuallyWelcomed()).isTrue();
        }
    }

    private boolean eventuallyWelcomed() throws IOException {
        while (true) {
            try (RawClient client = another()) {
                if (client.shakeHands().hasWelcome()) {
                    return true;
                }
            }
        }
    }

    @Test
    void disconnectsAClientThatDoesNotReadWhileAnotherGoesOn() throws IOException {
        try (RawClient slow = connect(TIMEOUTS);
                GroupClient other = GroupClient.connect(
                        new ClientOptions(List.of(node.hostPort()), FakeGroup.NAME, 9, 100, Duration.ofSeconds(20)))) {
            slow.shakeHands();
            other.ready().join();
            ByteString query = ByteString.copyFrom(new byte[32 << 10]);
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100_000; i++) {
                            slow.send(ClientFrame.newBuilder()
                                    .setQuery(Query.newBuilder()
                                            .setCorrelationId(i)
                                            .setQuery(query)));
                            other.submit(new byte[] {1}).join();
                        }
                    })
                    .isInstanceOf(IOException.class);
            slow.awaitEnd();

            assertThat(other.submit(new byte[] {2}).join().reply()).containsExactly(2);
        }
    }

    /** What is released goes another way than answers to questions. */
    @Test
    void disconnectsAClientThatDoesNotReadItsResultsAndSaysSo() throws IOException {
        try (LoggedLines logged = new LoggedLines(ConnectionPublisher.class, Level.WARN);
                RawClient slow = connect(TIMEOUTS);
                GroupClient other = GroupClient.connect(
                        new ClientOptions(List.of(node.hostPort()), FakeGroup.NAME, 9, 100, Duration.ofSeconds(20)))) {
            slow.shakeHands();
            slow.send(ClientFrame.newBuilder()
                    .setOpenSession(OpenSession.newBuilder().setClientId(7).setCorrelationId(1)));
            long session = slow.read().getSessionOpened().getSessionId();
            other.ready().join();
            ByteString input = ByteString.copyFrom(new byte[32 << 10]);
            assertThatThrownBy(() -> {
                        for (int i = 1; i <= 10_000; i++) {
                            slow.send(ClientFrame.newBuilder()
                                    .setSubmit(SubmitBatch.newBuilder()
                                            .addRequests(Submit.newBuilder()
                                                    .setClientId(7)
                                                    .setSessionId(session)
                                                    .setRequestNumber(i)
                                                    .setInput(input))));
                            other.submit(new byte[] {1}).join();
                        }
                    })
                    .isInstanceOf(IOException.class);
            slow.awaitEnd();

            assertThat(other.submit(new byte[] {2}).join().reply()).containsExactly(2);
            assertThat(logged.lines())
                    .singleElement()
                    .asString()
                    .startsWith("a client is disconnected: remote=/127.0.0.1:")
                    .contains("too much unread: waitingBytes=");
        }
    }

    @Test
    void refusesQuestionsItCannotAnswer() throws IOException {
        try (RawClient client = connect(TIMEOUTS)) {
            client.shakeHands();
            client.send(ClientFrame.newBuilder()
                    .setSnapshot(SnapshotRequest.newBuilder().setCorrelationId(3)));

            NodeFrame refused = client.read();

            assertThat(refused.getRefusal().getReason()).isEqualTo(RefusalReason.FAILED);
            assertThat(refused.getRefusal().getCorrelationId()).isEqualTo(3);
            assertThat(refused.getRefusal().getDetail()).contains("disk full");
            client.send(ClientFrame.newBuilder()
                    .setStatus(StatusRequest.newBuilder().setCorrelationId(4)));
            assertThat(client.read().getStatus().getCorrelationId()).isEqualTo(4);
        }
    }

    @Test
    void givesTheNodeInOneCallWhatWasReadAtOnce() throws IOException {
        try (RawClient client = connect(TIMEOUTS)) {
            client.shakeHands();
            SubmitBatch.Builder batch = SubmitBatch.newBuilder();
            for (int number = 1; number <= 100; number++) {
                batch.addRequests(Submit.newBuilder()
                        .setClientId(5)
                        .setSessionId(1)
                        .setRequestNumber(number)
                        .setAcknowledgedThrough(0));
            }
            client.send(ClientFrame.newBuilder().setSubmit(batch));

            assertThat(client.read().getOutcomes().getOutcomesCount()).isEqualTo(100);
            assertThat(node.submitCalls).hasValue(1);
        }
    }

    @Test
    void tellsThoseWhoAskedWhoLeads() throws IOException {
        FakeNode second = group.addNode();
        try (RawClient client = connect(TIMEOUTS)) {
            client.shakeHands();

            group.lead(second);

            assertThat(client.read().getLeaderChanged().getLeader().getNode()).isEqualTo("n2");
            group.lead(null);
            assertThat(client.read().getLeaderChanged().getLeader()).isEqualTo(Leader.getDefaultInstance());
            assertThat(client.shakeHands().getWelcome().getLeader()).isEqualTo(Leader.getDefaultInstance());
        }
    }

    @Test
    void saysGoodbyeWhenItCloses() throws IOException {
        try (RawClient client = connect(TIMEOUTS)) {
            client.shakeHands();

            node.close();

            assertThat(client.goodbye()).isEqualTo(GoodbyeReason.SHUTTING_DOWN);
            assertThat(node.gateway().connections()).isZero();
        }
    }

    @Test
    void namesTheAddressOnWhichItCannotListen() {
        node.listen();
        InetSocketAddress taken = new InetSocketAddress(InetAddress.getLoopbackAddress(), node.port());

        assertThatThrownBy(() -> new Gateway(taken, LIMITS, TIMEOUTS, node, new MetricRegistry()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot listen for clients: address=")
                .hasMessageContaining(String.valueOf(node.port()));
    }

    private RawClient connect(NodeConfig.Timeouts timeouts) throws IOException {
        node.listen(LIMITS, timeouts);
        return another();
    }

    private RawClient another() throws IOException {
        return new RawClient(node.port());
    }
}
