package io.dsfm.sample.matching.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dsfm.ratis.bench.Baseline;
import io.dsfm.ratis.bench.BenchOptions;
import io.dsfm.ratis.bench.PlainSettings;
import io.dsfm.ratis.bench.PlainTransport;
import io.dsfm.ratis.bench.Schedule;
import io.dsfm.ratis.bench.Subject;
import io.dsfm.ratis.config.NodeConfig.Release;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PlanTest {

    private static final Schedule SCHEDULE =
            new Schedule(1, Duration.ofSeconds(1), Duration.ZERO, 16, List.of(), false, 0);

    @Test
    void measuresTheEngineWithTwoInstancesUnlessToldOtherwise() {
        assertThat(subjects(plan(List.of(), List.of(1), List.of(3), null)))
                .containsExactly(new Subject(
                        "matching-engine",
                        Subject.OWN_SIZES,
                        List.of(List.of("ladder", "tree"), List.of("ladder", "tree"), List.of("ladder", "tree")),
                        Release.COMMITTED,
                        1));
    }

    @Test
    void variesOneValueAtATime() {
        List<Subject> subjects = subjects(
                plan(List.of(64, 1_024), List.of(1, 16), List.of(3, 5), "words,words+powers,words+powers+shifts"));

        assertThat(subjects)
                .extracting(Subject::payloadBytes, Subject::clients, Subject::instances, Subject::nodes)
                .extracting(Object::toString)
                .containsExactly(
                        "(64, 1, 1, 3)",
                        "(1024, 1, 1, 3)",
                        "(64, 16, 1, 3)",
                        "(64, 1, 2, 3)",
                        "(64, 1, 3, 3)",
                        "(64, 1, 1, 5)");
        assertThat(subjects).allSatisfy(one -> assertThat(one.application()).isEqualTo("bench-counter"));
    }

    @Test
    void doesAllOfItAtEachLevelAndBesideEachKindOfPlainRatis() {
        List<Baseline> baselines =
                List.of(Baseline.DEFAULT, new Baseline(PlainTransport.GRPC, PlainSettings.DEFAULT, true));
        Plan plan = new Plan(List.of(), List.of(1, 2), List.of(3), null, List.of("local", "covered"), baselines);

        assertThat(plan.runs(SCHEDULE)).hasSize(8);
    }

    @Test
    void refusesWhatIsNotAcceptedByNameAndValue() {
        assertRefused(plan(List.of(), List.of(1), List.of(4), null), "nodes=4, accepted: 3 or 5");
        assertRefused(plan(List.of(63), List.of(1), List.of(3), null), "payload=63, accepted: 64 to 16384 bytes");
        assertRefused(plan(List.of(), List.of(1, 65), List.of(3), null), "clients=65, accepted: 1 to 64");
        assertRefused(plan(List.of(), List.of(2, 2), List.of(3), null), "clients=[2, 2], accepted: each value once");
        assertRefused(
                plan(List.of(), List.of(1), List.of(3), "ladder+oak"),
                "variants=ladder+oak, accepted: 1 to 3 of ladder, tree, joined by '+'");
        assertRefused(
                plan(List.of(64), List.of(1), List.of(3), "ladder"),
                "variants=ladder, accepted: 1 to 3 of powers, shifts, words");
        assertRefused(
                plan(List.of(), List.of(1), List.of(3), "tree+tree+tree+tree"),
                "variants=tree+tree+tree+tree, accepted");
    }

    private static Plan plan(
            List<Integer> payloads, List<Integer> clients, List<Integer> nodes, @Nullable String variants) {
        return new Plan(payloads, clients, nodes, variants, List.of("committed"), List.of(Baseline.DEFAULT));
    }

    private static List<Subject> subjects(Plan plan) {
        return plan.runs(SCHEDULE).stream().map(BenchOptions::subject).toList();
    }

    private static void assertRefused(Plan plan, String message) {
        assertThatThrownBy(() -> plan.runs(SCHEDULE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
