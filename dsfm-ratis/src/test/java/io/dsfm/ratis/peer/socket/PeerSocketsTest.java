package io.dsfm.ratis.peer.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.ratis.cluster.FreePorts;
import io.dsfm.ratis.peer.PeerMessage;
import io.dsfm.ratis.peer.PeerReceiver;
import io.dsfm.ratis.wire.SocketTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Links between two nodes over sockets of this machine. */
@Timeout(60)
final class PeerSocketsTest {

    private static final int RECONNECTIONS = 100;
    /** How long a node may take to answer. */
    private static final Duration ANSWER = Duration.ofSeconds(2);

    private static final PeerMessage MESSAGE = PeerMessage.APPEND_ENTRIES;

    private final List<Integer> ports = FreePorts.find(2);

    @Test
    void linksThatAreGivenUpAreMadeAgainAndNobodyIsTakenForGone() throws Exception {
        Events events = new Events();
        try (PeerSockets first = start("n1", 0, "n2", 1, events);
                PeerSockets second = start("n2", 1, "n1", 0, new Events())) {
            assertThat(events.next()).isEqualTo("up n2");
            for (int i = 0; i < RECONNECTIONS; i++) {
                first.reconnect().get(10, TimeUnit.SECONDS);
                assertThat(events.next()).isEqualTo("down n2");
                assertThat(events.next()).isEqualTo("up n2");
                assertThat(first.isConnected("n2")).isTrue();
                assertThat(first.ask("n2", MESSAGE, new byte[] {7}).get(10, TimeUnit.SECONDS))
                        .containsExactly(7);
            }
            assertThat(events.all).isEmpty();
            assertThat(second.address().getPort()).isEqualTo(ports.get(1));
        }
    }

    @Test
    void aNodeThatHasEndedIsGoneOnceAndIsFoundWhenItIsBack() throws Exception {
        Events events = new Events();
        try (PeerSockets first = start("n1", 0, "n2", 1, events)) {
            for (int i = 0; i < 3; i++) {
                PeerSockets second = start("n2", 1, "n1", 0, new Events());
                assertThat(events.next()).isEqualTo("up n2");
                second.close();
                assertThat(events.next()).isEqualTo("down n2");
                assertThat(events.next()).isEqualTo("gone n2");
            }
            assertThat(first.isConnected("n2")).isFalse();
            assertThat(events.all).isEmpty();
        }
    }

    /** Packets that vanish reset nothing; on this link nothing is asked that would be missed. */
    @Test
    void aLinkOnWhichNothingIsAskedAndNobodyAnswersIsGivenUp() throws Exception {
        Events events = new Events();
        try (ServerSocket silent = new ServerSocket(ports.get(1), 10, InetAddress.getLoopbackAddress());
                PeerSockets first = start("n1", 0, "n2", 1, events)) {
            try (Socket link = silent.accept()) {
                link.getOutputStream()
                        .write(ByteBuffer.allocate(14)
                                .putInt(10)
                                .put((byte) Frame.WELCOME)
                                .array());
                assertThat(events.next()).isEqualTo("up n2");
                assertThat(first.isConnected("n2")).isTrue();

                assertThat(events.next()).isEqualTo("down n2");
            }
        }
    }

    @Test
    void aLinkOnWhichNothingIsAskedStaysUp() throws Exception {
        Events events = new Events();
        try (PeerSockets first = start("n1", 0, "n2", 1, events);
                PeerSockets second = start("n2", 1, "n1", 0, new Events())) {
            assertThat(events.next()).isEqualTo("up n2");

            assertThat(events.all.poll(4, TimeUnit.SECONDS))
                    .isNull(); // a probe is due after one, and its answer after one more

            assertThat(first.isConnected("n2")).isTrue();
            assertThat(second.address().getPort()).isEqualTo(ports.get(1));
        }
    }

    private PeerSockets start(String node, int port, String other, int otherPort, Events events) throws IOException {
        PeerSockets started = new PeerSockets(
                "g",
                node,
                "same",
                address(port),
                Map.of(other, address(otherPort)),
                ANSWER,
                null,
                SocketTransport.INSTANCE.eventLoops(1, node));
        started.start(events);
        return started;
    }

    private InetSocketAddress address(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.get(port));
    }

    /** What a node's network tells it; it answers what it is asked. */
    private static final class Events implements PeerReceiver {

        private final BlockingQueue<String> all = new LinkedBlockingQueue<>();

        private String next() throws InterruptedException {
            return String.valueOf(all.poll(10, TimeUnit.SECONDS));
        }

        @Override
        public CompletableFuture<byte[]> onAsk(String from, PeerMessage message, byte[] body) {
            return CompletableFuture.completedFuture(body);
        }

        @Override
        public void onTell(String from, PeerMessage message, byte[] body) {}

        @Override
        public void onLinkUp(String node) {
            all.add("up " + node);
        }

        @Override
        public void onLinkDown(String node) {
            all.add("down " + node);
        }

        @Override
        public void onGone(String node) {
            all.add("gone " + node);
        }
    }
}
