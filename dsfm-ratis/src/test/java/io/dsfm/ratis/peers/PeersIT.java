package io.dsfm.ratis.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Keeps the contestant of the peer benchmark working, where that benchmark lies beside the project: compiles both, and has
 * the benchmark measure two setups for some seconds. How fast anything is, is not its business.
 */
final class PeersIT {

    /** Names the folder of what lies beside the project. */
    private static final String SHARED = "dsfm.shared";

    private static final Path CONTESTANT = Path.of("src", "peers");
    private static final String SETUPS = "^local, 2 instances$|^failover, covered, 2 instances$";
    private static final long TIMEOUT_MINUTES = 6;

    @TempDir
    private Path directory;

    @Test
    void theContestantCompilesIsMeasuredAndFoundRight() throws Exception {
        Path benchmark = benchmark();
        assumeTrue(
                Files.isDirectory(benchmark),
                () -> "skipped, for the peer benchmark is not there: expected=" + benchmark
                        + ", or name the folder above" + " it by -D" + SHARED);
        Path classes = compile(benchmark);
        Path results = directory.resolve("results.jsonl");

        assertThat(run(classes, results)).as("%s", log()).isZero();

        List<JsonNode> rows = rows(results);
        assertThat(rows)
                .filteredOn(row -> row.path("measurement").asText().equals("verdict"))
                .hasSize(2)
                .allSatisfy(row -> assertThat(row.path("verdict").asText()).isEqualTo("ok"));
        assertThat(rows)
                .extracting(row -> row.path("measurement").asText())
                .contains("idle", "closed-1", "window-256", "open-1000", "failover-100");
    }

    private static Path benchmark() {
        String shared = System.getProperty(SHARED);
        Path folder = shared == null ? Path.of("..", "..", "shared") : Path.of(shared);
        return folder.resolve("bench/peers").toAbsolutePath().normalize();
    }

    private Path compile(Path benchmark) throws IOException {
        Path classes = Files.createDirectories(directory.resolve("classes"));
        List<String> arguments = new ArrayList<>(List.of(
                "--release",
                "17",
                "-proc:none",
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("java.class.path")));
        for (Path root : List.of(benchmark.resolve("harness/src/main/java"), CONTESTANT.resolve("java"))) {
            try (Stream<Path> files = Files.walk(root)) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(file -> arguments.add(file.toString()));
            }
        }
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(status).as("status of the compiler").isZero();
        String services = "META-INF/services/bench.peers.Contestant";
        Files.createDirectories(classes.resolve(services).getParent());
        Files.copy(CONTESTANT.resolve("resources").resolve(services), classes.resolve(services));
        return classes;
    }

    private int run(Path classes, Path results) throws IOException, InterruptedException {
        String flags = "--add-opens java.base/java.lang=ALL-UNNAMED --add-opens java.base/java.nio=ALL-UNNAMED"
                + " --add-opens java.base/sun.nio.ch=ALL-UNNAMED --add-opens java.base/jdk.internal.misc=ALL-UNNAMED"
                + " -Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1";
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(flags.split(" ", -1)));
        command.addAll(List.of(
                "-Dbench.failover.rate=100",
                "-Dbench.server.flags=" + flags,
                "-Djava.io.tmpdir=" + directory,
                "-cp",
                classes + File.pathSeparator + System.getProperty("java.class.path"),
                "bench.peers.Bench",
                "dsfm",
                "test",
                results.toString(),
                directory.resolve("logs").toString(),
                "quick",
                "0",
                SETUPS));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        try {
            assertThat(process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES))
                    .as("%s", log())
                    .isTrue();
            return process.exitValue();
        } finally {
            process.destroy();
        }
    }

    private String log() throws IOException {
        Path log = directory.resolve("log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    private static List<JsonNode> rows(Path results) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        for (String line : Files.readAllLines(results)) {
            rows.add(new ObjectMapper().readTree(line));
        }
        return rows;
    }
}
