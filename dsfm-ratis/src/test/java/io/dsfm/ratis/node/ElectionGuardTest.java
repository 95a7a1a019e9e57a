package io.dsfm.ratis.node;

import static io.dsfm.ratis.node.LedgerMachine.input;
import static io.dsfm.ratis.node.TestGroup.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.ratis.client.GroupClient;
import io.dsfm.ratis.config.NodeConfig.Release;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Only a node that has executed what was released becomes primary, and then it does by itself. */
final class ElectionGuardTest {

    private static final List<String> NODES = List.of("n1", "n2", "n3");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(Release.class)
    void aNodeThatHasNotExecutedItsLogDoesNotWinWhileAnotherCan(Release level) throws Exception {
        try (TestGroup group =
                new TestGroup(directory, "plain", "other", "plain").with(level).start()) {
            String leader = group.awaitLeader();
            String behind = NODES.stream()
                    .filter(node -> !node.equals(leader))
                    .findFirst()
                    .orElseThrow();
            executeEverywhereBut(group, behind);

            // In the name of the leader, so without pre-vote, and with a log as long as anyone's.
            assertThat(group.node(behind).parts().log().standForElection(leader))
                    .isTrue();

            long term = termOf(group, behind);
            eventually(
                    "another leads in the term of the one behind, or a later one",
                    () -> NODES.stream()
                            .anyMatch(node -> !node.equals(behind)
                                    && group.node(node).isLeaderReady()
                                    && termOf(group, node) >= term));
            assertThat(group.node(behind).isLeaderReady()).isFalse();

            instances(group, behind).forEach(Instance::resume);
            List<Long> digests = group.digestsAt(11);
            assertThat(digests).hasSize(3).containsOnly(digests.get(0));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Release.class,
            names = {"COMMITTED", "COVERED"})
    void nobodyIsElectedUntilALiveNodeHasExecutedWhatWasReleasedAndThenItIs(Release level) throws Exception {
        try (TestGroup group =
                new TestGroup(directory, "plain", "other", "plain").with(level).start()) {
            String leader = group.awaitLeader();
            List<String> others =
                    NODES.stream().filter(node -> !node.equals(leader)).toList();
            executeEverywhereBut(group, others.get(0));
            instances(group, others.get(1)).forEach(Instance::pause);
            try (GroupClient client = group.clientOf(leader)) {
                if (level == Release.COMMITTED) { // nothing is covered that the others have not executed
                    client.submit(input("executed by the leader alone")).get(30, TimeUnit.SECONDS);
                } else {
                    client.submit(input("executed by the leader alone"));
                    eventually(
                            "the leader has committed it",
                            () -> group.node(leader)
                                            .parts()
                                            .execution()
                                            .feed()
                                            .committed()
                                            .index()
                                    == group.node(leader)
                                            .parts()
                                            .execution()
                                            .feed()
                                            .lastIndex());
                }
            }
            group.isolate(leader);
            long refusals = termOf(group, others.get(0));

            // Both stand, again and again, and neither has executed its log.
            eventually(
                    "the leader is given up",
                    () -> others.stream()
                            .allMatch(node -> group.node(node).parts().log().leaderId() == null));
            assertThat(others).noneMatch(node -> group.node(node).isLeaderReady());
            assertThat(refusals).isPositive();

            others.forEach(node -> instances(group, node).forEach(Instance::resume));
            assertThat(others).contains(group.awaitLeaderOtherThan(leader));
        }
    }

    /** Eleven inputs are answered, of which one node has executed only the first. */
    private static void executeEverywhereBut(TestGroup group, String behind) throws Exception {
        try (GroupClient client = group.client()) {
            client.submit(input("first")).get(30, TimeUnit.SECONDS);
            eventually(
                    "all have executed the first input",
                    () -> NODES.stream()
                            .allMatch(node -> instances(group, node).stream()
                                    .allMatch(instance -> instance.progress().sequence() == 1)));
            instances(group, behind).forEach(Instance::pause);
            for (int i = 0; i < 10; i++) {
                client.submit(input("next " + i)).get(30, TimeUnit.SECONDS);
            }
        }
        eventually(
                "its log holds them all the same",
                () -> group.node(behind).parts().execution().feed().lastIndex()
                        == NODES.stream()
                                .mapToLong(node -> group.node(node)
                                        .parts()
                                        .execution()
                                        .feed()
                                        .lastIndex())
                                .max()
                                .orElseThrow());
    }

    private static List<Instance> instances(TestGroup group, String node) {
        return group.node(node).parts().execution().instances();
    }

    private static long termOf(TestGroup group, String node) {
        return group.node(node).parts().log().division().getInfo().getCurrentTerm();
    }
}
