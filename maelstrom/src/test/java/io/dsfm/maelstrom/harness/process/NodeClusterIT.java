package io.dsfm.maelstrom.harness.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dsfm.maelstrom.harness.fake.FakeBinary;
import io.dsfm.maelstrom.harness.fake.Wrong;
import io.dsfm.maelstrom.harness.net.Message;
import io.dsfm.maelstrom.harness.net.Network;
import io.dsfm.maelstrom.harness.net.NetworkOptions;
import io.dsfm.maelstrom.harness.net.RpcClient;
import io.dsfm.maelstrom.harness.net.RpcException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, struck. */
final class NodeClusterIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> NODES = List.of("n0", "n1", "n2");

    @TempDir
    private Path folder;

    @Test
    void dataSurvivesAKill() throws Exception {
        try (Network network = new Network(NetworkOptions.PERFECT, 1);
                NodeCluster cluster = cluster(network, Wrong.UNSYNCED, true);
                RpcClient client = new RpcClient(network)) {
            cluster.startAll();
            write(client, 5);
            cluster.kill(List.of("n0"));
            assertThatThrownBy(() -> read(client, "n0")).hasMessageContaining("node is down");
            cluster.startAll(List.of("n0"));
            assertThat(read(client, "n2")).isEqualTo(5);
            assertThat(network.error()).isNull();
        }
    }

    @Test
    void powerCutDropsWhatWasNotSyncedAndNothingElse() throws Exception {
        try (Network network = new Network(NetworkOptions.PERFECT, 1);
                NodeCluster cluster = cluster(network, Wrong.NOTHING, true);
                RpcClient client = new RpcClient(network)) {
            cluster.startAll();
            write(client, 5);
            Path unsynced = cluster.dataDirectory("n0").resolve("unsynced");
            Files.writeString(unsynced, "nobody has synced this");
            assertThat(cluster.cutPower(List.of("n0"))).contains("22 bytes of 1 files");
            assertThat(unsynced).isEmptyFile();
            cluster.startAll(List.of("n0"));
            assertThat(read(client, "n1")).isEqualTo(5);
        }
    }

    @Test
    void powerCutDropsUnsyncedWrites() throws Exception {
        try (Network network = new Network(NetworkOptions.PERFECT, 1);
                NodeCluster cluster = cluster(network, Wrong.UNSYNCED, true);
                RpcClient client = new RpcClient(network)) {
            cluster.startAll();
            write(client, 5);
            cluster.cutPower(List.of("n0"));
            cluster.startAll(List.of("n0"));
            assertThatThrownBy(() -> read(client, "n0")).hasMessageContaining("no such key");
        }
    }

    @Test
    void suspendedNodeDoesNotAnswerUntilItIsResumed() throws Exception {
        try (Network network = new Network(NetworkOptions.PERFECT, 1);
                NodeCluster cluster = cluster(network, Wrong.NOTHING, false);
                RpcClient client = new RpcClient(network)) {
            cluster.startAll();
            write(client, 5);
            cluster.suspend(List.of("n1"));
            assertThatThrownBy(() -> ask(client, "n1", readBody(), Duration.ofMillis(300)))
                    .hasMessageContaining("no answer");
            assertThat(read(client, "n2")).isEqualTo(5);
            cluster.resume(List.of("n1"));
            assertThat(read(client, "n1")).isEqualTo(5);
        }
    }

    @Test
    void nodeThatEndsByItselfFailsTheRun() throws Exception {
        Path program = folder.resolve("quitter");
        Files.writeString(program, """
                #!/bin/sh
                read line
                echo '{"src":"n0","dest":"c1","body":{"type":"init_ok","in_reply_to":1}}'
                exit 3
                """);
        assertThat(program.toFile().setExecutable(true)).isTrue();
        try (Network network = new Network(NetworkOptions.PERFECT, 1);
                NodeCluster cluster = new NodeCluster(options(program, List.of("n0"), false), network)) {
            cluster.startAll();
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (network.error() == null && System.nanoTime() - deadline < 0) {
                Thread.onSpinWait();
            }
            assertThat(network.error()).contains("n0").contains("exit status 3");
        }
    }

    @Test
    void nodesEndWhenTheirInputDoes() throws Exception {
        try (Network network = new Network(NetworkOptions.PERFECT, 1);
                NodeCluster cluster = cluster(network, Wrong.NOTHING, false)) {
            cluster.startAll();
            assertThat(cluster.endAll()).isEmpty();
            assertThat(network.error()).isNull();
        }
    }

    private NodeCluster cluster(Network network, Wrong wrong, boolean recordsSyncs) throws IOException {
        return new NodeCluster(options(FakeBinary.write(folder, wrong), NODES, recordsSyncs), network);
    }

    private ClusterOptions options(Path program, List<String> nodes, boolean recordsSyncs) {
        return new ClusterOptions(List.of(program.toString()), nodes, Map.of(), folder, PATIENCE, recordsSyncs);
    }

    private static void write(RpcClient client, int value) throws RpcException, InterruptedException {
        ask(
                client,
                "n1",
                Message.JSON
                        .createObjectNode()
                        .put("type", "write")
                        .put("key", 1)
                        .put("value", value),
                PATIENCE);
    }

    private static int read(RpcClient client, String node) throws RpcException, InterruptedException {
        return client.ask(node, readBody(), Set.of("value"), PATIENCE)
                .get("value")
                .asInt();
    }

    private static ObjectNode readBody() {
        return Message.JSON.createObjectNode().put("type", "read").put("key", 1);
    }

    private static JsonNode ask(RpcClient client, String node, ObjectNode body, Duration timeout)
            throws RpcException, InterruptedException {
        return client.ask(node, body, Set.of(), timeout);
    }
}
