package io.dsfm.maelstrom.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.maelstrom.harness.fake.FakeBinary;
import io.dsfm.maelstrom.harness.fake.Wrong;
import io.dsfm.maelstrom.harness.fault.FaultKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Nodes that are wrong leave histories that show it. */
@Execution(ExecutionMode.CONCURRENT)
final class PlantedNodeIT {

    @TempDir
    private Path directory;

    @Test
    void rightNodeIsNotRefutedUnderAllFaults() throws Exception {
        RunResult result = run(
                Wrong.NOTHING,
                FaultKind.PARTITION,
                FaultKind.KILL,
                FaultKind.POWER,
                FaultKind.PAUSE,
                FaultKind.CLOCK,
                FaultKind.RESTART_ALL,
                FaultKind.POWER_ALL);
        assertThat(result.outcome()).as(result.explanation()).isEqualTo(RunResult.Outcome.VALID);
        assertThat(result.faults().values()).allMatch(count -> count > 0);
    }

    @Test
    void staleReadShows() throws Exception {
        assertRefuted(run(Wrong.STALE_READ), "missing");
    }

    @Test
    void lostUpdateShows() throws Exception {
        assertRefuted(run(Wrong.LOST_UPDATE), "missing");
    }

    @Test
    void duplicateAfterRestartShows() throws Exception {
        assertRefuted(run(Wrong.DUPLICATE_AFTER_RESTART, FaultKind.RESTART_ALL), "duplicate");
    }

    @Test
    void dirtyReadShows() throws Exception {
        assertRefuted(run(Wrong.DIRTY_READ), "dirty");
    }

    @Test
    void twoLeadersShow() throws Exception {
        assertRefuted(run(Wrong.TWO_LEADERS), "missing");
    }

    @Test
    void clockDependentAnswerShowsWhenClocksJump() throws Exception {
        assertRefuted(run(Wrong.CLOCK_DEPENDENT, FaultKind.CLOCK), "missing");
    }

    @Test
    void unsyncedLogShowsWhenThePowerIsCut() throws Exception {
        assertRefuted(run(Wrong.UNSYNCED, FaultKind.POWER_ALL), "missing");
    }

    @Test
    void unsyncedLogDoesNotShowWhenProcessesAreKilled() throws Exception {
        RunResult result = run(Wrong.UNSYNCED, FaultKind.RESTART_ALL);
        assertThat(result.outcome()).as(result.explanation()).isEqualTo(RunResult.Outcome.VALID);
    }

    @Test
    void malformedLineBreaksTheRunAndIsShown() throws Exception {
        RunResult result = run(Wrong.MALFORMED);
        assertThat(result.outcome()).isEqualTo(RunResult.Outcome.BROKEN);
        assertThat(result.explanation()).contains("line=an answer, but not as JSON");
    }

    private RunResult run(Wrong wrong, FaultKind... faults) throws IOException, InterruptedException {
        Path binary = FakeBinary.write(directory, wrong);
        RunOptions options = TestRuns.options("txn-list-append", binary, directory.resolve("store"), faults);
        if (faults.length > 1) {
            options = TestRuns.lasting(options, 12);
        }
        return new BuiltinRun(options, new ListAppendJudge()).run();
    }

    private static void assertRefuted(RunResult result, String anomaly) {
        assertThat(result.outcome()).as(result.explanation()).isEqualTo(RunResult.Outcome.REFUTED);
        assertThat(result.explanation()).contains(anomaly);
        assertThat(result.folder().resolve("data")).matches(Files::exists, "keeps the data");
    }
}
