package io.dsfm.ratis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dsfm.ratis.config.HostPort;
import io.dsfm.ratis.proto.InstanceStatus;
import io.dsfm.ratis.proto.Leader;
import io.dsfm.ratis.proto.Status;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

final class StatusTableTest {

    private static final NodeAnswer<Status> LEADER = new NodeAnswer<>(
            new NodeAddress("n1", new HostPort("localhost", 8001)),
            Status.newBuilder()
                    .setGroup("orders")
                    .setNode("n1")
                    .setApplication("counter")
                    .setSpecificationVersion(1)
                    .setRole("LEADER")
                    .setLeaderReady(true)
                    .setTerm(3)
                    .setLeader(Leader.newBuilder().setNode("n1").setClientAddress("localhost:8001"))
                    .setCommitIndex(41)
                    .setReleasedSequence(1_000)
                    .setSnapshotIndex(-1)
                    .setDivergences(1)
                    .setLastDivergence("at sequence 7")
                    .setUptimeMillis(3_723_000)
                    .putMetrics("b", 2)
                    .putMetrics("a", 1.5)
                    .addInstances(InstanceStatus.newBuilder()
                            .setVariant("fast")
                            .setDigest(-1)
                            .setWins(10)
                            .setLeadMedianNanos(1_500)
                            .setLeadP99Nanos(20_000))
                    .build(),
            "",
            ExitCode.OK);

    private static final NodeAnswer<Status> GONE = new NodeAnswer<>(
            new NodeAddress("n2", new HostPort("localhost", 8002)), null, "connection refused", ExitCode.UNREACHABLE);

    @Test
    void showsEachNodeAndInstanceAndNamesWhatIsWrong() {
        List<String> lines = StatusTable.lines(List.of(LEADER, GONE), Ansi.OFF);

        assertThat(lines.get(0)).isEqualTo("group orders, application counter, specification version 1");
        assertThat(lines.get(1)).startsWith("NODE  ADDRESS         ROLE           TERM  LEADER");
        assertThat(lines.get(2))
                .startsWith("n1    localhost:8001  leader, ready     3  n1")
                .endsWith("1h2m");
        assertThat(lines.get(3)).startsWith("n2    localhost:8002  unreachable ");
        assertThat(lines).anyMatch(line -> line.contains("ffffffffffffffff") && line.contains("1.5us"));
        assertThat(lines)
                .contains(
                        "n1 at localhost:8001 saw 1 divergences, the last: at sequence 7",
                        "n2 at localhost:8002 cannot be reached: connection refused");
    }

    @Test
    void showsNoIndexWhereThereIsNone() {
        Status empty = LEADER.value().toBuilder()
                .setLastLogIndex(-1)
                .setSnapshotIndex(-1)
                .build();

        String line = StatusTable.lines(List.of(new NodeAnswer<>(LEADER.address(), empty, "", ExitCode.OK)), Ansi.OFF)
                .get(2);

        assertThat(line).contains(" - ").doesNotContain("-1");
    }

    @Test
    void coloursOnlyWhenAsked() {
        assertThat(StatusTable.lines(List.of(LEADER, GONE), Ansi.ON)).anyMatch(line -> line.contains("\u001b["));
        assertThat(StatusTable.lines(List.of(LEADER, GONE), Ansi.OFF)).noneMatch(line -> line.contains("\u001b["));
    }

    @Test
    void jsonHasEverything() {
        JsonNode nodes = StatusJson.of(List.of(LEADER, GONE)).get("nodes");

        assertThat(nodes.get(0).get("reachable").booleanValue()).isTrue();
        assertThat(nodes.get(0).get("term").longValue()).isEqualTo(3);
        assertThat(nodes.get(0).get("snapshotIndex").longValue()).isEqualTo(-1);
        assertThat(nodes.get(0).get("instances").get(0).get("digest").textValue())
                .isEqualTo("ffffffffffffffff");
        assertThat(nodes.get(0).get("metrics").toString()).isEqualTo("{\"a\":1.5,\"b\":2.0}");
        assertThat(nodes.get(1).get("reachable").booleanValue()).isFalse();
        assertThat(nodes.get(1).get("reason").textValue()).isEqualTo("connection refused");
    }
}
