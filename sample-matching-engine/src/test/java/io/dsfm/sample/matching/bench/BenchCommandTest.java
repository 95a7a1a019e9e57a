package io.dsfm.sample.matching.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.ratis.cli.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class BenchCommandTest {

    @TempDir
    private Path directory;

    @Test
    void refusesAnOptionOutOfRange() {
        assertRefused("invalid value: release=loco", "--release=covered,loco");
        assertRefused("invalid value: rounds=0", "--rounds=0");
        assertRefused("invalid value: variants=ladder+oak", "--variants=ladder+oak");
        assertRefused("invalid value: payload=63, accepted: 64 to 16384 bytes", "--payload=63");
        assertRefused("invalid value: payload=1k, accepted: whole numbers from 64 to 16384", "--payload=64,1k");
        assertRefused("invalid value: nodes=many, accepted: whole numbers 3 or 5", "--nodes=many");
        assertRefused("invalid value: clients=65, accepted: 1 to 64", "--clients=1,65");
        assertRefused("invalid value: nodes=4, accepted: 3 or 5", "--nodes=4");
        assertRefused("invalid value: kills=-1, accepted: 0 to 100", "--kills=-1");
        assertRefused(
                "invalid value: rates=fast, accepted: whole numbers from 1 to 1000000, or saturation",
                "--rates=500,fast");
        assertRefused("invalid value: --html", "--html=" + directory.resolve("nowhere/report.html"));
        assertRefused("invalid value: --report", "--report=" + directory.resolve("nowhere/report.json"));
        assertRefused("--transport", "--transport=PIGEON");
    }

    private static void assertRefused(String message, String... arguments) {
        StringWriter err = new StringWriter();
        int exitCode =
                new CommandLine(new BenchCommand()).setErr(new PrintWriter(err)).execute(arguments);

        assertThat(exitCode).isEqualTo(ExitCode.USAGE.code());
        assertThat(err.toString()).contains(message);
    }
}
