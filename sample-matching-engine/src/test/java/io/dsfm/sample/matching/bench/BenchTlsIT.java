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
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Both sides with TLS, measured for a moment. */
@Timeout(240)
@ExtendWith(ColdNodes.class)
final class BenchTlsIT {

    @TempDir
    private Path directory;

    @Test
    void measuresBothSidesWithTlsAndSaysSoInEachReport() throws Exception {
        Path report = directory.resolve("report.json");
        Path page = directory.resolve("report.html");
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = new CommandLine(new BenchCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(
                        "--tls",
                        "--rounds=1",
                        "--seconds=0.5",
                        "--warm-up=0.2",
                        "--window=16",
                        "--rates=50",
                        "--report=" + report,
                        "--html=" + page);

        assertThat(exitCode).as("%s", err).isEqualTo(ExitCode.OK.code());
        String ofGroup = "1.3, by the JDK";
        String ofPlain = "Ratis's, over gRPC";
        assertThat(out.toString()).contains(ofGroup, ofPlain, "group/plain");
        assertThat(Files.readString(page)).contains(ofGroup, "over gRPC; certificates of both sides");
        JsonNode json = new ObjectMapper().readTree(Files.readString(report));
        assertThat(json.at("/options/tls").asBoolean()).isTrue();
        assertThat(json.path("sides")).hasSize(2).allSatisfy(side -> {
            assertThat(side.path("firstFailure").isNull()).isTrue();
            assertThat(side.path("answersRight").asLong()).isPositive();
        });
    }

    @Test
    void refusesATransportOfPlainRatisThatHasNone() {
        StringWriter err = new StringWriter();
        int exitCode =
                new CommandLine(new BenchCommand()).setErr(new PrintWriter(err)).execute("--tls", "--transport=NETTY");

        assertThat(exitCode).isEqualTo(ExitCode.USAGE.code());
        assertThat(err.toString()).contains("transport=NETTY", "with TLS beside plain Ratis, GRPC");
    }
}
