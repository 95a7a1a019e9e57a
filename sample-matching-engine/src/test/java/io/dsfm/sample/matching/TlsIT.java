package io.dsfm.sample.matching;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.ratis.cli.Dsfm;
import io.dsfm.ratis.client.ClientOptions;
import io.dsfm.ratis.client.GroupClient;
import io.dsfm.ratis.client.ResultStream;
import io.dsfm.ratis.client.StreamOptions;
import io.dsfm.ratis.cluster.Certificates;
import io.dsfm.ratis.cluster.ClusterOptions;
import io.dsfm.ratis.cluster.LocalCluster;
import io.dsfm.ratis.cluster.NodeCommandLine;
import io.dsfm.ratis.cluster.NodeProcess;
import io.dsfm.ratis.config.HostPort;
import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.config.NodeConfigWriter;
import io.dsfm.ratis.tls.ClientTls;
import io.dsfm.sample.matching.flow.GeneratedFlow;
import io.dsfm.sample.matching.harness.ColdNodes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A group with TLS everywhere, in processes of its own, that loses its primary; and the commands at it. */
@Timeout(240)
@ExtendWith(ColdNodes.class)
final class TlsIT {

    private static final long POLL_MILLIS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Long enough that whoever stands sooner has not waited for it. */
    private static final Duration ELECTION = Duration.ofSeconds(8);

    @TempDir
    private Path directory;

    private Certificates certificates;
    private final Map<String, NodeConfig.Tls> tls = new HashMap<>();
    private String nodes;

    @Test
    void servesAndItsEndIsNoticedWithoutWaitingForTheElectionTimeout() throws Exception {
        certificates = Certificates.in(directory.resolve("tls"));
        certificates.client("trader");
        for (String node : List.of("n1", "n2", "n3")) {
            tls.put(node, certificates.node("local", node, NodeConfig.ClientCertificates.REQUIRED));
        }
        ClusterOptions options = ClusterOptions.of(
                        "matching-engine",
                        directory.resolve("cluster"),
                        List.of(List.of("tree", "ladder"), List.of("tree"), List.of("ladder")))
                .withHeapMegabytes(256)
                .withConfiguration(this::withTls);
        try (LocalCluster cluster = LocalCluster.start(options)) {
            cluster.awaitPrimary(PATIENCE);
            List<HostPort> all = cluster.clientAddresses();
            nodes = all.stream().map(HostPort::toString).collect(Collectors.joining(","));
            ClientTls trader = ClientTls.load(
                    "test", "", certificates.trust(), certificates.certificate("trader"), certificates.key("trader"));
            try (GroupClient client =
                    GroupClient.connect(new ClientOptions(all, "local", 7, 256, PATIENCE).with(trader))) {
                GeneratedFlow flow = new GeneratedFlow(3, 20_000);
                List<CompletableFuture<?>> results = new ArrayList<>();
                submit(client, flow, 2_000, results);
                CompletableFuture.allOf(results.toArray(CompletableFuture<?>[]::new))
                        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

                NodeProcess primary = cluster.awaitPrimary(PATIENCE);
                primary.kill();
                awaitNoticedBy(cluster, primary);
                submit(client, flow, 500, results);
                CompletableFuture.allOf(results.toArray(CompletableFuture<?>[]::new))
                        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                primary.restart();
            }
            try (ResultStream stream =
                    ResultStream.open(StreamOptions.from(all, "local", 1).with(trader))) {
                for (int sequence = 1; sequence <= 2_500; sequence++) {
                    assertThat(stream.take().sequence()).isEqualTo(sequence);
                }
            }
            assertThat(cluster.deaths()).isEmpty();
            assertCommands(cluster);
        }
    }

