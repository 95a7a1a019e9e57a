package io.dsfm.maelstrom.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.maelstrom.harness.fault.FaultKind;
import io.dsfm.maelstrom.harness.net.Latency;
import io.dsfm.maelstrom.harness.net.NetworkOptions;
import io.dsfm.maelstrom.judge.CheckersJudge;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Groups of the real node, under faults: a selection of some three minutes of what {@code maelstrom/run --builtin all} does
 * for as long as it is asked to. A run that fails leaves its folder under {@code target/consistency}.
 */
@EnabledOnOs(OS.LINUX)
@Isolated // its nodes have times to keep
final class RealGroupIT {

    private static final Path NODE = Path.of("dsfm-node");
    private static final Path STORE = Path.of("target", "consistency");
    private static final Duration FAULT_INTERVAL = Duration.ofSeconds(3);
    private static final double RATE = 50;

    @ParameterizedTest(name = "{0} at {1}, {2} nodes, {4}")
    @CsvSource({
        "lin-kv, committed, 3, 25, 'kill,partition', 'constant 0', 11",
        "txn-list-append, covered, 3, 25, 'power,pause', 'exponential 5', 12",
        "lin-kv, committed, 3, 20, 'power-all', 'uniform 5', 13",
        "kafka, committed, 3, 20, 'kill', 'constant 0', 14",
        "txn-rw-register, covered, 5, 20, 'partition,clock', 'uniform 5', 15",
        "pn-counter, committed, 3, 15, 'restart-all', 'constant 0', 16",
        "lin-kv, local, 3, 15, 'partition', 'constant 0', 17",
    })
    void consistencyIsAsTheReleaseLevelPromises(
            String workload, String release, int nodes, int seconds, String faults, String latency, long seed)
            throws Exception {
        String[] shapeAndMean = latency.split(" ", 2);
        RunOptions options = new RunOptions(
                workload,
                nodes,
                2 * nodes,
                RATE,
                Duration.ofSeconds(seconds),
                new NetworkOptions(
                        new Latency(
                                Latency.Shape.valueOf(shapeAndMean[0].toUpperCase(Locale.ROOT)),
                                Double.parseDouble(shapeAndMean[1])),
                        0,
                        0,
                        0),
                FaultKind.parseAll(faults),
                FAULT_INTERVAL,
                release,
                seed,
                RunOptions.DEFAULT_MINIMUM_OK,
                NODE,
                STORE);
        RunResult result = new BuiltinRun(options, new CheckersJudge()).run();
        assertThat(result.isExpected())
                .as("%s: %s, folder=%s", result.verdict(), result.explanation(), result.folder())
                .isTrue();
        assertThat(result.faults().values().stream().mapToInt(Integer::intValue).sum())
                .as("faults that struck: %s", result.faults())
                .isPositive();
    }
}
