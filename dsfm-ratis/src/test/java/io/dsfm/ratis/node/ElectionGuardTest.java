package io.dsfm.ratis.node;

import static io.dsfm.ratis.node.LedgerMachine.input;
import static io.dsfm.ratis.node.TestGroup.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.ratis.client.GroupClient;
import io.dsfm.ratis.config.NodeConfig.Release;
import io.dsfm.ratis.config.NodeConfig.Timeouts;
import io.dsfm.ratis.core.EntryId;
import io.dsfm.ratis.core.VoteRule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Only a node that has executed what was released becomes primary, and then it does by itself. */
final class ElectionGuardTest {

    private static final List<String> NODES = List.of("n1", "n2", "n3");
    /** Nobody is to stand because this process had a pause. */
    private static final Timeouts PATIENT =
            Timeouts.DEFAULT.withElection(Duration.ofMillis(1_500), Duration.ofMillis(2_500));

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(Release.class)
    void aNodeThatHasNotExecutedItsLogDoesNotWinWhileAnotherCan(Release level) throws Exception {
        try (TestGroup group = new TestGroup(directory, "plain", "other", "plain")
                .with(level)
                .with(PATIENT)
                .start()) {
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
        try (TestGroup group = new TestGroup(directory, "plain", "other", "plain")
                .with(level)
                .with(PATIENT)
                .start()) {
            String leader = group.awaitLeader();
            List<String> others =
                    NODES.stream().filter(node -> !node.equals(leader)).toList();
            executeEverywhereBut(group, others.get(0));
            instances(group, others.get(1)).forEach(Instance::pause);
            try (GroupClient client = group.clientOf(leader)) {
                if (level == Release.COMMITTED) { // nothing is covered that the others have not executed
                    client.submit(input("executed by the leader alone")).get(30, TimeUnit.SECONDS);
                } else {
                    EntryFeed feed = group.node(leader).parts().execution().feed();
                    long before = feed.lastIndex();
                    client.submit(input("executed by the leader alone"));
                    eventually(
                            "the leader has appended and committed it",
                            () -> feed.lastIndex() > before && feed.committed().index() == feed.lastIndex());
                }
            }
            group.isolate(leader);

            // Both stand, again and again, and neither has executed its log.
            eventually(
                    "the leader is given up",
                    () -> others.stream()
                            .allMatch(node -> group.node(node).parts().log().leaderId() == null));
            assertThat(others).noneMatch(node -> group.node(node).isLeaderReady());

            for (String node : others) {
                double before = group.status(node).getMetricsOrThrow("election.leaderlessMillis");
                eventually(
                        "how long that takes is counted",
                        () -> group.status(node).getMetricsOrThrow("election.leaderlessMillis") > before);
            }

            others.forEach(node -> instances(group, node).forEach(Instance::resume));
            assertThat(others).contains(group.awaitLeaderOtherThan(leader));
        }
    }

    @Test
    void ofTwoThatLagByDifferentAmountsTheFirstThatHasExecutedAllWins() throws Exception {
        try (TestGroup group = new TestGroup(directory, "plain", "other", "plain")
                .with(PATIENT)
                .start()) {
            String leader = group.awaitLeader();
            List<String> others =
                    NODES.stream().filter(node -> !node.equals(leader)).toList();
            try (GroupClient client = group.clientOf(leader)) {
                submit(client, 3);
                pauseAt(group, others.get(0), 3);
                submit(client, 3);
                pauseAt(group, others.get(1), 6);
                submit(client, 3);
            }
            awaitWholeLog(group, others);
            group.isolate(leader);
            eventually(
                    "the leader is given up",
                    () -> others.stream()
                            .allMatch(node -> group.node(node).parts().log().leaderId() == null));
            assertThat(others).noneMatch(node -> group.node(node).isLeaderReady());

            instances(group, others.get(0)).forEach(Instance::resume);

            assertThat(group.awaitLeaderOtherThan(leader)).isEqualTo(others.get(0));
            assertThat(group.node(others.get(0)).parts().execution().executedOfLog())
                    .isGreaterThanOrEqualTo(
                            group.node(others.get(1)).parts().execution().executedOfLog());
            instances(group, others.get(1)).forEach(Instance::resume);
            group.heal();
            List<Long> digests = group.digestsAt(9);
            assertThat(digests).hasSize(3).containsOnly(digests.get(0));
        }
    }

    /** One has the longer log, not executed, and cannot know the watermark; the other knows of it, and has the shorter log. */
    @Test
    void theLongerLogThatIsNotExecutedAndTheShorterThatIsDoNotBlockEachOther() throws Exception {
        try (TestGroup group = new TestGroup(directory, "plain", "other", "plain")
                .with(PATIENT)
                .start()) {
            String leader = group.awaitLeader();
            List<String> others =
                    NODES.stream().filter(node -> !node.equals(leader)).toList();
            String longer = others.get(0);
            String shorter = others.get(1);
            try (GroupClient client = group.clientOf(leader)) {
                submit(client, 3);
                pauseAt(group, longer, 3);
                eventually(
                        "the other knows what was released",
                        () -> group.node(shorter).parts().memory().watermark().sequence() == 3);
                group.isolate(shorter);
                submit(client, 3);
            }
            awaitWholeLog(group, List.of(longer));
            group.isolate(leader);
            group.heal(shorter);
            eventually(
                    "the leader is given up",
                    () -> others.stream()
                            .allMatch(node -> group.node(node).parts().log().leaderId() == null));
            assertThat(others).noneMatch(node -> group.node(node).isLeaderReady());

            instances(group, longer).forEach(Instance::resume);

            assertThat(group.awaitLeaderOtherThan(leader)).isEqualTo(longer);
            group.heal();
            List<Long> digests = group.digestsAt(6);
            assertThat(digests).hasSize(3).containsOnly(digests.get(0));
        }
    }

    @Test
    void aRestartKeepsTheRule() throws Exception {
        try (TestGroup group = new TestGroup(directory, "plain", "other", "plain")
                .with(PATIENT)
                .start()) {
            String leader = group.awaitLeader();
            try (GroupClient client = group.client()) {
                submit(client, 5);
            }
            String other = NODES.stream()
                    .filter(node -> !node.equals(leader))
                    .findFirst()
                    .orElseThrow();
            eventually(
                    "the watermark is known",
                    () -> group.node(other).parts().memory().watermark().sequence() == 5);
            group.stop(other);
            group.start(other);

            // At once, before anybody can have told it anew.
            ElectionMemory memory = group.node(other).parts().memory();
            assertThat(memory.watermark().sequence()).isEqualTo(5);
            long released = memory.watermark().index();
            assertThat(memory.judge(released - 1, new EntryId(99, released))).isEqualTo(VoteRule.Verdict.BEHIND_LOG);
            assertThat(memory.judge(released - 1, new EntryId(99, released - 1)))
                    .isEqualTo(VoteRule.Verdict.BEHIND_WATERMARK);
        }
    }

    private static void submit(GroupClient client, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            client.submit(input("next " + i)).get(30, TimeUnit.SECONDS);
        }
    }

    private static void pauseAt(TestGroup group, String node, long sequence) {
        eventually(
                node + " has executed " + sequence,
                () -> instances(group, node).stream()
                        .allMatch(instance -> instance.progress().sequence() == sequence));
        instances(group, node).forEach(Instance::pause);
    }

    private static void awaitWholeLog(TestGroup group, List<String> nodes) {
        eventually(
                "the log is there",
                () -> nodes.stream()
                        .allMatch(node ->
                                group.node(node).parts().execution().feed().lastIndex()
                                        == NODES.stream()
                                                .mapToLong(any -> group.node(any)
                                                        .parts()
                                                        .execution()
                                                        .feed()
                                                        .lastIndex())
                                                .max()
                                                .orElseThrow()));
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