    /**
     * The links of a process that is killed are reset, and connections refused, with TLS as without. Who is elected, and when,
     * is another matter: on a busy machine two may stand at once, and have to wait.
     */
    private static void awaitNoticedBy(LocalCluster cluster, NodeProcess killed) throws Exception {
        long deadlineNanos = System.nanoTime() + ELECTION.dividedBy(2).toNanos();
        String notice = "the primary's process has ended: primary=" + killed.id();
        while (true) {
            for (NodeProcess node : cluster.nodes()) {
                if (node != killed && Files.readString(node.logFile(), UTF_8).contains(notice)) {
                    return;
                }
            }
            assertThat(System.nanoTime()).as("nobody noticed in time").isLessThan(deadlineNanos);
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private NodeConfig withTls(NodeConfig config) {
        return new NodeConfig(
                        config.group(),
                        config.node(),
                        config.dataDirectory(),
                        config.members(),
                        config.application(),
                        config.variants(),
                        NodeConfig.Release.COVERED,
                        config.arbiter(),
                        NodeConfig.Timeouts.DEFAULT.withElection(ELECTION, ELECTION.multipliedBy(2)),
                        config.limits(),
                        config.snapshots(),
                        config.sessions())
                .with(Objects.requireNonNull(tls.get(config.node())));
    }

    private static void submit(GroupClient client, GeneratedFlow flow, int count, List<CompletableFuture<?>> results) {
        for (int i = 0; i < count; i++) {
            results.add(client.submit(Objects.requireNonNull(flow.next())));
        }
    }

    private void assertCommands(LocalCluster cluster) throws Exception {
        NodeProcess primary = cluster.awaitPrimary(PATIENCE);
        String next = cluster.nodes().stream()
                .filter(node -> node != primary)
                .findFirst()
                .orElseThrow()
                .id();
        // By the node's own files:
        Path config = directory.resolve("n1.yaml");
        NodeConfigWriter.write(cluster.node("n1").config(), config);
        assertThat(run(0, "status", "--config", config)).contains("leader");
        assertThat(run(0, "status", "--self", "--config", config)).contains("n1");
        // By a client's:
        Object[] trader = {
            "--nodes", nodes,
            "--tls-trust", certificates.trust(),
            "--tls-certificate", certificates.certificate("trader"),
            "--tls-key", certificates.key("trader")
        };
        assertThat(run(0, with(trader, "status"))).contains("leader");
        assertThat(run(0, with(trader, "submit", "cancel", "1", "1"))).isNotEmpty();
        assertThat(run(0, with(trader, "query", "counters"))).isNotEmpty();
        assertThat(run(0, with(trader, "tail", "--from", "first", "--count", "3")))
                .isNotEmpty();
        assertThat(run(0, with(trader, "snapshot"))).contains("took a snapshot");
        assertThat(run(0, with(trader, "transfer", next))).contains(next + " leads");
        // By wrong ones:
        assertThat(run(4, "status", "--nodes", nodes, "--tls-trust", certificates.trust()))
                .contains("no node can be reached", "asks for a certificate that it trusts");
        assertThat(run(4, "status", "--nodes", nodes))
                .contains("this group has TLS on its client ports", "--tls-trust");
        assertThat(run(2, "status", "--nodes", nodes, "--tls-trust", directory.resolve("nothing")))
                .contains(
                        "command line: --tls-trust: found '" + directory.resolve("nothing") + "', which is not there");
        assertThat(run(2, "status", "--nodes", nodes, "--tls-key", certificates.key("trader")))
                .contains("need --tls-trust FILE");
        // A node with a wrong one:
        certificates.make("expired", List.of("uri:dsfm:local/n1", "ip:127.0.0.1"), -10, 5);
        NodeConfig.Tls expired = new NodeConfig.Tls(
                certificates.certificate("expired"),
                certificates.key("expired"),
                certificates.trust(),
                NodeConfig.ClientCertificates.NONE);
        NodeConfigWriter.write(cluster.node("n1").config().with(expired), config);
        assertThat(run(2, "node", "--config", config)).contains(config + ": tls.certificate: found", "has expired");
    }

    private static Object[] with(Object[] options, Object... words) {
        List<Object> all = new ArrayList<>(List.of(words[0]));
        all.addAll(List.of(options));
        all.addAll(List.of(words).subList(1, words.length));
        return all.toArray();
    }

    /** What the program wrote, to both outputs. */
    private String run(int exitCode, Object... arguments) throws Exception {
        List<String> words = new ArrayList<>();
        for (Object argument : arguments) {
            words.add(argument.toString());
        }
        Path out = directory.resolve("out");
        Process process = new ProcessBuilder(NodeCommandLine.of(Dsfm.class, 128, words))
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        String text = Files.readString(out, UTF_8);
        assertThat(process.exitValue()).as(text).isEqualTo(exitCode);
        assertThat(text).doesNotContain("\tat ");
        return text;
    }
}
