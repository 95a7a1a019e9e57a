package io.dsfm.ratis.node;

import static io.dsfm.ratis.node.LedgerMachine.input;
import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.ratis.client.GroupClient;
import io.dsfm.ratis.config.NodeConfig.Release;
import io.dsfm.ratis.core.VoteRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node at {@code covered} that comes back without the note of an orderly stop: it is whole once it has everything back. */
final class UncleanRestartTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aNodeThatMayHaveForgottenSomethingCatchesUpAndIsWholeThen(boolean hasLostItsRecord) throws Exception {
        try (TestGroup group = new TestGroup(directory, "plain", "other", "plain")
                        .with(Release.COVERED)
                        .start();
                GroupClient client = group.client()) {
            submit(client, 10);
            String victim = group.othersThan(group.awaitLeader()).get(0);
            group.stop(victim);
            forget(victim, hasLostItsRecord);
            submit(client, 10);
            group.othersThan(victim).forEach(group::isolate); // so that nobody can tell it anything

            DsfmNode back = group.start(victim);

            ElectionMemory memory = back.parts().memory();
            if (hasLostItsRecord) {
                assertThat(memory.isRecovering()).isTrue();
                assertThat(back.parts().peering().appliedIndex()).isEqualTo(VoteRule.UNFIT);
            }
            group.heal();
            TestGroup.eventually("it is whole", () -> !memory.isRecovering());
            submit(client, 10);
            List<Long> digests = group.digestsAt(30);
            assertThat(digests).hasSize(3).containsOnly(digests.get(0));
        }
    }

    @Test
    void aGroupOfWhichAllMayHaveForgottenSomethingComesBack() throws Exception {
        try (TestGroup group = new TestGroup(directory, "plain", "other", "plain")
                        .with(Release.COVERED)
                        .start();
                GroupClient client = group.client()) {
            submit(client, 10);
            for (String node : List.of("n1", "n2", "n3")) {
                group.stop(node);
                forget(node, true);
            }

            group.start();

            submit(client, 10);
            List<Long> digests = group.digestsAt(20);
            assertThat(digests).hasSize(3).containsOnly(digests.get(0));
        }
    }

    /** As after a kill, or, if the record of its word is lost too, after a power cut. */
    private void forget(String node, boolean losesItsRecord) throws Exception {
        Files.delete(directory.resolve(node).resolve("stopped-in-order"));
        if (losesItsRecord) {
            Files.delete(directory.resolve(node).resolve("word-given"));
        }
    }

    private static void submit(GroupClient client, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            client.submit(input("input " + i)).get(30, TimeUnit.SECONDS);
        }
    }
}
