package io.dsfm.maelstrom.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dsfm.maelstrom.harness.fake.FakeBinary;
import io.dsfm.maelstrom.harness.fake.Wrong;
import io.dsfm.maelstrom.harness.fault.FaultKind;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** The checkers, behind {@link Judge}, refute each wrong node and accept the right one. */
final class JudgedPlantsIT {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "lin-kv, STALE_READ, none",
        "lin-kv, LOST_UPDATE, none",
        "lin-kv, DIRTY_READ, none",
        "lin-kv, TWO_LEADERS, none",
        "lin-kv, CLOCK_DEPENDENT, clock",
        "txn-list-append, STALE_READ, none",
        "txn-list-append, LOST_UPDATE, none",
        "txn-list-append, DIRTY_READ, none",
        "txn-list-append, TWO_LEADERS, none",
        "txn-list-append, CLOCK_DEPENDENT, clock",
        "txn-list-append, DUPLICATE_AFTER_RESTART, restart-all",
        "txn-list-append, UNSYNCED, power-all",
        "txn-rw-register, STALE_READ, none",
        "txn-rw-register, LOST_UPDATE, none",
        "txn-rw-register, DIRTY_READ, none",
        "txn-rw-register, TWO_LEADERS, none",
        "g-set, LOST_UPDATE, none",
        "g-set, TWO_LEADERS, none",
        "broadcast, LOST_UPDATE, none",
        "broadcast, TWO_LEADERS, none",
        "g-counter, LOST_UPDATE, none",
        "g-counter, DUPLICATE_AFTER_RESTART, restart-all",
        "pn-counter, TWO_LEADERS, none",
        "txn-list-append, UNCOMMITTED_READ, none",
        "g-set, UNCOMMITTED_READ, none",
        "broadcast, UNCOMMITTED_READ, none",
        "g-counter, UNCOMMITTED_READ, none",
        "kafka, UNCOMMITTED_READ, none",
        "kafka, LOST_UPDATE, none",
        "kafka, TWO_LEADERS, none",
        "unique-ids, TWO_LEADERS, none",
    })
    void wrongNodeIsRefuted(String workload, Wrong wrong, String faults) throws Exception {
        RunResult result = run(workload, wrong, FaultKind.parseAll(faults).toArray(new FaultKind[0]));
        assertThat(result.outcome()).as(result.explanation()).isEqualTo(RunResult.Outcome.REFUTED);
    }

    @ParameterizedTest
    @FieldSource("io.dsfm.maelstrom.harness.operation.Workloads#NAMES")
    void rightNodeIsAccepted(String workload) throws Exception {
        RunResult result = run(workload, Wrong.NOTHING, FaultKind.KILL, FaultKind.PARTITION);
        assertThat(result.outcome()).as(result.explanation()).isEqualTo(RunResult.Outcome.VALID);
    }

    private RunResult run(String workload, Wrong wrong, FaultKind... faults) throws Exception {
        Optional<Judge> judge = ServiceLoader.load(Judge.class).findFirst();
        assumeTrue(judge.isPresent(), "no checkers on the class path");
        Path binary = FakeBinary.write(directory, wrong);
        RunOptions options = TestRuns.options(workload, binary, directory.resolve("store"), faults);
        return new BuiltinRun(options, judge.get()).run();
    }
}
