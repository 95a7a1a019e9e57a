package io.dsfm.ratis.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dsfm.ratis.client.ClientOptions;
import io.dsfm.ratis.client.GroupClient;
import io.dsfm.ratis.client.NodeClient;
import io.dsfm.ratis.client.RefusedException;
import io.dsfm.ratis.client.Result;
import io.dsfm.ratis.cluster.Certificates;
import io.dsfm.ratis.config.ConfigException;
import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.config.NodeConfig.ClientCertificates;
import io.dsfm.ratis.gateway.FakeGroup;
import io.dsfm.ratis.gateway.FakeNode;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients of every kind at the client port of a node, over sockets of this machine. */
@Timeout(60)
final class ClientTlsTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @TempDir
    private static Path directory;

    private static Certificates known;
    private static Certificates unknown;

    private final FakeGroup group = new FakeGroup();

    @BeforeAll
    static void makeCertificates() {
        known = Certificates.in(directory.resolve("known"));
        known.node("g", "n1", ClientCertificates.NONE);
        known.make("elsewhere", List.of("uri:dsfm:g/n1", "dns:elsewhere.example.org"), 0, 10);
        known.client("trader");
        known.make("expired", List.of("dns:trader"), -10, 5);
        unknown = Certificates.in(directory.resolve("unknown"));
        unknown.client("trader");
    }

    @AfterEach
    void close() {
        group.close();
    }

    @Test
    void requestsAreAnsweredInOrderOverTls() throws Exception {
        FakeNode node = node("n1", ClientCertificates.NONE);
        try (GroupClient client =
                GroupClient.connect(new ClientOptions(List.of(node.hostPort()), FakeGroup.NAME, 5, 1_000, TIMEOUT)
                        .with(client(known, null)))) {
            List<CompletableFuture<Result>> results = new ArrayList<>();
            for (int i = 0; i < 5_000; i++) {
                results.add(client.submit(new byte[] {(byte) i, (byte) (i >> 8)}));
            }
            long before = 0;
            for (CompletableFuture<Result> result : results) {
                long sequence = result.get(10, TimeUnit.SECONDS).sequence();
                assertThat(sequence).isGreaterThan(before);
                before = sequence;
            }
        }
    }

    @Test
    void aClientThatDoesNotTrustTheNodeIsToldSo() throws Exception {
        FakeNode node = node("n1", ClientCertificates.NONE);
        assertRefused(node, client(unknown, null), "signed by nobody whom this side trusts");
    }

    @Test
    void aClientOfTheGroupSaysWhyWhenItsTimeIsOver() throws Exception {
        FakeNode node = node("n1", ClientCertificates.NONE);
        try (GroupClient client = GroupClient.connect(
                new ClientOptions(List.of(node.hostPort()), FakeGroup.NAME, 5, 10, Duration.ofSeconds(5))
                        .with(client(unknown, null)))) {
            assertThatThrownBy(() -> client.submit(new byte[1]).get(10, TimeUnit.SECONDS))
                    .hasMessageContaining("no TLS with the node")
                    .hasMessageContaining("signed by nobody whom this side trusts");
        }
    }

    @Test
    void aNodeWhoseCertificateIsNotItsHostsIsRefused() throws Exception {
        FakeNode node = node("elsewhere", ClientCertificates.NONE);
        assertRefused(node, client(known, null), "certificate is refused: No subject alternative names");
    }

    @Test
    void aClientWithoutACertificateIsRefusedWhereOneIsRequired() throws Exception {
        FakeNode node = node("n1", ClientCertificates.REQUIRED);
        try (HeardLogs logs = new HeardLogs()) {
            assertRefused(
                    node, client(known, null), "asks for a certificate that it trusts, and this side has none such");
            logs.await(
                    "a connection to the client port is closed",
                    "the other side has no certificate that this side trusts");
        }
        assertServed(node, client(known, "trader"));
    }

    @Test
    void aClientWithACertificateThatTheNodeDoesNotTrustIsRefused() throws Exception {
        FakeNode node = node("n1", ClientCertificates.REQUIRED);
        ClientTls stranger =
                ClientTls.load("test", "", known.trust(), unknown.certificate("trader"), unknown.key("trader"));
        assertRefused(node, stranger, "asks for a certificate that it trusts, and this side has none such");
    }

    @Test
    void anExpiredCertificateIsRefusedOnBothSides() throws Exception {
        assertThatThrownBy(() -> client(known, "expired"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("has expired");

        FakeNode node = node("n1", ClientCertificates.REQUIRED);
        NamedFile certificate = new NamedFile("test", "certificate", known.certificate("expired"));
        NamedFile key = new NamedFile("test", "key", known.key("expired"));
        ClientTls unchecked = new ClientTls(ClientTls.build(SslContextBuilder.forClient()
                .keyManager(Pem.key(key), Pem.certificates(certificate))
                .trustManager(Trust.load(new NamedFile("test", "trust", known.trust()))
                        .factory())));
        try (HeardLogs logs = new HeardLogs()) {
            assertRefused(node, unchecked, "it does not accept this side's certificate");
            logs.await("a connection to the client port is closed", "the other side's certificate has expired");
        }
    }

    @Test
    void aClientWithoutTlsIsToldThatTheNodeHasIt() throws Exception {
        FakeNode node = node("n1", ClientCertificates.NONE);
        try (HeardLogs logs = new HeardLogs()) {
            assertRefused(node, null, "this group has TLS on its client ports, and the client has none");
            logs.await("a connection without TLS to the client port, which has TLS, is turned away", "--tls-trust");
        }
    }

    @Test
    void aClientWithTlsIsToldThatTheNodeHasNone() throws Exception {
        FakeNode node = group.addNode().listen();
        assertRefused(node, client(known, null), "the other side answers without TLS");
    }

    @Test
    void anOlderTlsIsNotSpoken() throws Exception {
        FakeNode node = node("n1", ClientCertificates.NONE);
        SSLContext context = SSLContext.getInstance("TLSv1.2");
        context.init(
                null,
                Trust.load(new NamedFile("test", "trust", known.trust()))
                        .factory()
                        .getTrustManagers(),
                null);
        try (Socket socket = context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), node.port())) {
            assertThatThrownBy(() -> socket.getOutputStream().write(1)).hasMessageContaining("protocol_version");
        }
    }

    @Test
    void aConnectionThatSaysNothingIsClosedInTime() throws Exception {
        FakeNode node = group.addNode()
                .listen(FakeNode.LIMITS, timeouts(Duration.ofMillis(200)), tls("n1", ClientCertificates.NONE));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(new byte[] {0x16, 3, 1}); // the beginning of a record
            InputStream in = socket.getInputStream();
            in.readAllBytes(); // ends
        }
    }

    private static void assertRefused(FakeNode node, @Nullable ClientTls tls, String reason) {
        assertThatThrownBy(() -> NodeClient.connect(node.hostPort(), FakeGroup.NAME, tls, TIMEOUT))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(reason)
                .hasMessageContaining("address=" + node.hostPort());
    }

    private static void assertServed(FakeNode node, ClientTls tls) {
        try (NodeClient client = NodeClient.connect(node.hostPort(), FakeGroup.NAME, tls, TIMEOUT)) {
            assertThat(client.welcome().getGroup()).isEqualTo(FakeGroup.NAME);
        }
    }

    private static ClientTls client(Certificates from, @Nullable String name) throws ConfigException {
        return ClientTls.load(
                "test",
                "",
                from.trust(),
                name == null ? null : from.certificate(name),
                name == null ? null : from.key(name));
    }

    private FakeNode node(String certificate, ClientCertificates clients) throws ConfigException {
        return group.addNode().listen(FakeNode.LIMITS, NodeConfig.Timeouts.DEFAULT, tls(certificate, clients));
    }

    private static NodeTls tls(String name, ClientCertificates clients) throws ConfigException {
        NamedFile certificate = new NamedFile("test", "certificate", known.certificate(name));
        NamedFile key = new NamedFile("test", "key", known.key(name));
        return new NodeTls(
                "g",
                Credentials.load(certificate, key),
                Trust.load(new NamedFile("test", "trust", known.trust())),
                clients);
    }

    private static NodeConfig.Timeouts timeouts(Duration handshake) {
        NodeConfig.Timeouts standard = NodeConfig.Timeouts.DEFAULT;
        return new NodeConfig.Timeouts(
                standard.electionMin(),
                standard.electionMax(),
                handshake,
                standard.idle(),
                standard.shutdown(),
                standard.replicationPause(),
                standard.flushPause());
    }
}
