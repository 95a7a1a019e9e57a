package io.dsfm.maelstrom.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dsfm.maelstrom.harness.fake.FakeBinary;
import io.dsfm.maelstrom.harness.fake.Wrong;
import io.dsfm.maelstrom.harness.fault.FaultKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** The checkers, behind {@link Judge}, refute each wrong node and accept the right one. */
@Execution(ExecutionMode.CONCURRENT) // each run waits more than it computes
final class JudgedPlantsIT {

    /** A busy machine does little in a short run: then the wrong node had no occasion, and gets a longer one. */
    private static final List<Integer> LONGER_SECONDS = List.of(4, 16);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "echo, REFUSING, none",
        "echo, STALE_READ, none",
        "unique-ids, TWO_LEADERS, none",
        "broadcast, STALE_READ, none",
        "broadcast, LOST_UPDATE, none",
        "broadcast, TWO_LEADERS, none",
        "broadcast, UNCOMMITTED_READ, none",
        "g-set, STALE_READ, none",
        "g-set, LOST_UPDATE, none",
        "g-set, TWO_LEADERS, none",
        "g-set, UNCOMMITTED_READ, none",
        "g-set, UNSYNCED, power-all",
        "g-counter, STALE_READ, none",
        "g-counter, LOST_UPDATE, none",
        "g-counter, UNCOMMITTED_READ, none",
        "g-counter, DUPLICATE, none",
        "g-counter, DUPLICATE_AFTER_RESTART, restart-all",
        "pn-counter, STALE_READ, none",
        "pn-counter, TWO_LEADERS, none",
        "lin-kv, STALE_READ, none",
        "lin-kv, LOST_UPDATE, none",
        "lin-kv, DIRTY_READ, none",
        "lin-kv, UNCOMMITTED_READ, none",
        "lin-kv, TWO_LEADERS, none",
        "lin-kv, DUPLICATE, none",
        "lin-kv, CLOCK_DEPENDENT, clock",
        "lin-kv, FORGETS_COLD, restart-all",
        "lin-kv, UNSYNCED, power-all",
        "txn-list-append, STALE_READ, none",
        "txn-list-append, LOST_UPDATE, none",
        "txn-list-append, DIRTY_READ, none",
        "txn-list-append, UNCOMMITTED_READ, none",
        "txn-list-append, TWO_LEADERS, none",
        "txn-list-append, DUPLICATE, none",
        "txn-list-append, CLOCK_DEPENDENT, clock",
        "txn-list-append, FORGETS_COLD, restart-all",
        "txn-list-append, DUPLICATE_AFTER_RESTART, restart-all",
        "txn-list-append, UNSYNCED, power-all",
        "txn-rw-register, STALE_READ, none",
        "txn-rw-register, LOST_UPDATE, none",
        "txn-rw-register, DIRTY_READ, none",
        "txn-rw-register, UNCOMMITTED_READ, none",
        "txn-rw-register, TWO_LEADERS, none",
        "kafka, STALE_READ, none",
        "kafka, LOST_UPDATE, none",
        "kafka, UNCOMMITTED_READ, none",
        "kafka, TWO_LEADERS, none",
        "kafka, DUPLICATE, none",
        "kafka, DUPLICATE_AFTER_RESTART, restart-all",
        "kafka, UNSYNCED, power-all",
    })
    void wrongNodeIsRefuted(String workload, Wrong wrong, String faults) throws Exception {
        FaultKind[] kinds = FaultKind.parseAll(faults).toArray(new FaultKind[0]);
        RunResult result = run(workload, wrong, kinds);
        for (int seconds : LONGER_SECONDS) {
            if (result.outcome() != RunResult.Outcome.REFUTED) {
                result = run(workload, wrong, seconds, kinds);
            }
        }
        assertThat(result.outcome()).as(result.explanation()).isEqualTo(RunResult.Outcome.REFUTED);
    }

    @ParameterizedTest
    @CsvSource({"kafka, EMPTY_LOGS, a key without messages", "broadcast, LATE_ANSWER, answers to clients that were gone"
    })
    void nodeThatBreaksTheProtocolBreaksTheRun(String workload, Wrong wrong, String how) throws Exception {
        RunResult result = run(workload, wrong);
        assertThat(result.outcome()).as(result.explanation()).isEqualTo(RunResult.Outcome.BROKEN);
        assertThat(result.explanation()).contains(how);
    }

    @ParameterizedTest
    @FieldSource("io.dsfm.maelstrom.harness.operation.Workloads#NAMES")
    void rightNodeIsAccepted(String workload) throws Exception {
        RunResult result = run(workload, Wrong.NOTHING, FaultKind.KILL, FaultKind.PARTITION);
        assertThat(result.outcome()).as(result.explanation()).isEqualTo(RunResult.Outcome.VALID);
    }

    private RunResult run(String workload, Wrong wrong, FaultKind... faults) throws Exception {
        return run(TestRuns.options(workload, binary(wrong), directory.resolve("store"), faults));
    }

    private RunResult run(String workload, Wrong wrong, int seconds, FaultKind... faults) throws Exception {
        RunOptions options = TestRuns.options(workload, binary(wrong), directory.resolve("store"), faults);
        return run(TestRuns.lasting(options, seconds));
    }

    private Path binary(Wrong wrong) throws IOException {
        return FakeBinary.write(directory, wrong);
    }

    private static RunResult run(RunOptions options) throws Exception {
        Optional<Judge> judge = ServiceLoader.load(Judge.class).findFirst();
        assumeTrue(judge.isPresent(), "no checkers on the class path");
        return new BuiltinRun(options, judge.get()).run();
    }
}
