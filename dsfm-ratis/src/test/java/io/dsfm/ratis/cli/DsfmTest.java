package io.dsfm.ratis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DsfmTest {

    private static final String CONFIG = """
            group: orders
            node: n1
            data-directory: data
            application: %s
            variants: [fast]
            members: [{node: n1, raft-address: 'localhost:1', client-address: 'localhost:2'}]
            """;

    @ParameterizedTest
    @ValueSource(strings = {"node", "submit", "query", "status", "snapshot", "transfer", "replay", "tail", "new"})
    void everyCommandListsItsExitCodes(String command) {
        CommandRun run = CommandRun.of(command, "--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("Usage: dsfm " + command).contains("Exit codes:");
        for (ExitCode exitCode : ExitCode.values()) {
            assertThat(run.out()).containsPattern("(?m)^ +" + exitCode.code() + "   ");
        }
    }

    @Test
    void withoutACommandItSaysSo() {
        CommandRun run = CommandRun.of();

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("dsfm: a command is missing").contains("dsfm --help");
    }

    @Test
    void helpIsNoError() {
        CommandRun run = CommandRun.of("help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("Usage: dsfm").contains("Exit codes:");
        assertThat(CommandRun.of("help", "status").out()).contains("Usage: dsfm status");
    }

    @Test
    void suggestsWhatWasMeant() {
        CommandRun run = CommandRun.of("statsu");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("statsu").contains("dsfm status");
    }

    @Test
    void writesABashCompletion() {
        CommandRun run = CommandRun.of("generate-completion");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("complete ").contains("transfer");
    }

    @Test
    void tellsItsVersion() {
        assertThat(CommandRun.of("--version").out()).startsWith("dsfm ").contains("Java ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"submit x", "query x", "status", "snapshot", "transfer n1"})
    void asksForTheGroup(String command) {
        CommandRun run = CommandRun.of(command.split(" "));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("give --nodes HOST:PORT,... or --config FILE, or set DSFM_NODES");
    }

    @Test
    void refusesAnAddressThatIsNone() {
        CommandRun option = CommandRun.of("status", "--nodes", "localhost:1,localhost");
        CommandRun variable = CommandRun.of(Map.of("DSFM_NODES", "localhost:99999"), "", "status");

        assertThat(option.exitCode()).isEqualTo(2);
        assertThat(option.err()).contains("'--nodes'").contains("'localhost'").contains("host:port");
        assertThat(variable.exitCode()).isEqualTo(2);
        assertThat(variable.err()).contains("DSFM_NODES").contains("99999");
    }

    @Test
    void refusesADurationWithoutUnit() {
        CommandRun run = CommandRun.of("status", "--nodes", "localhost:1", "--deadline", "5");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--deadline").contains("'5'").contains("500ms");
    }

    @Test
    void refusesNodesBesideAConfiguration(@TempDir Path directory) throws IOException {
        CommandRun run = CommandRun.of(
                "status",
                "--nodes",
                "localhost:1",
                "--config",
                config(directory, "counter").toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("exclude each other");
    }

    @Test
    void refusesClientIdAndWindowOutOfRange() {
        CommandRun id = CommandRun.of("submit", "--nodes", "localhost:1", "--hex", "--client-id", "0", "00");
        CommandRun window = CommandRun.of("submit", "--nodes", "localhost:1", "--hex", "--window", "0", "00");

        assertThat(id.exitCode()).isEqualTo(2);
        assertThat(id.err()).contains("clientId=0").contains("above 0");
        assertThat(window.exitCode()).isEqualTo(2);
        assertThat(window.err()).contains("window=0").contains("1 to 65536");
    }

    @Test
    void refusesTextThatTheApplicationDoesNotRead() {
        CommandRun run = CommandRun.of("submit", "--nodes", "localhost:1", "--hex", "0x1");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("'0x1'").contains("hexadecimal digits, such as 00ff7a");
    }

    @Test
    void refusesAnApplicationThatIsNotThere() {
        CommandRun run = CommandRun.of("submit", "--nodes", "localhost:1", "--application", "nosuch", "x");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("'nosuch' is not on the class path").contains("--hex");
    }

    @Test
    void nodeTellsEachProblemOfItsConfiguration(@TempDir Path directory) throws IOException {
        Path file = config(directory, "counter");
        Files.writeString(file, "limits: {connections: 0}\nlimit: 1\n");

        CommandRun run = CommandRun.of("node", "--config", file.toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines())
                .anyMatch(line -> line.startsWith("dsfm node: " + file + ":1: limits.connections: found '0'"))
                .anyMatch(line -> line.startsWith("dsfm node: " + file + ":2: limit: unknown key"))
                .noneMatch(line -> line.contains("Exception") || line.contains("\tat "));
    }

    @Test
    void nodeNamesAnApplicationThatIsNotThere(@TempDir Path directory) throws IOException {
        Path file = config(directory, "nosuch");

        CommandRun run = CommandRun.of("node", "-c", file.toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("application: found 'nosuch', which is not on the class path");
    }

    @Test
    void verboseShowsWhereAFailureComesFrom(@TempDir Path directory) {
        CommandRun run = CommandRun.of(
                "node", "-v", "--config", directory.resolve("none.yaml").toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("no such file").contains("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DSFM_LOG_LEVEL", "DSFM_RATIS_LOG_LEVEL"})
    void refusesALogLevelThatIsNone(String variable) {
        CommandRun run = CommandRun.of(Map.of(variable, "loud"), "", "status", "--nodes", "localhost:1");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(variable + ": found 'loud'").contains("INFO");
    }

    @Test
    void aHealthCheckNeedsToKnowWhoItIs() {
        CommandRun run = CommandRun.of("status", "--self", "--nodes", "localhost:1");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--self needs --config FILE");
    }

    private static Path config(Path directory, String application) throws IOException {
        return Files.writeString(directory.resolve("n1.yaml"), CONFIG.formatted(application));
    }
}
