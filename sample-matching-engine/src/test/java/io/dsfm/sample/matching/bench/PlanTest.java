package io.dsfm.sample.matching.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dsfm.ratis.bench.Baseline;
import io.dsfm.ratis.bench.BenchOptions;
import io.dsfm.ratis.bench.EntryBounds;
import io.dsfm.ratis.bench.PlainSettings;
import io.dsfm.ratis.bench.PlainTransport;
import io.dsfm.ratis.bench.Schedule;
import io.dsfm.ratis.bench.Subject;
import io.dsfm.ratis.config.NodeConfig.Release;
import io.dsfm.ratis.node.Durability;
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
        Plan plan = new Plan(
                List.of(),
                List.of(1, 2),
                List.of(3),
                null,
                Plan.Entries.USUAL,
                List.of("local", "covered"),
                List.of("synced"),
                baselines);

        assertThat(plan.runs(SCHEDULE)).hasSize(8);
    }

    @Test
    void doesAllOfItWithEachDurability() {
        assertThat(plan(Plan.Entries.USUAL, "synced", "relaxed").runs(SCHEDULE))
                .extracting(BenchOptions::durability)
                .containsExactly(Durability.SYNCED, Durability.RELAXED);
    }

    @Test
    void variesTheBoundsOnEntriesOneAtATime() {
        Plan.Entries entries = new Plan.Entries(List.of(8, 1), List.of(64, 256, 16_384), List.of(65 << 10, 32 << 20));

        assertThat(subjects(plan(entries, "synced")))
                .extracting(Subject::entries)
                .containsExactly(
                        new EntryBounds(8, 64, 65 << 10),
                        new EntryBounds(1, 64, 65 << 10),
                        new EntryBounds(8, 256, 65 << 10),
                        new EntryBounds(8, 16_384, 65 << 10),
                        new EntryBounds(8, 64, 32 << 20));
    }

    @Test
    void leavesBoundsOnEntriesThatAreNotNamedAsNodesHaveThem() {
        Plan.Entries entries = new Plan.Entries(List.of(1, 2), List.of(), List.of());

        assertThat(subjects(plan(entries, "synced")))
                .extracting(Subject::entries)
                .containsExactly(EntryBounds.DEFAULT.withInFlight(1), EntryBounds.DEFAULT.withInFlight(2));
    }

    @Test
    void refusesBoundsOnEntriesAndDurabilitiesByNameAndValue() {
        assertRefused(
                plan(new Plan.Entries(List.of(4, 65), List.of(), List.of()), "synced"),
                "entries-in-flight=65, accepted: 1 to 64");
        assertRefused(
                plan(new Plan.Entries(List.of(), List.of(16_385), List.of()), "synced"),
                "entry-inputs=16385, accepted: 1 to 16384");
        assertRefused(
                plan(new Plan.Entries(List.of(), List.of(), List.of(1 << 10)), "synced"),
                "entry-bytes=1KiB, accepted: 65KiB to 32MiB");
        assertRefused(
                plan(new Plan.Entries(List.of(2, 2), List.of(), List.of()), "synced"),
                "entries-in-flight=[2, 2], accepted: each value once");
        assertRefused(plan(Plan.Entries.USUAL, "async"), "durability=async, accepted: synced or relaxed");
        assertRefused(
                plan(Plan.Entries.USUAL, "relaxed", "relaxed"),
                "durability=[relaxed, relaxed], accepted: each value once");
    }

    private static Plan plan(Plan.Entries entries, String... durabilities) {
        return new Plan(
                List.of(),
                List.of(1),
                List.of(3),
                null,
                entries,
                List.of("committed"),
                List.of(durabilities),
                List.of(Baseline.DEFAULT));
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
        return new Plan(
                payloads,
                clients,
                nodes,
                variants,
                Plan.Entries.USUAL,
                List.of("committed"),
                List.of("synced"),
                List.of(Baseline.DEFAULT));
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
