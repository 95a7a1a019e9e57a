package io.dsfm.maelstrom.harness;

import io.dsfm.maelstrom.harness.fault.FaultKind;
import io.dsfm.maelstrom.harness.net.Latency;
import io.dsfm.maelstrom.harness.net.NetworkOptions;
import io.dsfm.maelstrom.judge.CheckersJudge;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Isolated;

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
    /** Groups of three at a time: they wait for most of their time. */
    private static final int LANES = 2;

    /** One run; its seed tells them apart. */
    private record Case(
            String workload, String release, int nodes, int seconds, String faults, Latency latency, long seed) {}

    @Test
    void groupsOfThreeAreConsistentAsTheirReleaseLevelPromises() throws Exception {
        ExecutorService lanes = Executors.newFixedThreadPool(LANES);
        try {
            List<Future<RunResult>> runs = new ArrayList<>();
            for (Case each : List.of(
                    new Case("lin-kv", "committed", 3, 25, "kill,partition", constant(0), 11),
                    new Case("txn-list-append", "covered", 3, 25, "power,pause", exponential(5), 12),
                    new Case("lin-kv", "committed", 3, 30, "power-all", uniform(5), 13),
                    new Case("kafka", "committed", 3, 20, "kill", constant(0), 14),
                    new Case("pn-counter", "committed", 3, 15, "restart-all", constant(0), 16),
                    new Case("lin-kv", "local", 3, 15, "partition", constant(0), 17))) {
                runs.add(lanes.submit(() -> run(each)));
            }
            SoftAssertions softly = new SoftAssertions();
            for (Future<RunResult> run : runs) {
                check(run.get(), softly);
            }
            softly.assertAll();
        } finally {
            lanes.shutdownNow();
        }
    }

    @Test
    void aGroupOfFiveIsConsistentAsItsReleaseLevelPromises() throws Exception {
        SoftAssertions softly = new SoftAssertions();
        check(run(new Case("txn-rw-register", "covered", 5, 20, "partition,clock", uniform(5), 15)), softly);
        softly.assertAll();
    }

    private static RunResult run(Case run) throws Exception {
        RunOptions options = new RunOptions(
                run.workload(),
                run.nodes(),
                2 * run.nodes(),
                RATE,
                Duration.ofSeconds(run.seconds()),
                new NetworkOptions(run.latency(), 0, 0, 0),
                FaultKind.parseAll(run.faults()),
                FAULT_INTERVAL,
                run.release(),
                run.seed(),
                RunOptions.DEFAULT_MINIMUM_OK,
                NODE,
                STORE);
        return new BuiltinRun(options, new CheckersJudge()).run();
    }

    private static void check(RunResult result, SoftAssertions softly) {
        softly.assertThat(result.isExpected())
                .as("%s: %s, folder=%s", result.verdict(), result.explanation(), result.folder())
                .isTrue();
        softly.assertThat(result.faults().values().stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .as("faults that struck: %s, folder=%s", result.faults(), result.folder())
                .isPositive();
    }

    private static Latency constant(double meanMillis) {
        return new Latency(Latency.Shape.CONSTANT, meanMillis);
    }

    private static Latency exponential(double meanMillis) {
        return new Latency(Latency.Shape.EXPONENTIAL, meanMillis);
    }

    private static Latency uniform(double meanMillis) {
        return new Latency(Latency.Shape.UNIFORM, meanMillis);
    }
}
