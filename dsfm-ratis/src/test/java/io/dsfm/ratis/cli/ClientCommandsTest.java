package io.dsfm.ratis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dsfm.ratis.gateway.FakeGroup;
import io.dsfm.ratis.gateway.FakeNode;
import io.dsfm.ratis.gateway.FakeNode.Fate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The commands that ask a group, against a group in memory behind real gateways. */
@Timeout(60)
final class ClientCommandsTest {

    private final FakeGroup group = new FakeGroup();
    private final FakeNode first = group.addNode().listen();
    private final FakeNode second = group.addNode().listen();

    @AfterEach
    void closeGroup() {
        group.close();
    }

    @Test
    void submitPrintsSequenceReplyAndEvents() {
        CommandRun run = run("submit", "--hex", "00ff");

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines()).containsExactly("1\t00ff\t7 6576656e74");
    }

    @Test
    void submitPrintsALineForEachLineOfStandardInput() {
        String input = String.join(
                "\n", IntStream.range(0, 3_000).mapToObj("%06x"::formatted).toList());

        CommandRun run = CommandRun.of(Map.of(), input, arguments("submit", "--hex", "--window", "64", "-"));

        assertThat(run.exitCode()).isZero();
        List<String> lines = run.out().lines().toList();
        assertThat(lines).hasSize(3_000);
        assertThat(lines.get(2_999)).startsWith("3000\t000bb7\t");
    }

    @Test
    void submitGoesOnAfterALineThatIsNoInput() {
        CommandRun run = CommandRun.of(Map.of(), "00\n\nzz\n01\n", arguments("submit", "--hex", "-"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out().lines())
                .hasSize(3)
                .anyMatch(line -> line.startsWith("error\tnot hexadecimal: text='zz'"))
                .anyMatch(line -> line.startsWith("2\t01"));
    }

    @Test
    void submitWithoutAnswerTellsThatTheOutcomeIsUnknown() {
        first.decideFates(request -> Fate.LOST);

        CommandRun run = run("submit", "--hex", "--deadline", "300ms", "00");

        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("dsfm submit: ").doesNotContain("\tat ");
    }

    @Test
    void submitWithoutALeaderSaysSo() {
        group.lead(null);

        CommandRun run = run("submit", "--hex", "--deadline", "300ms", "00");

        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.err()).contains("no leader opened a session").contains("waited=300ms");
    }

    @Test
    void submitNamesTheApplicationThatItCannotRead() {
        CommandRun run = run("submit", "hello");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("application 'counter' is not on the class path");
    }

    @Test
    void queryPrintsTheAnswer() throws IOException {
        assertThat(run("query", "--hex", "0a", "0b").exitCode()).isEqualTo(2);
        assertThat(run("query", "--hex", "0a0b").out().lines()).containsExactly("0a0b");
        JsonNode json = new ObjectMapper()
                .readTree(run("query", "--hex", "--json", "0a0b").out());
        assertThat(json.get("answerHex").textValue()).isEqualTo("0a0b");
    }

    @Test
    void statusShowsAllMembersOfTheGroupThoughOneWasNamed() {
        CommandRun run = CommandRun.of("status", "--nodes", second.hostPort().toString());

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("group test, application counter");
        assertThat(run.out().lines())
                .anyMatch(line -> line.startsWith("n1 ") && line.contains("leader"))
                .anyMatch(line -> line.startsWith("n2 ") && line.contains("follower"));
    }

    @Test
    void statusNamesTheNodesThatCannotBeReached() throws IOException {
        second.close();

        CommandRun run = run("status", "--json");

        assertThat(run.exitCode()).isZero();
        JsonNode nodes = new ObjectMapper().readTree(run.out()).get("nodes");
        assertThat(nodes.get(0).get("reachable").booleanValue()).isTrue();
        assertThat(nodes.get(1).get("reachable").booleanValue()).isFalse();
        assertThat(nodes.get(1).get("reason").textValue()).contains("refused");
    }

    @Test
    void withoutAnyNodeEachIsNamedWithTheReason() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        String address = "127.0.0.1:" + free;

        for (String command : List.of("status", "snapshot", "transfer n1", "query x", "submit x")) {
            CommandRun run = CommandRun.of(Map.of("DSFM_NODES", address), "", command.split(" "));

            assertThat(run.exitCode()).as(command).isEqualTo(4);
            assertThat(run.err()).as(command).contains("no node can be reached").contains(address);
        }
    }

    @Test
    void snapshotNamesTheNodeThatFailed() {
        CommandRun run = run("snapshot", "n2");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("n2 at 127.0.0.1").contains("disk full");
        assertThat(run.err()).doesNotContain("n1");
    }

    @Test
    void transferTurnsToTheLeader() {
        assertThat(run("transfer", "n2").out()).isEqualTo("n2 leads, in place of n1" + System.lineSeparator());
        assertThat(run("transfer", "n1").out()).isEqualTo("n1 leads already" + System.lineSeparator());
    }

    @Test
    void transferNamesWhoCouldLead() {
        CommandRun run = run("transfer", "n9");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("'n9'").contains("n1 at ").contains("n2 at ");
    }

    @Test
    void transferWithoutALeaderSaysSo() {
        group.lead(null);

        CommandRun run = run("transfer", "n2");

        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.err()).contains("no node leads now");
    }

    private CommandRun run(String... arguments) {
        return CommandRun.of(Map.of(), "", arguments(arguments));
    }

    private String[] arguments(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(1, List.of("--nodes", first.hostPort() + "," + second.hostPort()));
        return all.toArray(String[]::new);
    }
}
