package io.dsfm.sample.matching.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.ratis.bench.EntryBounds;
import io.dsfm.ratis.cli.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What is wrong is told before anything is started. */
final class BenchCommandTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --entries-in-flight=4,65  | entries-in-flight=65, accepted: 1 to 64
                    --entries-in-flight=few   | entries-in-flight=few, accepted: whole numbers from 1 to 64
                    --entry-inputs=0          | entry-inputs=0, accepted: 1 to 16384
                    --entry-inputs=1e3        | entry-inputs=1e3, accepted: whole numbers from 1 to 16384
                    --entry-bytes=1MiB,64KiB  | entry-bytes=64KiB, accepted: 65KiB to 32MiB
                    --entry-bytes=1MB         | entry-bytes=1MB, accepted: 65KiB to 32MiB
                    --entry-bytes=4097MiB     | entry-bytes=4097MiB, accepted: 65KiB to 32MiB
                    --durability=async        | durability=async, accepted: synced or relaxed
                    --durability=synced,SYNCED| durability=SYNCED, accepted: synced or relaxed
                    """)
    void refusesByNameAndValueAndNamesWhatIsAccepted(String option, String message) {
        StringWriter err = new StringWriter();
        int exitCode =
                new CommandLine(new BenchCommand()).setErr(new PrintWriter(err)).execute(option);

        assertThat(exitCode).isEqualTo(ExitCode.USAGE.code());
        assertThat(err.toString()).contains("invalid value: " + message);
    }

    @Test
    void helpNamesTheSizesThatAreAccepted() {
        String help = new CommandLine(new BenchCommand()).getUsageMessage().replaceAll("\\s+", " ");

        assertThat(help).contains(EntryBounds.BYTES_ACCEPTED);
    }
}
