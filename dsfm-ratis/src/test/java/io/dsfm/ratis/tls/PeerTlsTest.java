package io.dsfm.ratis.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.dsfm.ratis.cluster.Certificates;
import io.dsfm.ratis.cluster.FreePorts;
import io.dsfm.ratis.config.ConfigException;
import io.dsfm.ratis.config.NodeConfig.ClientCertificates;
import io.dsfm.ratis.peer.PeerMessage;
import io.dsfm.ratis.peer.PeerReceiver;
import io.dsfm.ratis.peer.socket.PeerSockets;
import io.dsfm.ratis.wire.SocketTransport;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Links between two nodes over sockets of this machine, with certificates of every kind. */
@Timeout(60)
final class PeerTlsTest {

    private static final Duration ANSWER = Duration.ofSeconds(2);
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final int TELLS = 4_000;
    private static final int TELLERS = 3;

    @TempDir
    private static Path directory;

    private static Certificates known;
    private static Certificates unknown;

    private final List<Integer> ports = FreePorts.find(2);
    private final List<PeerSockets> open = new ArrayList<>();
    private final Map<String, EventLoopGroup> loops = new HashMap<>();
    private final Events first = new Events();
    private final Events second = new Events();

    @BeforeAll
    static void makeCertificates() {
        known = Certificates.in(directory.resolve("known"));
        known.node("g", "n1", ClientCertificates.NONE);
        known.node("g", "n2", ClientCertificates.NONE);
        known.client("trader");
        known.make("other-group", List.of("uri:dsfm:h/n2", "ip:127.0.0.1"), 0, 10);
        known.make("expired", List.of("uri:dsfm:g/n2", "ip:127.0.0.1"), -10, 5);
        unknown = Certificates.in(directory.resolve("unknown"));
        unknown.node("g", "n2", ClientCertificates.NONE);
    }

    @AfterEach
    void close() {
        open.forEach(PeerSockets::close);
    }

    @Test
    void whatIsToldArrivesInOrderAndQuestionsAreAnswered() throws Exception {
        PeerSockets n1 = start("n1", tls(known, "n1"), first);
        start("n2", tls(known, "n2"), second);
        first.await("up n2");

        // Other threads and the event loop itself, which Netty alone would let overtake them.
        int[] given = new int[1];
        Runnable tell = () -> {
            synchronized (given) {
                // Now and then one that fills several records.
                byte[] body = new byte[given[0] % 500 == 499 ? 100_000 : 8];
                ByteBuffer.wrap(body).putInt(given[0]++);
                n1.tell("n2", PeerMessage.PROGRESS, body);
            }
        };
        List<Thread> tellers = new ArrayList<>();
        for (int teller = 0; teller < TELLERS; teller++) {
            Executor by = teller == 0 ? loops.get("n1") : Runnable::run;
            Thread thread = new Thread(() -> {
                for (int i = 0; i < TELLS; i++) {
                    by.execute(tell);
                }
            });
            thread.start();
            tellers.add(thread);
        }
        byte[] answer = n1.ask("n2", PeerMessage.REQUEST_VOTE, "question".getBytes(UTF_8))
                .get(10, TimeUnit.SECONDS);
        assertThat(new String(answer, UTF_8)).isEqualTo("n1 asks question");
        for (Thread teller : tellers) {
            teller.join();
        }

        for (int i = 0; i < TELLERS * TELLS; i++) {
            assertThat(ByteBuffer.wrap(second.tells.poll(10, TimeUnit.SECONDS)).getInt())
                    .isEqualTo(i);
        }
    }

    @Test
    void theEndOfANodeIsNoticedAtOnce() throws Exception {
        start("n1", tls(known, "n1"), first);
        PeerSockets n2 = start("n2", tls(known, "n2"), second);
        first.await("up n2");

        n2.close();

        first.await("down n2");
        first.await("gone n2"); // nobody listens there
    }

    /** Nothing leaves any more, the last word of TLS neither: it is not waited for, as nothing else is. */
    @Test
    void aLinkToANodeThatStandsStillIsGivenUpInTime() throws Exception {
        try (ServerSocket standing =
                context(known, "n2").getServerSocketFactory().createServerSocket(ports.get(1), 50, LOOPBACK)) {
            PeerSockets n1 = start("n1", tls(known, "n1"), first);
            try (Socket accepted = standing.accept()) {
                accepted.getInputStream().read();
                accepted.getOutputStream()
                        .write(ByteBuffer.allocate(14).putInt(10).put((byte) 2).array()); // welcome
                first.await("up n2");
                for (int i = 0; i < 64; i++) {
                    n1.tell("n2", PeerMessage.PROGRESS, new byte[1 << 20]); // more than sockets hold
                }
                long askedNanos = System.nanoTime();
                CompletableFuture<byte[]> answer = n1.ask("n2", PeerMessage.REQUEST_VOTE, new byte[0]);

                first.await("down n2");

                assertThat(answer).isCompletedExceptionally();
                assertThat(Duration.ofNanos(System.nanoTime() - askedNanos)).isLessThan(ANSWER.plusMillis(1_500));
            }
        }
    }

    private static SSLContext context(Certificates from, String name) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        Certificate[] chain = Pem.certificates(new NamedFile("test", "certificate", from.certificate(name)))
                .toArray(Certificate[]::new);
        store.setKeyEntry(name, Pem.key(new NamedFile("test", "key", from.key(name))), new char[0], chain);
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    @Test
    void aTrustedClientsCertificateIsNotTakenForANodes() throws Exception {
        assertRefused("trader", "CN=trader, with DNS trader");
    }

