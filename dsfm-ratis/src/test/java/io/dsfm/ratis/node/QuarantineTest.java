package io.dsfm.ratis.node;

import static io.dsfm.ratis.node.LedgerMachine.input;
import static io.dsfm.ratis.node.TestGroup.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.ratis.client.GroupClient;
import io.dsfm.ratis.config.NodeConfig.Arbitration;
import io.dsfm.ratis.config.NodeConfig.Dispute;
import io.dsfm.ratis.core.VoteRule;
import io.dsfm.ratis.proto.InstanceStatus;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An instance that goes wrong stops nobody else, and comes back from what a healthy one has made. */
final class QuarantineTest {

    private static final List<String> NODES = List.of("n1", "n2", "n3");

    @TempDir
    private Path directory;

    @Test
    void anInputThatBreaksOneVariantStopsNothingAndTheVariantIsRebuiltBehindIt() throws Exception {
        try (TestGroup group = new TestGroup(directory, "plain+broken", "plain+broken", "broken+other").start()) {
            try (GroupClient client = group.client()) {
                submit(client, "before", 5);
                assertThat(count(client, "throw")).isEqualTo(6);
                submit(client, "after", 10);
            }

            List<Long> digests = group.digestsAt(16);

            assertThat(digests).hasSize(6).containsOnly(digests.get(0));
            for (String node : NODES) {
                assertThat(quarantines(group, node)).isEqualTo(1);
                awaitAllTrusted(group, node);
            }
            // Rebuilt means that it takes part: it is compared again.
            try (GroupClient client = group.client()) {
                submit(client, "with all", 10);
            }
            List<Long> later = group.digestsAt(26);
            assertThat(later).hasSize(6).containsOnly(later.get(0));
            // A restart goes by the snapshot behind the input, and does not meet it again.
            group.stop("n1");
            group.start("n1");
            assertThat(group.digestsAt(26)).hasSize(6).containsOnly(later.get(0));
            assertThat(quarantines(group, "n1")).isZero();
        }
    }

    @Test
    void anInstanceOutvotedByTwoOthersIsQuarantinedAndRebuiltAndNoWrongResultLeaves() throws Exception {
        try (TestGroup group = new TestGroup(
                        directory, "plain+deviant+other", "deviant+plain+other", "plain+other+deviant")
                .with(new Arbitration("agree:2", Dispute.HALT, Duration.ofSeconds(10)))
                .start()) {
            try (GroupClient client = group.client()) {
                submit(client, "before", 5);
                assertThat(count(client, "differ")).isEqualTo(6);
                submit(client, "after", 5);
            }
            List<Long> digests = group.digestsAt(11);
            assertThat(digests).hasSize(9).containsOnly(digests.get(0));
            for (String node : NODES) {
                assertThat(quarantines(group, node)).isEqualTo(1);
                assertThat(group.node(node).parts().execution().alarm().count()).isPositive();
                awaitAllTrusted(group, node);
            }
        }
    }

    @Test
    void aLeaderWhoseOnlyInstanceBreaksHandsOverAndIsNoCandidate() throws Exception {
        try (TestGroup group = new TestGroup(directory, "broken", "plain", "other").start()) {
            String leader = group.awaitLeader();
            if (!leader.equals("n1")) {
                group.node(leader).parts().leadership().transfer("n1").get(30, TimeUnit.SECONDS);
            }
            eventually("n1 leads", () -> group.node("n1").isLeaderReady());
            try (GroupClient client = group.client()) {
                submit(client, "before", 5);

                assertThat(count(client, "throw")).isEqualTo(6);

                submit(client, "after", 5);
            }
            assertThat(group.awaitLeaderOtherThan("n1")).isIn("n2", "n3");
            assertThat(group.node("n1").isLeaderReady()).isFalse();
            assertThat(group.node("n1").parts().peering().appliedIndex()).isEqualTo(VoteRule.UNFIT);
        }
    }

    @Test
    void whereOneStandsAgainstOneNothingLeavesAnyMore() throws Exception {
        try (TestGroup group = new TestGroup(directory, "plain+deviant", "plain+deviant", "plain+deviant").start()) {
            String leader = group.awaitLeader();
            try (GroupClient client = group.client()) {
                submit(client, "before", 5);
                client.submit(input("differ"));
                eventually(
                        "all nodes halt",
                        () -> NODES.stream()
                                .allMatch(node -> group.node(node)
                                        .parts()
                                        .execution()
                                        .release()
                                        .isHalted()));

                assertThat(group.node(leader).parts().leadership().refusal().getDetail())
                        .contains("halted");
                assertThat(client.submit(input("held"))).isNotDone();
                long released = released(group, leader);
                for (String node : NODES) {
                    assertThat(released(group, node)).isLessThanOrEqualTo(6);
                }
                assertThat(released).isBetween(5L, 6L);
            }
        }
    }

    @Test
    void whereTheEarliestIsTrustedTheOtherIsQuarantined() throws Exception {
        try (TestGroup group = new TestGroup(directory, "plain+deviant", "plain+deviant", "plain+deviant")
                .with(new Arbitration("earliest", Dispute.TRUST_EARLIEST, Duration.ofSeconds(10)))
                .start()) {
            try (GroupClient client = group.client()) {
                submit(client, "before", 5);
                client.submit(input("differ")).get(30, TimeUnit.SECONDS);
                submit(client, "after", 5);
            }
            eventually(
                    "the leader has quarantined one of two",
                    () -> NODES.stream().anyMatch(node -> quarantines(group, node) > 0));
        }
    }

    @Test
    void anInstanceThatStallsIsQuarantinedAndComesBack() throws Exception {
        try (TestGroup group = new TestGroup(directory, "plain+other", "plain+other", "plain+other")
                .with(new Arbitration("earliest", Dispute.HALT, Duration.ofMillis(300)))
                .start()) {
            String leader = group.awaitLeader();
            Instance stalled =
                    group.node(leader).parts().execution().instances().get(1);
            try (GroupClient client = group.client()) {
                submit(client, "before", 5);
                eventually("both are level", () -> stalled.progress().sequence() == 5);
                stalled.pause();
                submit(client, "without it", 5);
                eventually("it is quarantined", () -> stalled.state() == InstanceState.QUARANTINED);
                stalled.resume();
                submit(client, "after", 5);
            }
            List<Long> digests = group.digestsAt(15);
            assertThat(digests).hasSize(6).containsOnly(digests.get(0));
            awaitAllTrusted(group, leader);
        }
    }

    private static void submit(GroupClient client, String text, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            client.submit(input(text + " " + i)).get(30, TimeUnit.SECONDS);
        }
    }

    /** How many inputs the machine says it has had, this one included. */
    private static long count(GroupClient client, String text) throws Exception {
        return ByteBuffer.wrap(
                        client.submit(input(text)).get(30, TimeUnit.SECONDS).reply())
                .getLong();
    }

    private static long quarantines(TestGroup group, String node) {
        return group.node(node).parts().execution().alarm().quarantines();
    }

    private static long released(TestGroup group, String node) {
        return group.node(node).parts().execution().release().released().sequence();
    }

    private static void awaitAllTrusted(TestGroup group, String node) {
        eventually(
                "all instances of " + node + " are trusted",
                () -> group.status(node).getInstancesList().stream()
                        .map(InstanceStatus::getState)
                        .allMatch("trusted"::equals));
    }
}
