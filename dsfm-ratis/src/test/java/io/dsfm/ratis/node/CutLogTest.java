package io.dsfm.ratis.node;

import static io.dsfm.ratis.node.LedgerMachine.input;
import static io.dsfm.ratis.node.TestGroup.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.ratis.client.GroupClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was executed before it was committed, and is then cut from the log, has never been. */
final class CutLogTest {

    private static final long CLIENT = 100;

    @TempDir
    private Path directory;

    @Test
    void anIsolatedLeadersTailIsUndoneWhenOthersWereCommittedInItsPlace() throws Exception {
        try (TestGroup group = new TestGroup(directory, "plain+other", "plain+other", "plain+other").start()) {
            String old = group.awaitLeader();
            try (RawConnection connection = connect(group, old)) {
                executeOnIsolated(group, old, connection, 3);
            }
            String next = group.awaitLeaderOtherThan(old);
            try (GroupClient client = group.clientOf(next)) {
                submitAll(client, 20);
            }

            group.heal();

            assertAllEqualAt(group, 25);
            assertThat(cuts(group, old)).isPositive();
            // Sent again, it is executed, since it never was.
            try (RawConnection connection = connect(group, group.awaitLeader())) {
                long session = connection.open(CLIENT).getSessionId();
                assertThat(connection
                                .submit(CLIENT, session, 6, "uncommitted 0")
                                .getSequence())
                        .isEqualTo(26);
            }
        }
    }

    @Test
    void aTailThatIsCutWithoutAnyInputInItsPlaceIsUndoneToo() throws Exception {
        try (TestGroup group = new TestGroup(directory, "plain+other", "plain+other", "plain+other").start()) {
            String old = group.awaitLeader();
            try (RawConnection connection = connect(group, old)) {
                executeOnIsolated(group, old, connection, 1);
            }
            String next = group.awaitLeaderOtherThan(old);

            group.heal();

            assertAllEqualAt(group, 5);
            assertThat(cuts(group, old)).isPositive();
            try (GroupClient client = group.clientOf(next)) {
                submitAll(client, 5);
            }
            assertAllEqualAt(group, 10);
        }
    }

    /**
     * Five inputs for all; then the leader is isolated, and all its instances execute some more, one by one, which it cannot
     * commit.
     */
    private static void executeOnIsolated(TestGroup group, String leader, RawConnection connection, int inputs)
            throws IOException {
        Execution execution = group.node(leader).parts().execution();
        long session = connection.open(CLIENT).getSessionId();
        for (int i = 1; i <= 5; i++) {
            connection.submit(CLIENT, session, i, "before " + i);
        }
        group.isolate(leader);
        for (int i = 0; i < inputs; i++) {
            long sequence = 6L + i;
            connection.sendRequest(CLIENT, session, sequence, "uncommitted " + i);
            eventually(
                    "all instances of the isolated leader have executed the input",
                    () -> execution.instances().stream()
                            .allMatch(instance -> instance.progress().sequence() == sequence));
        }
    }

    private static RawConnection connect(TestGroup group, String node) throws IOException {
        return new RawConnection(group.config(node).self().clientAddress());
    }

    private static long cuts(TestGroup group, String node) {
        return group.node(node).parts().execution().feed().cuts();
    }

    private static void submitAll(GroupClient client, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            client.submit(input("after " + i)).get(30, TimeUnit.SECONDS);
        }
    }

    private static void assertAllEqualAt(TestGroup group, long sequence) {
        List<Long> digests = group.digestsAt(sequence);
        assertThat(digests).hasSize(6).containsOnly(digests.get(0));
    }
}