    @Test
    void theCertificateOfANodeOfAnotherGroupIsNotTakenForOneOfThisGroup() throws Exception {
        assertRefused("other-group", "CN=other-group, with URI dsfm:h/n2");
    }

    @Test
    void aNodesCertificateIsNotTakenForAnotherNodes() throws Exception {
        assertRefused("n1", "CN=n1, with URI dsfm:g/n1");
    }

    private void assertRefused(String shown, String names) throws Exception {
        try (HeardLogs logs = new HeardLogs()) {
            start("n1", tls(known, "n1"), first);
            start("n2", tls(known, shown), second);

            logs.await("a node is not the one that should be there: node=n2", names);
            logs.await("a node turns this one away: node=n1", names, "accepted: one that has 'URI dsfm:g/n2'");
            assertNoLinks();
        }
    }

    @Test
    void aCertificateThatNobodyTrustsIsRefusedAndBothSidesSayWhy() throws Exception {
        try (HeardLogs logs = new HeardLogs()) {
            start("n1", tls(known, "n1"), first);
            start("n2", tls(unknown, "n2"), second);

            logs.await("there is no link to a node: node=n2", "signed by nobody whom this side trusts");
            logs.await("there is no link to a node: node=n1", "it asks for a certificate that it trusts");
            logs.await("a connection to the port for nodes is closed", "has no certificate that this side trusts");
            assertNoLinks();
            assertThat(logs.warnings()).allMatch(warning -> warning.getThrowableProxy() == null);
        }
    }

    @Test
    void anExpiredCertificateIsRefusedAndBothSidesSayWhy() throws Exception {
        try (HeardLogs logs = new HeardLogs()) {
            start("n1", tls(known, "n1"), first);
            start("n2", tls(known, "expired"), second);

            logs.await("there is no link to a node: node=n2", "the other side's certificate has expired");
            logs.await(
                    "there is no link to a node: node=n1",
                    "it does not accept this side's certificate",
                    "not valid now");
            logs.await("a connection to the port for nodes is closed", "the other side's certificate has expired");
            assertNoLinks();
        }
    }

    @Test
    void aNodeWithTlsAndOneWithoutDoNotTalkAndBothSaySoOnce() throws Exception {
        try (HeardLogs logs = new HeardLogs()) {
            start("n1", tls(known, "n1"), first);
            start("n2", null, second);

            // The one with TLS:
            logs.await("a connection without TLS to the port for nodes, which has TLS, is turned away", "'tls'");
            logs.await("there is no link to a node: node=n2", "the other side answers without TLS", "'tls'");
            // The one without:
            logs.await("a node turns this one away: node=n1", "without TLS to a node that has it", "'tls'");
            logs.await("a connection to the port for nodes is closed", "with TLS to a node that has none", "'tls'");
            first.awaitNothing(Duration.ofSeconds(1)); // they try several times
            assertNoLinks();
            assertThat(logs.warnings())
                    .hasSize(4)
                    .allMatch(warning -> warning.getThrowableProxy() == null)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .noneMatch(message -> message.contains("Exception"));
        }
    }

    private void assertNoLinks() {
        assertThat(first.all).isEmpty();
        assertThat(second.all).isEmpty();
        assertThat(open.get(0).isConnected("n2")).isFalse();
        assertThat(open.get(1).isConnected("n1")).isFalse();
    }

    /** Without the checks with which a node would refuse to start with such a certificate. */
    private static NodeTls tls(Certificates from, String name) throws ConfigException {
        NamedFile certificate = new NamedFile("test", "certificate", from.certificate(name));
        NamedFile key = new NamedFile("test", "key", from.key(name));
        return new NodeTls(
                "g",
                new Credentials(Pem.certificates(certificate), Pem.key(key)),
                Trust.load(new NamedFile("test", "trust", known.trust())),
                ClientCertificates.NONE);
    }

    private PeerSockets start(String node, @Nullable NodeTls tls, Events events) throws IOException {
        boolean isFirst = node.equals("n1");
        InetSocketAddress here = new InetSocketAddress(LOOPBACK, ports.get(isFirst ? 0 : 1));
        InetSocketAddress there = InetSocketAddress.createUnresolved("127.0.0.1", ports.get(isFirst ? 1 : 0));
        EventLoopGroup eventLoops = SocketTransport.INSTANCE.eventLoops(1, node);
        loops.put(node, eventLoops);
        PeerSockets started =
                new PeerSockets("g", node, "same", here, Map.of(isFirst ? "n2" : "n1", there), ANSWER, tls, eventLoops);
        started.start(events);
        open.add(started);
        return started;
    }

    /** What a node's network tells it. */
    private static final class Events implements PeerReceiver {

        private final BlockingQueue<String> all = new LinkedBlockingQueue<>();
        private final BlockingQueue<byte[]> tells = new LinkedBlockingQueue<>();

        void await(String event) throws InterruptedException {
            assertThat(all.poll(10, TimeUnit.SECONDS)).isEqualTo(event);
        }

        void awaitNothing(Duration span) throws InterruptedException {
            assertThat(all.poll(span.toMillis(), TimeUnit.MILLISECONDS)).isNull();
        }

        @Override
        public CompletableFuture<byte[]> onAsk(String from, PeerMessage message, byte[] body) {
            return CompletableFuture.completedFuture((from + " asks " + new String(body, UTF_8)).getBytes(UTF_8));
        }

        @Override
        public void onTell(String from, PeerMessage message, byte[] body) {
            tells.add(body);
        }

        @Override
        public void onLinkUp(String node) {
            all.add("up " + node);
        }

        @Override
        public void onGone(String node) {
            all.add("gone " + node);
        }

        @Override
        public void onLinkDown(String node) {
            all.add("down " + node);
        }
    }
}
