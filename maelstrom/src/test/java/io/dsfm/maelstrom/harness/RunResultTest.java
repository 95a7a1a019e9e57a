package io.dsfm.maelstrom.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.maelstrom.harness.fault.FaultKind;
import io.dsfm.maelstrom.harness.net.NetworkCounts;
import io.dsfm.maelstrom.harness.net.NetworkOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which refutations are what the documentation says. */
final class RunResultTest {

    @ParameterizedTest
    @CsvSource({
        "lin-kv, local, PARTITION, true, true",
        "unique-ids, local, PARTITION, true, true",
        "lin-kv, local, PARTITION, false, false",
        "lin-kv, local, CLOCK, true, false",
        "echo, local, PARTITION, true, false",
        "lin-kv, covered, PARTITION, true, false",
        "lin-kv, committed, PARTITION, true, false",
    })
    void atLocalWhatACutTailExplainsIsExpected(
            String workload, String release, FaultKind fault, boolean isCutTail, boolean isExpected) {
        RunOptions options = new RunOptions(
                workload,
                3,
                6,
                10,
                Duration.ofSeconds(1),
                NetworkOptions.PERFECT,
                List.of(fault),
                Duration.ofSeconds(1),
                release,
                1,
                1,
                Path.of("node"),
                Path.of("store"));
        RunResult result = new RunResult(
                options,
                RunResult.Outcome.REFUTED,
                "as planted",
                Path.of("run"),
                Map.of(),
                1,
                Map.of(fault, 1),
                new NetworkCounts(0, 0, 0, 0, 0, 0, 0),
                isCutTail);

        assertThat(result.isExpected()).isEqualTo(isExpected);
        assertThat(result.verdict()).isEqualTo(isExpected ? "refuted, as documented" : "REFUTED");
    }
}
