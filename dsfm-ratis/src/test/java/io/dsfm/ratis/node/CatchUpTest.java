package io.dsfm.ratis.node;

import static io.dsfm.ratis.node.LedgerMachine.input;
import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.ratis.client.GroupClient;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node that was away for longer than what is under way at once. */
@Timeout(120)
final class CatchUpTest {

    private static final int INPUTS = 400;

    @TempDir
    private Path directory;

    @Test
    void aFollowerThatIsFarBehindIsBroughtUpWhileOthersAreAnswered() throws Exception {
        try (TestGroup group = new TestGroup(directory, "plain", "plain", "plain").start();
                GroupClient client = group.client()) {
            String leader = group.awaitLeader();
            String away = leader.equals("n1") ? "n2" : "n1";
            group.isolate(away);
            for (int i = 0; i < INPUTS; i++) {
                client.submit(input("an entry of its own " + i)).get(30, TimeUnit.SECONDS);
            }

            group.heal();

            client.submit(input("one more")).get(30, TimeUnit.SECONDS);
            List<Long> digests = group.digestsAt(INPUTS + 1);
            assertThat(digests).hasSize(3).containsOnly(digests.get(0));
        }
    }
}
