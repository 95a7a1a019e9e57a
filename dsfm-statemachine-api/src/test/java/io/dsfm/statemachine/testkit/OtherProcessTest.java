package io.dsfm.statemachine.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dsfm.statemachine.StateMachineProvider;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Other processes give what this one gives, whatever Java writes and whoever hangs. */
final class OtherProcessTest {

    private static final Step QUERY = new Step.Query(new byte[] {1});

    @Test
    void whatJavaWritesDoesNotComeBetweenTheAnswers() {
        List<StateMachineProvider> providers = List.of(new Planted.Right());
        Map<String, String> chatty = Map.of("JAVA_TOOL_OPTIONS", "-Xlog:gc*", "_JAVA_OPTIONS", "-Xlog:safepoint");
        List<Step> steps = steps(500);

        try (OtherProcess process = OtherProcess.start(Surroundings.SAME, providers, chatty, Duration.ofMinutes(10))) {
            Trace there = process.run(0, steps, false);

            assertThat(process.settings()).startsWith("locale ");
            assertThat(there.digest())
                    .isEqualTo(Trace.of(new Variant("right", providers.get(0)), steps)
                            .digest());
        }
    }

    @Test
    void aProcessThatHangsIsEndedAndSaysWhoDid() {
        try (OtherProcess process = OtherProcess.start(
                Surroundings.SAME, List.of(new PlantedSources.Hangs()), Map.of(), Duration.ofMillis(300))) {
            assertThatExceptionOfType(UncheckedIOException.class)
                    .isThrownBy(() -> process.run(0, List.of(QUERY), false))
                    .withMessageContaining("another process hung, and was ended after PT0.3S,")
                    .withMessageContaining("at the execution of 1 steps by 'wrong'");
        }
    }

    @Test
    void immutableSetsAreTriedInMoreProcesses() {
        Processes processes = new Processes(List.of(new PlantedSources.HarmlessSet()), List.of(QUERY));

        assertThat(processes.check()).isEmpty();
        assertThat(processes.started()).isEqualTo(2 + 8);
    }

    /** It is found with the first check, or in one of a thousand cases with the next. */
    @Test
    void theOrderOfASetOfTwoIsFound() {
        List<StateMachineProvider> providers = List.of(new PlantedSources.TwoElements());
        List<Step> steps = steps(20);
        boolean isFound = false;
        for (int times = 0; times < 3 && !isFound; times++) {
            isFound = new Processes(providers, steps).check().isPresent();
        }
        assertThat(isFound).isTrue();
    }

    private static List<Step> steps(long count) {
        StepSource source =
                new StepSource(new StepSource.Plan(List.of("right"), Provided::inputs, () -> random -> null, 1, count));
        List<Step> steps = new ArrayList<>();
        for (Step step = source.next(InputSource.START_NANOS);
                step != null;
                step = source.next(InputSource.START_NANOS)) {
            steps.add(step);
        }
        steps.add(QUERY);
        return steps;
    }
}
