package io.dsfm.maelstrom.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.maelstrom.harness.fault.FaultKind;
import io.dsfm.maelstrom.harness.operation.Workloads;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class HarnessTest {

    @Test
    void unknownNamesAreMisuse() {
        assertThat(exitCode("lin-kw")).isEqualTo(2);
        assertThat(exitCode("lin-kv", "--nemesis", "flood")).isEqualTo(2);
        assertThat(exitCode("lin-kv", "--release", "soon")).isEqualTo(2);
        assertThat(exitCode("lin-kv", "--latency-dist", "gaussian")).isEqualTo(2);
        assertThat(exitCode("lin-kv", "--node-count", "0")).isEqualTo(2);
        assertThat(exitCode("lin-kv", "--bin", "/nonexistent", "--no-check")).isEqualTo(2);
        assertThat(exitCode()).isEqualTo(2);
    }

    @Test
    void helpTellsEveryDefault() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            assertThat(exitCode("--help")).isZero();
        } finally {
            System.setOut(before);
        }
        String help = out.toString(StandardCharsets.UTF_8).replaceAll("\\s+", " ");
        List<String> options = List.of(help.split(" (?=--[a-z])", -1)).stream()
                .filter(text -> text.matches("--[a-z-]+=.*"))
                .toList();
        assertThat(options).hasSizeGreaterThan(12);
        assertThat(options).allMatch(text -> text.contains("default: "));
    }

    @Test
    void matrixHasEveryWorkloadAndFaultAndIsTheSameForASeed() {
        Set<String> workloads = new HashSet<>();
        Set<FaultKind> faults = new HashSet<>();
        List<RunOptions> runs = plan(11);
        for (RunOptions run : runs.subList(0, 60)) {
            workloads.add(run.workload());
            faults.addAll(run.faults());
        }
        assertThat(workloads).containsExactlyInAnyOrderElementsOf(Workloads.NAMES);
        assertThat(faults).containsExactlyInAnyOrder(FaultKind.values());
        assertThat(runs).isEqualTo(plan(11)).isNotEqualTo(plan(12));
    }

    @Test
    void majorityIsLostAtOnceOnlyWhereThatIsPromisedToBeSurvived() {
        assertThat(plan(11))
                .filteredOn(run -> run.faults().contains(FaultKind.RESTART_ALL)
                        || run.faults().contains(FaultKind.POWER_ALL))
                .isNotEmpty()
                .allMatch(run -> run.release().equals("committed"));
    }

    private static List<RunOptions> plan(long seed) {
        MatrixPlan plan = new MatrixPlan(seed);
        return Stream.generate(() ->
                        plan.next(Duration.ofSeconds(1), 10, Duration.ofSeconds(1), Path.of("node"), Path.of("store")))
                .limit(300)
                .toList();
    }

    private static int exitCode(String... arguments) {
        return Harness.execute(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8), arguments);
    }
}
