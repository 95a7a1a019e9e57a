package io.dsfm.ratis.node;

import static io.dsfm.ratis.node.LedgerMachine.input;
import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.ratis.client.GroupClient;
import io.dsfm.ratis.client.Result;
import io.dsfm.ratis.config.NodeConfig.Transport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A whole group: submit, query, follow the leader. */
final class GroupTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(Transport.class)
    void releasesEachResultOnceInOrderAndAllInstancesAgree(Transport transport) throws Exception {
        try (TestGroup group = new TestGroup(directory, "plain+other", "other", "plain")
                        .with(transport)
                        .start();
                GroupClient client = group.client()) {
            List<CompletableFuture<Result>> submitted = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                submitted.add(client.submit(input("input " + i)));
            }
            for (int i = 0; i < submitted.size(); i++) {
                Result result = submitted.get(i).get(30, TimeUnit.SECONDS);
                assertThat(result.sequence()).isEqualTo(i + 1);
                assertThat(result.events().get(0).payload()).isEqualTo(input("input " + i));
            }
            assertThat(client.query(new byte[0]).get(30, TimeUnit.SECONDS))
                    .isEqualTo(submitted.get(1_999).join().reply());
            assertThat(group.digestsAt(2_000))
                    .hasSize(4)
                    .containsOnly(group.digestsAt(2_000).get(0));
        }
    }
}
