package io.dsfm.ratis.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A group of one node in a process of its own, and the exit codes with which that process ends. The node that serves and ends
 * in order has rehearsed, as nodes do; the others have not, for it is nothing to what they are asked.
 */
@Timeout(120)
final class NodeProcessIT {

    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    private Path folder;

    private Path config;
    private String raftAddress;
    private String clientAddress;
    private final List<Process> processes = new ArrayList<>();

    @BeforeEach
    void writeConfigAndService() throws IOException {
        try (ServerSocket raft = reserve();
                ServerSocket client = reserve()) {
            raftAddress = "127.0.0.1:" + raft.getLocalPort();
            clientAddress = "127.0.0.1:" + client.getLocalPort();
        }
        config = folder.resolve("n1.yaml");
        Files.writeString(config, config("data"));
        Path service = folder.resolve("services/META-INF/services/io.dsfm.statemachine.StateMachineProvider");
        Files.createDirectories(service.getParent());
        Files.writeString(service, EchoProvider.class.getName());
    }

    @AfterEach
    void endProcesses() throws InterruptedException {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void servesUntilItIsToldToEndAndThenEndsInOrder() throws Exception {
        Process node = start("node", "--config", config.toString());
        assertThat(firstLine(node)).isEqualTo("node n1 of group g serves clients at " + clientAddress);

        assertThat(output("submit", "hello", "world")).isEqualTo("1\thello world");
        assertThat(output("query", "count")).isEqualTo("1");
        assertThat(output("status")).contains("n1").contains("leader");
        assertThat(output("snapshot")).startsWith("n1 took a snapshot: index=");
        assertThat(CommandRun.of("status", "--self", "--config", config.toString())
                        .exitCode())
                .isZero();

        node.destroy();
        assertThat(exitCode(node)).isZero();
        assertThat(errors(node)).doesNotContain("Exception");
    }

    @Test
    void replaysTheLogOfANodeAndRefusesWhatIsNone() throws Exception {
        Process node = startNode();
        firstLine(node);
        output("submit", "one");
        output("submit", "two");
        String data = folder.resolve("data").toString();

        Process running = start("replay", data, "--compare", "plain,plain", "--every", "1");
        assertThat(new String(running.getInputStream().readAllBytes(), UTF_8).lines())
                .hasSize(3)
                .last()
                .matches(line -> line.matches(" +2 .* [0-9a-f]{16}"));
        assertThat(exitCode(running)).as(errors(running)).isZero();
        node.destroy();
        exitCode(node);

        Process stopped = start("replay", "--config", config.toString(), "--json");
        assertThat(new String(stopped.getInputStream().readAllBytes(), UTF_8)).contains("{\"end\":{\"sequence\":2,");
        assertThat(exitCode(stopped)).as(errors(stopped)).isZero();

        refused(2, "accepted: the data-directory of a node", "replay", folder.toString());
        refused(2, "'echo' does not have", "replay", data, "--variant", "nosuch");
        refused(2, "accepted: two, as in A,B", "replay", data, "--compare", "plain");
        refused(2, "found '0'; accepted: a sequence from 1", "replay", data, "--from", "0");
        refused(2, "not a range of inputs: from=5, to=2", "replay", data, "--from", "5", "--to", "2");
        refused(2, "Missing required argument", "replay");
    }

    private void refused(int code, String message, String... arguments) throws Exception {
        Process process = start(arguments);
        assertThat(exitCode(process)).as(errors(process)).isEqualTo(code);
        assertThat(errors(process)).contains(message).doesNotContain("\tat ");
    }

    @Test
    void goesOnAsAVoterWhenItsOnlyStateMachineThrowsAndSaysSo() throws Exception {
        Process node = startNode();
        firstLine(node);

        // longer than it takes to get there: no answer comes to end it
        Process submit = start("submit", "--config", config.toString(), "--deadline", "15s", "throw");

        assertThat(exitCode(submit)).isNotZero();
        Process status = start("status", "--config", config.toString());
        assertThat(new String(status.getInputStream().readAllBytes(), UTF_8)).contains("stopped");
        assertThat(exitCode(status)).isZero();
        Process refused = start("submit", "--config", config.toString(), "--deadline", "2s", "fine");
        assertThat(exitCode(refused)).isNotZero();
        assertThat(node.isAlive()).isTrue();
        node.destroy();
        exitCode(node);
        assertThat(errors(node)).contains("planted", "QUARANTINED", "reason=THREW");
    }

    @Test
    void namesAnAddressThatIsTaken() throws Exception {
        firstLine(startNode());
        Path second = folder.resolve("second.yaml");
        Files.writeString(second, config("other"));

        Process node = start("node", "--no-rehearsal", "--config", second.toString());

        assertThat(exitCode(node)).isEqualTo(2);
        assertThat(errors(node))
                .contains("members[0].raft-address: cannot listen at " + raftAddress)
                .contains("members[0].client-address: cannot listen at " + clientAddress)
                .doesNotContain("rehearsed")
                .doesNotContain("\tat ");
        assertThat(folder.resolve("other")).doesNotExist();
    }

    @Test
    void namesADataDirectoryThatIsInUse() throws Exception {
        Process first = startNode();
        firstLine(first);

        Process second = startNode();

        assertThat(exitCode(second)).isEqualTo(2);
        assertThat(errors(second))
                .contains("data-directory: '" + folder.resolve("data") + "' is in use by another process, pid "
                        + first.pid())
                .doesNotContain("\tat ");
    }

    private String config(String data) {
        return """
                group: g
                node: n1
                data-directory: %s
                application: echo
                variants: [plain, plain]
                members: [{node: n1, raft-address: '%s', client-address: '%s'}]
                """.formatted(data, raftAddress, clientAddress);
    }

    private static ServerSocket reserve() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private Process startNode() throws IOException {
        return start("node", "--no-rehearsal", "--config", config.toString());
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
                "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-cp",
                folder.resolve("services") + File.pathSeparator + System.getProperty("java.class.path"),
                Dsfm.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(folder.resolve("errors-" + processes.size()).toFile())
                .start();
        processes.add(process);
        return process;
    }

    private String output(String command, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(command, "--nodes", clientAddress));
        all.addAll(List.of(arguments));
        Process process = start(all.toArray(String[]::new));
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(exitCode(process)).as("%s: %s", command, errors(process)).isZero();
        return out.strip();
    }

    private String firstLine(Process process) throws IOException {
        String line = process.inputReader().readLine();
        assertThat(line).as(() -> errorsOf(process)).isNotNull();
        return line;
    }

    private String errorsOf(Process process) {
        try {
            return errors(process);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private String errors(Process process) throws IOException {
        return Files.readString(folder.resolve("errors-" + processes.indexOf(process)));
    }

    private static int exitCode(Process process) throws InterruptedException {
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("ended in time")
                .isTrue();
        return process.exitValue();
    }
}
