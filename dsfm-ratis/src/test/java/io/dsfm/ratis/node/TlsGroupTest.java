package io.dsfm.ratis.node;

import static io.dsfm.ratis.node.LedgerMachine.input;
import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.ratis.client.ClientOptions;
import io.dsfm.ratis.client.GroupClient;
import io.dsfm.ratis.client.Result;
import io.dsfm.ratis.cluster.Certificates;
import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.tls.ClientTls;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole group with TLS, and one whose third node was given none. */
@Timeout(120)
final class TlsGroupTest {

    private static final int INPUTS = 2_000;

    @TempDir
    private Path directory;

    @Test
    void allNodesWithTlsExecuteTheSame() throws Exception {
        Map<String, NodeConfig.Tls> files = files();
        try (TestGroup group = new TestGroup(directory, "plain+other", "other", "plain")
                .withTls(files::get)
                .start()) {
            submit(group);
            assertThat(group.digestsAt(INPUTS))
                    .hasSize(4)
                    .containsOnly(group.digestsAt(INPUTS).get(0));
        }
    }

    @Test
    void aNodeWithoutTlsBesideTwoThatHaveItTakesNoPart() throws Exception {
        Map<String, NodeConfig.Tls> files = files();
        try (TestGroup group = new TestGroup(directory, "plain", "other", "plain")
                .withTls(node -> node.equals("n3") ? null : files.get(node))
                .start()) {
            submit(group);
            assertThat(group.status("n3").getLeader().getNode()).isEmpty();
            assertThat(group.status("n3").getInstances(0).getSequence()).isZero();
        }
    }

    private Map<String, NodeConfig.Tls> files() {
        Certificates certificates = Certificates.in(directory.resolve("tls"));
        NodeConfig.ClientCertificates clients = NodeConfig.ClientCertificates.REQUIRED;
        return Map.of(
                "n1", certificates.node("test", "n1", clients),
                "n2", certificates.node("test", "n2", clients),
                "n3", certificates.node("test", "n3", clients));
    }

    private static void submit(TestGroup group) throws Exception {
        NodeConfig config = group.config("n1");
        ClientOptions options = new ClientOptions(
                        List.of(config.self().clientAddress()), "test", 5, 1_024, TestGroup.PATIENCE)
                .with(ClientTls.of(config, "test"));
        try (GroupClient client = GroupClient.connect(options)) {
            List<CompletableFuture<Result>> submitted = new ArrayList<>();
            for (int i = 0; i < INPUTS; i++) {
                submitted.add(client.submit(input("input " + i)));
            }
            for (int i = 0; i < INPUTS; i++) {
                assertThat(submitted.get(i).get(30, TimeUnit.SECONDS).sequence())
                        .isEqualTo(i + 1);
            }
        }
    }
}
