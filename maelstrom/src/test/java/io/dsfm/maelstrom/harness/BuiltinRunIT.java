package io.dsfm.maelstrom.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.maelstrom.harness.fake.FakeBinary;
import io.dsfm.maelstrom.harness.fake.Wrong;
import io.dsfm.maelstrom.harness.fault.FaultKind;
import io.dsfm.maelstrom.history.HistoryEvent;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs of a fake node. */
@Execution(ExecutionMode.CONCURRENT)
final class BuiltinRunIT {

    @TempDir
    private Path directory;

    /** Keeps the history. */
    private static final class Listener implements Judge {
        private List<HistoryEvent> history = List.of();

        @Override
        public Judgement judge(RunOptions options, List<HistoryEvent> given, Path folder) {
            history = given;
            return new Judgement(Outcome.VALID, "");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo",
                "unique-ids",
                "broadcast",
                "g-set",
                "g-counter",
                "pn-counter",
                "lin-kv",
                "txn-list-append",
                "txn-rw-register",
                "kafka"
            })
    void everyWorkloadLeavesAWellFormedHistory(String workload) throws Exception {
        Listener listener = new Listener();
        Path binary = FakeBinary.write(directory, Wrong.NOTHING);
        RunResult result = new BuiltinRun(
                        TestRuns.options(workload, binary, directory.resolve("store"), FaultKind.KILL), listener)
                .run();
        assertThat(result.outcome()).as(result.explanation()).isEqualTo(RunResult.Outcome.VALID);
        assertWellFormed(listener.history);
        assertThat(result.folder().resolve("history.jsonl")).isNotEmptyFile();
        assertThat(result.folder().resolve("options.json"))
                .content()
                .contains("--seed " + TestRuns.SEED)
                .contains(workload);
        assertThat(result.folder().resolve("n0.log")).exists();
        assertThat(result.folder().resolve("data")).doesNotExist();
    }

    private static void assertWellFormed(List<HistoryEvent> history) {
        Map<Integer, HistoryEvent> open = new HashMap<>();
        Set<Integer> gone = new HashSet<>();
        Set<Integer> finals = new HashSet<>();
        long lastNanos = 0;
        for (int i = 0; i < history.size(); i++) {
            HistoryEvent event = history.get(i);
            assertThat(event.index()).isEqualTo(i);
            assertThat(event.timeNanos()).isGreaterThanOrEqualTo(lastNanos);
            lastNanos = event.timeNanos();
            if (event.process() == HistoryEvent.NEMESIS) {
                assertThat(event.type()).isEqualTo(HistoryEvent.Type.INFO);
                continue;
            }
            assertThat(gone).doesNotContain(event.process());
            if (event.type() == HistoryEvent.Type.INVOKE) {
                assertThat(open.put(event.process(), event)).isNull();
            } else {
                HistoryEvent invocation = open.remove(event.process());
                assertThat(invocation).isNotNull();
                assertThat(event.function()).isEqualTo(invocation.function());
            }
            if (event.type() == HistoryEvent.Type.INFO) {
                gone.add(event.process());
            }
            if (event.type() == HistoryEvent.Type.OK && Worker.FINAL.equals(event.error())) {
                finals.add(event.process() % 6);
            }
        }
        assertThat(open).isEmpty();
        assertThat(finals).hasSize(6);
        assertThat(history.stream().map(HistoryEvent::function)).contains("kill", "restart");
    }

    @Test
    void runInWhichTooLittleSucceedsIsVacuous() throws Exception {
        Path binary = FakeBinary.write(directory, Wrong.NOTHING);
        RunOptions options = TestRuns.options("lin-kv", binary, directory.resolve("store"));
        RunOptions demanding = new RunOptions(
                options.workload(),
                options.nodeCount(),
                options.concurrency(),
                options.ratePerSecond(),
                Duration.ofSeconds(1),
                options.network(),
                options.faults(),
                options.faultInterval(),
                options.release(),
                options.seed(),
                10_000,
                binary,
                options.store());
        RunResult result = new BuiltinRun(demanding, new Listener()).run();
        assertThat(result.outcome()).isEqualTo(RunResult.Outcome.VACUOUS);
        assertThat(result.explanation()).contains("cas").contains("required=10000");
    }

    @Test
    void historyThatTheCheckerHasNoRoomForIsUnknownAndReported() throws Exception {
        Path binary = FakeBinary.write(directory, Wrong.NOTHING);
        RunOptions options = TestRuns.lasting(TestRuns.options("echo", binary, directory.resolve("store")), 1);
        RunResult result = new BuiltinRun(options, (given, history, folder) -> {
                    throw new StackOverflowError("as planted");
                })
                .run();
        assertThat(result.outcome()).as(result.explanation()).isEqualTo(RunResult.Outcome.UNKNOWN);
        assertThat(result.explanation()).contains("too large", "as planted");
        assertThat(result.folder().resolve("result.json")).isNotEmptyFile();
        assertThat(result.folder().resolve("report.html")).isNotEmptyFile();
    }

    @Test
    void atLocalABrokenRunIsNotExcusedByWhatItsHistoryShows() throws Exception {
        Path binary = FakeBinary.write(directory, Wrong.MALFORMED);
        RunOptions given = TestRuns.options("lin-kv", binary, directory.resolve("store"), FaultKind.PARTITION);
        RunOptions local = new RunOptions(
                given.workload(),
                given.nodeCount(),
                given.concurrency(),
                given.ratePerSecond(),
                given.timeLimit(),
                given.network(),
                given.faults(),
                given.faultInterval(),
                "local",
                given.seed(),
                given.minimumOk(),
                binary,
                given.store());
        RunResult result = new BuiltinRun(
                        local, (options, history, folder) -> new Judge.Judgement(Judge.Outcome.REFUTED, "as planted"))
                .run();
        assertThat(result.outcome()).as(result.explanation()).isEqualTo(RunResult.Outcome.BROKEN);
        assertThat(result.isExpected()).isFalse();
        assertThat(result.explanation()).contains("not as JSON", "as planted");
    }

    @Test
    void nodeThatDoesNotStartBreaksTheRun() throws Exception {
        Path binary = directory.resolve("broken");
        Files.writeString(binary, "#!/bin/sh\necho 'no such thing' >&2\nexit 1\n");
        assertThat(binary.toFile().setExecutable(true)).isTrue();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = Harness.execute(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                "echo",
                "--no-check",
                "--bin",
                binary.toString(),
                "--store",
                directory.resolve("store").toString(),
                "--seed",
                "3");
        assertThat(code).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("BROKEN")
                .contains("exit status 1")
                .contains("folder: ")
                .contains("repeat: maelstrom/run --builtin echo");
    }

    @Test
    void matrixMakesAsManyRunsAsItMustAndATable() throws Exception {
        Path binary = FakeBinary.write(directory, Wrong.NOTHING);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Matrix.MatrixOptions options = new Matrix.MatrixOptions(
                Duration.ofMillis(1),
                3,
                Duration.ofSeconds(1),
                200,
                Duration.ofMillis(400),
                5,
                binary,
                directory.resolve("store"));
        List<RunResult> results =
                new Matrix(options, new Listener(), new PrintStream(out, true, StandardCharsets.UTF_8)).run();
        assertThat(results).hasSize(3);
        String text = out.toString(StandardCharsets.UTF_8);
        assertThat(text).contains("refuted, as documented").contains("faults:");
        List<String> summaries = new ArrayList<>();
        results.forEach(result -> summaries.add(result.options().summary()));
        assertThat(text).contains(summaries);
    }
}
