package io.dsfm.ratis.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dsfm.ratis.cluster.Certificates;
import io.dsfm.ratis.config.ConfigException;
import io.dsfm.ratis.config.ConfigException.Problem;
import io.dsfm.ratis.config.HostPort;
import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.config.NodeConfig.ClientCertificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node refuses to start with. */
final class NodeTlsTest {

    @TempDir
    private static Path directory;

    private static Certificates known;
    private static Certificates unknown;

    @BeforeAll
    static void makeCertificates() {
        known = Certificates.in(directory.resolve("known"));
        known.node("g", "n1", ClientCertificates.NONE);
        known.client("trader");
        known.make("expired", List.of("uri:dsfm:g/n1", "ip:127.0.0.1"), -10, 5);
        known.make("future", List.of("uri:dsfm:g/n1", "ip:127.0.0.1"), 5, 10);
        known.make("no-host", List.of("uri:dsfm:g/n1", "dns:n1.example.org"), 0, 10);
        unknown = Certificates.in(directory.resolve("unknown"));
        unknown.node("g", "n1", ClientCertificates.NONE);
    }

    @Test
    void acceptsANodesOwnCertificate() throws Exception {
        assertThat(NodeTls.load(config(files(known, "n1")), "n1.yaml")).isNotNull();
    }

    @Test
    void refusesAFileThatIsNotThereByKeyAndValue() {
        Problem problem = refused(files(known, "nobody", "n1", known));
        assertThat(problem.where()).isEqualTo("n1.yaml");
        assertThat(problem.key()).isEqualTo("tls.certificate");
        assertThat(problem.found()).contains(known.certificate("nobody").toString(), "not there");
        assertThat(problem.accepted()).contains("BEGIN CERTIFICATE");
    }

    @Test
    void tellsOfAllFilesAtOnce() {
        NodeConfig config = config(new NodeConfig.Tls(
                directory.resolve("a"), directory.resolve("b"), directory.resolve("c"), ClientCertificates.NONE));
        ConfigException refusal = catchThrowableOfType(ConfigException.class, () -> NodeTls.load(config, "n1.yaml"));
        assertThat(refusal.problems())
                .extracting(Problem::key)
                .containsExactly("tls.certificate", "tls.key", "tls.trust");
    }

    @Test
    void refusesAKeyOfAnotherCertificate() {
        Problem problem = refused(files(known, "n1", "trader", known));
        assertThat(problem.key()).isEqualTo("tls.key");
        assertThat(problem.found()).contains("belongs to another certificate than", "CN=n1");
    }

    @Test
    void refusesAKeyThatItCannotRead() throws Exception {
        assertThat(refused(withKey("-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END"))
                        .found())
                .contains("has a password");
        assertThat(refused(withKey("-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END"))
                        .found())
                .contains("another form (RSA PRIVATE KEY)");
        assertThat(refused(withKey("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END"))
                        .found())
                .contains("cannot be read");
        assertThat(refused(withKey("-----BEGIN PRIVATE KEY-----\nAAAA")).found())
                .contains("cut off");
        assertThat(refused(withKey("")).found()).contains("no private key");
        assertThat(refused(withKey("")).accepted()).contains("openssl pkcs8 -topk8 -nodes");
    }

    @Test
    void refusesCertificatesThatAreNone() throws Exception {
        Path file = Files.writeString(directory.resolve("none.pem"), "nothing\n");
        assertThat(refused(new NodeConfig.Tls(file, known.key("n1"), known.trust(), ClientCertificates.NONE))
                        .key())
                .isEqualTo("tls.certificate");
        assertThat(refused(new NodeConfig.Tls(
                                known.certificate("n1"), known.key("n1"), known.key("n1"), ClientCertificates.NONE))
                        .key())
                .isEqualTo("tls.trust");
    }

    @Test
    void refusesACertificateThatIsNotValidToday() {
        assertThat(refused(files(known, "expired")).found()).contains("has expired", "CN=expired", "valid from");
        assertThat(refused(files(known, "future")).found()).contains("is not valid yet", "CN=future");
    }

    @Test
    void refusesACertificateThatIsNotThisNodes() {
        Problem problem = refused(files(known, "trader"));
        assertThat(problem.key()).isEqualTo("tls.certificate");
        assertThat(problem.found()).contains("not this node's", "CN=trader", "DNS trader");
        assertThat(problem.accepted()).contains("'URI dsfm:g/n1'");
    }

    @Test
    void refusesACertificateThatNoClientWouldAccept() {
        assertThat(refused(files(known, "no-host")).found())
                .contains("no client would take for that of 127.0.0.1", "DNS n1.example.org");
    }

    @Test
    void refusesACertificateThatTheOtherNodesDoNotTrust() {
        Problem problem = refused(files(unknown, "n1", "n1", known));
        assertThat(problem.found()).contains("the other nodes would refuse: it is signed by nobody whom they trust");
        assertThat(problem.accepted()).contains(known.trust().toString());
    }

    @Test
    void aClientsCertificateNeedsItsKeyAndTheOtherWayRound() {
        ConfigException refusal = catchThrowableOfType(
                ConfigException.class,
                () -> ClientTls.load("command line", "--tls-", known.trust(), known.certificate("trader"), null));
        assertThat(refusal).hasMessageContaining("command line: --tls-key: is missing");
    }

    private static NodeConfig.Tls withKey(String text) throws Exception {
        Path file = Files.writeString(directory.resolve("other.key"), text);
        return new NodeConfig.Tls(known.certificate("n1"), file, known.trust(), ClientCertificates.NONE);
    }

    private static NodeConfig.Tls files(Certificates from, String name) {
        return files(from, name, name, from);
    }

    private static NodeConfig.Tls files(Certificates from, String certificate, String key, Certificates trust) {
        return new NodeConfig.Tls(from.certificate(certificate), from.key(key), trust.trust(), ClientCertificates.NONE);
    }

    private static Problem refused(NodeConfig.Tls tls) {
        ConfigException refusal =
                catchThrowableOfType(ConfigException.class, () -> NodeTls.load(config(tls), "n1.yaml"));
        assertThat(refusal.problems()).hasSize(1);
        return refusal.problems().get(0);
    }

    private static NodeConfig config(NodeConfig.Tls tls) {
        HostPort raft = new HostPort("127.0.0.1", 7_001);
        HostPort client = new HostPort("127.0.0.1", 8_001);
        return new NodeConfig(
                        "g",
                        "n1",
                        directory,
                        List.of(new NodeConfig.Member("n1", raft, client)),
                        "counter",
                        List.of("one"),
                        NodeConfig.Release.COMMITTED,
                        NodeConfig.Arbitration.DEFAULT,
                        NodeConfig.Timeouts.DEFAULT,
                        NodeConfig.Limits.DEFAULT,
                        NodeConfig.Snapshots.DEFAULT,
                        NodeConfig.SessionLimits.DEFAULT)
                .with(tls);
    }
}
