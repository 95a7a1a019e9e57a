package io.dsfm.sample.matching.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dsfm.ratis.cli.ExitCode;
import io.dsfm.sample.matching.harness.ColdNodes;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A tiny run with real processes. How fast anything is, is not its business. */
@ExtendWith(ColdNodes.class)
final class BenchIT {

    @TempDir
    private Path directory;

    @Test
    void measuresEachLevelInARunOfItsOwnBesideTheOtherTransport() throws Exception {
        Path report = directory.resolve("report.json");
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = new CommandLine(new BenchCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(
                        "--release=local,covered",
                        "--transport=NETTY",
                        "--rounds=1",
                        "--seconds=0.5",
                        "--warm-up=0",
                        "--window=16",
                        "--rates=50",
                        "--report=" + report);

        assertThat(exitCode).as("%s", err).isEqualTo(ExitCode.OK.code());
        assertThat(out.toString())
                .containsPattern("(?m)^local +synced +tuned +1 in flight")
                .contains("covered");
        JsonNode json = new ObjectMapper().readTree(Files.readString(report));
        assertThat(json.path("runs"))
                .hasSize(2)
                .allSatisfy(run -> assertThat(run.path("sides"))
                        .allSatisfy(side ->
                                assertThat(side.path("firstFailure").isNull()).isTrue()));
    }

    @Test
    void measuresBothSidesWithEachDurabilityAndWithOtherBoundsOnEntries() throws Exception {
        Path report = directory.resolve("report.json");
        Path page = directory.resolve("report.html");
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = new CommandLine(new BenchCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(
                        "--durability=synced,relaxed",
                        "--entries-in-flight=1",
                        "--entry-inputs=3",
                        "--entry-bytes=65KiB",
                        "--rounds=1",
                        "--seconds=0.5",
                        "--warm-up=0",
                        "--window=16",
                        "--rates=50",
                        "--kills=1",
                        "--report=" + report,
                        "--html=" + page);

        assertThat(exitCode).as("%s", err).isEqualTo(ExitCode.OK.code());
        assertThat(out.toString())
                .contains("entries in flight 1, inputs per entry 3, entry 65KiB, committed, synced")
                .contains("entries in flight 1, inputs per entry 3, entry 65KiB, committed, relaxed")
                .contains("A loss of power may lose what was answered")
                .contains("1 in flight", "window of 16", "50 per second", "group/plain")
                .containsPattern("(?m)^committed +synced +tuned +1 in flight")
                .containsPattern("(?m)^committed +relaxed +tuned +1 in flight");
        JsonNode json = new ObjectMapper().readTree(Files.readString(report));
        assertThat(json.path("runs"))
                .satisfiesExactly(
                        synced -> assertMeasured(synced, "SYNCED", "false"),
                        relaxed -> assertMeasured(relaxed, "RELAXED", "true"));
        assertThat(Files.readString(page)).contains(">plain Ratis, tuned, relaxed</text>");
    }

    private static void assertMeasured(JsonNode run, String durability, String isUnsafe) {
        assertThat(run.path("columns")).hasSize(3);
        assertThat(run.at("/options/durability").asText()).isEqualTo(durability);
        assertThat(run.at("/sides/0/settings/entries").asText()).isEqualTo("1 unanswered, of up to 3 inputs and 65KiB");
        assertThat(run.path("sides")).hasSize(2).allSatisfy(side -> {
            assertThat(side.path("firstFailure").isNull()).isTrue();
            assertThat(side.path("answersRight").asLong()).isPositive();
            assertThat(side.path("takeoverMillis")).hasSize(1);
            assertThat(side.path("settings")
                            .path("raft.server.log.unsafe-flush.enabled")
                            .asText())
                    .isEqualTo(isUnsafe);
            assertThat(side.path("settings")
                            .path("raft.server.log.async-flush.enabled")
                            .asText())
                    .isEqualTo("false");
        });
    }

    @Test
    void measuresLongInputsOfManyClientsOnFiveNodesKillsLeadersAndDraws() throws Exception {
        Path report = directory.resolve("report.json");
        Path page = directory.resolve("report.html");
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = new CommandLine(new BenchCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(
                        "--group-only",
                        "--release=covered",
                        "--payload=16384",
                        "--clients=3",
                        "--nodes=3,5",
                        "--variants=words+powers+shifts",
                        "--rounds=1",
                        "--seconds=0.5",
                        "--warm-up=0",
                        "--window=16",
                        "--rates=50",
                        "--kills=1",
                        "--report=" + report,
                        "--html=" + page);

        assertThat(exitCode).as("%s", err).isEqualTo(ExitCode.OK.code());
        assertThat(out.toString())
                .contains("bench-counter, 16384 bytes, 3 clients, 3 instances on each of 5 nodes, covered, synced")
                .contains("group: leader killed 1 times under 50 per second")
                .doesNotContain("group/plain");
        JsonNode json = new ObjectMapper().readTree(Files.readString(report));
        assertThat(json.path("runs")).hasSize(2).allSatisfy(run -> {
            assertThat(run.path("sides")).hasSize(1);
            assertThat(run.at("/sides/0/firstFailure").isNull()).isTrue();
            assertThat(run.at("/sides/0/takeoverMillis")).hasSize(1);
            assertThat(run.at("/columns/1/group/p9999Micros").asDouble()).isPositive();
            assertThat(run.at("/columns/1/group/leaderAllocatedBytesPerInput").asDouble())
                    .isPositive();
            assertThat(run.at("/columns/1/group/serverCores").asDouble()).isPositive();
        });
        assertThat(Files.readString(page)).contains("<h2>Growth: nodes</h2>", "<h2>Takeover</h2>", "</html>");
    }
}
