package io.dsfm.ratis.node;

import static io.dsfm.ratis.node.LedgerMachine.input;
import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.ratis.client.GroupClient;
import io.dsfm.ratis.client.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole group: submit, query, follow the leader. */
final class GroupTest {

    @TempDir
    private Path directory;

    @Test
    void releasesEachResultOnceInOrderAndAllInstancesAgree() throws Exception {
        try (TestGroup group = new TestGroup(directory, "plain+other", "other", "plain").start();
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
