package io.dsfm.ratis.node;

import static io.dsfm.ratis.node.LedgerMachine.input;
import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.ratis.client.GroupClient;
import io.dsfm.ratis.client.Result;
import io.dsfm.ratis.client.ResultStream;
import io.dsfm.ratis.client.StreamOptions;
import io.dsfm.ratis.config.NodeConfig.Release;
import io.dsfm.ratis.stream.ResultFilter;
import io.dsfm.ratis.stream.StreamResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The stream of results of real nodes in this process. */
@Timeout(120)
final class StreamTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(Release.class)
    void everyNodeStreamsTheSameBytesAsWereReleased(Release level) throws Exception {
        try (TestGroup group = new TestGroup(directory, "plain+other", "plain", "other")
                        .with(level)
                        .start();
                GroupClient client = group.client()) {
            List<Result> results = submit(client, 200, "at " + level);

            List<StreamResult> first = take(stream(group, "n1", 1), 200);
            assertThat(bytes(first)).isEqualTo(bytes(take(stream(group, "n2", 1), 200)));
            assertThat(bytes(first)).isEqualTo(bytes(take(stream(group, "n3", 1), 200)));
            for (int i = 0; i < 200; i++) {
                assertThat(first.get(i).sequence()).isEqualTo(i + 1);
                assertThat(first.get(i).reply()).isEqualTo(results.get(i).reply());
                assertThat(first.get(i).index()).isEqualTo(results.get(i).index());
                assertThat(first.get(i).clientId()).isEqualTo(client.clientId());
                assertThat(first.get(i).number()).isEqualTo(results.get(i).requestNumber());
                assertThat(first.get(i).events()).hasSize(1);
            }
        }
    }

    @Test
    void liveResultsReachThoseWhoSubscribedBefore() throws Exception {
        try (TestGroup group = new TestGroup(directory, "plain", "other", "plain").start();
                GroupClient client = group.client()) {
            submit(client, 10, "before");
            TestGroup.eventually("n1 has all", () -> group.status("n1").getMetricsOrThrow("stream.newest") == 10);
            try (ResultStream one = ResultStream.open(stream(group, "n1", StreamOptions.NEXT));
                    ResultStream three = ResultStream.open(stream(group, "n3", 20))) {
                TestGroup.eventually(
                        "both are connected",
                        () -> one.disconnectedFor().isZero()
                                && three.disconnectedFor().isZero());
                submit(client, 10, "after");
                assertThat(one.take(PATIENCE).sequence()).isEqualTo(11);
                assertThat(three.take(PATIENCE).sequence()).isEqualTo(20);
                assertThat(three.nextSequence()).isEqualTo(21);
            }
        }
    }

    @Test
    void givesResultsOfSomeClientsAndEventsOfSomeTypesOnly() throws Exception {
        try (TestGroup group = new TestGroup(directory, "plain", "other", "plain").start();
                GroupClient client = group.client();
                GroupClient another = group.client()) {
            submit(client, 5, "mine");
            submit(another, 5, "theirs");
            client.submit(input("timer 1")).join();
            submit(client, 5, "again");
            List<StreamResult> theirs =
                    take(stream(group, "n2", 1).with(new ResultFilter(Set.of(another.clientId()), Set.of())), 5);
            assertThat(theirs).extracting(StreamResult::sequence).containsExactly(6L, 7L, 8L, 9L, 10L);

            StreamResult timer = take(stream(group, "n2", 1).with(new ResultFilter(Set.of(), Set.of(2))), 1)
                    .get(0);
            assertThat(timer.isTimer()).isTrue();
            assertThat(timer.events().get(0).type()).isEqualTo(2);
            try (ResultStream nothing =
                    ResultStream.open(stream(group, "n2", 1).with(new ResultFilter(Set.of(), Set.of(77))))) {
                assertThat(nothing.take(Duration.ofSeconds(1))).isNull();
                assertThat(nothing.nextSequence()).isEqualTo(18);
            }
        }
    }

    private static List<Result> submit(GroupClient client, int count, String text) {
        List<CompletableFuture<Result>> submitted = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            submitted.add(client.submit(input(text + " " + i)));
        }
        return submitted.stream().map(CompletableFuture::join).toList();
    }

    private static StreamOptions stream(TestGroup group, String node, long from) {
        return StreamOptions.from(List.of(group.config(node).self().clientAddress()), "test", from);
    }

    private static List<StreamResult> take(StreamOptions options, int count) throws InterruptedException {
        try (ResultStream stream = ResultStream.open(options)) {
            List<StreamResult> taken = new ArrayList<>();
            while (taken.size() < count) {
                StreamResult result = stream.take(PATIENCE);
                assertThat(result).as("%s", stream.lastFailure()).isNotNull();
                taken.add(result);
            }
            return taken;
        }
    }

    private static List<List<Byte>> bytes(List<StreamResult> results) {
        return results.stream()
                .map(result -> {
                    List<Byte> bytes = new ArrayList<>();
                    for (byte b : result.encoded()) {
                        bytes.add(b);
                    }
                    return bytes;
                })
                .toList();
    }
}
