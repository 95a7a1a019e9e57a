package io.dsfm.statemachine.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was recorded is done again, step by step; and survives being written down. */
final class RecordingTest {

    /** Marks inside marks, a revert over two of them, a revert after a restore, and entries executed a second time. */
    private static final Recording NESTED = Recording.of(
            "input 010305                       # client 1 takes lease 3",
            "mark right",
            "try right input 1 10 1 010405",
            "mark right",
            "try right input 1 10 1 010505",
            "mark right",
            "try right timers 1 deadline+0 8",
            "revert right 1",
            "try right input 1 10 1 0203",
            "revert right 5",
            "",
            "snapshot fresh 5",
            "mark right",
            "input 1 2500 7 010605",
            "try right input 1 10 1 0203",
            "mark right",
            "try right input 0 0 1 0206",
            "revert right 0",
            "rewind right",
            "forget right",
            "timers 1 deadline-1 64",
            "timers 1 deadline+0 64",
            "query 01",
            "input 1 1000 1 01 cut",
            "snapshot used 5",
            "input 1 1000 1 -");

    @Test
    void everyStepIsDoneToVariantsWithoutFault() {
        TestKitReport report = StateMachineTestKit.of(Provided.right(), Provided.wrong(Lease::new))
                .replay(NESTED)
                .rejections(reply -> reply[0] != Lease.OK)
                .inThisProcessOnly()
                .run();

        assertThat(report.inputs()).isEqualTo(4);
        assertThat(report.malformedInputs()).isEqualTo(1);
        assertThat(report.timerFirings()).isEqualTo(1);
        assertThat(report.queries()).isEqualTo(1);
        assertThat(report.restores()).isEqualTo(4);
        assertThat(report.reverts()).isEqualTo(6);
    }

    @Test
    void isTheSameAfterItWasWrittenAndRead(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("nested.inputs");

        NESTED.write(file);

        assertThat(Recording.read(file).lines()).isEqualTo(NESTED.lines()).hasSize(25);
        assertThat(Recording.of(NESTED.lines().toArray(String[]::new)).lines()).isEqualTo(NESTED.lines());
    }

    @Test
    void everyStepThatTheKitMakesCanBeWrittenDown() {
        StepSource.Plan plan =
                new StepSource.Plan(List.of("one", "two"), Provided::inputs, () -> random -> new byte[] {1}, 7, 5_000);
        StepSource source = new StepSource(plan);
        int steps = 0;
        for (Step step = source.next(InputSource.START_NANOS);
                step != null;
                step = source.next(InputSource.START_NANOS)) {
            String line = StepText.format(step);
            assertThat(StepText.format(StepText.parse(line))).isEqualTo(line);
            steps++;
        }
        assertThat(steps).isGreaterThan(5_000);
    }

    @Test
    void inputsOfARecordingAreASourceForTheKitsOwnSteps() {
        Recording inputs = Recording.ofInputs(List.of(new byte[] {1, 3, 5}, new byte[] {2, 3}, new byte[] {1, 4, 1}));

        TestKitReport report = StateMachineTestKit.of(Provided.right(), Provided.wrong(Lease::new))
                .inputs(inputs::source)
                .inThisProcessOnly()
                .run();

        // The kit stops when the source does; what follows, a ninth of it, is made of what came before.
        assertThat(report.inputs()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "put 00",
                "input",
                "input 0g",
                "input 012",
                "input 1 1000 x 00",
                "input -1 1000 1 00",
                "input 1 -5 1 00",
                "input 1 1000 1 00 torn",
                "input 1 1000 1 00 cut more",
                "timers 1 soon 4",
                "snapshot stale 3",
                "try right query 01",
                "revert right"
            })
    void refusesALineThatIsNoStepAndNamesIt(String line) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Recording.of("input 00", line))
                .withMessageContaining("line='" + line + "'");
    }
}
