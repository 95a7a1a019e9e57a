package io.dsfm.ratis.core.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dsfm.ratis.core.PlantedRules;
import io.dsfm.ratis.core.sim.Rules.Weather;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Thousands of groups, each from its seed: those of a minute, ten thousand at least; or as many of each weather as
 * {@code -Ddsfm.seeds} says; or the one that {@code -Ddsfm.seed} names, in the weather that {@code -Ddsfm.weather} names.
 */
final class SimulationTest {

    private static final Long SEED = Long.getLong("dsfm.seed");
    private static final Long SEEDS = Long.getLong("dsfm.seeds");
    private static final Weather WEATHER = Weather.valueOf(System.getProperty("dsfm.weather", "ANY"));

    private static final int SEEDS_MIN = 10_000;
    private static final long NANOS = 60_000_000_000L;
    /** How long a wrong rule may go unnoticed. */
    private static final int SEEDS_TO_FIND = 400_000;
    /** Where to begin with those that go unnoticed for thousands of seeds: some before the first one that finds them. */
    private static final Map<String, Long> RARE = Map.of(
            "a recovering node writes down only what it has now", 42_000L,
            "an entry of an older term is covered by itself", 5_000L,
            "what waits leaves as committed while a snapshot is loaded", 4_500L,
            "a node that is stopped before it has flushed says that it forgot nothing", 3_300L,
            "a node forgets the word that it wrote down", 2_150L,
            "a recovering node stands", 2_150L);

    @Test
    void noPromiseIsBroken() throws InterruptedException {
        if (SEED != null) {
            Runs.run(SEED, new Rules().in(WEATHER));
            return;
        }
        long startNanos = System.nanoTime();
        long run = 0;
        long limitNanos = startNanos;
        for (Weather weather : Weather.values()) {
            limitNanos += NANOS / Weather.values().length;
            long limit = limitNanos;
            run += Runs.until(
                    new Rules().in(weather),
                    seed -> SEEDS != null
                            ? seed > SEEDS
                            : seed > SEEDS_MIN / Weather.values().length && System.nanoTime() - limit > 0);
        }
        long nanos = System.nanoTime() - startNanos;
        System.out.println("simulated " + run + " groups, " + run * NANOS / nanos + " a minute");
    }

    static Stream<String> wrongRules() {
        return SEED != null ? Stream.of() : PlantedRules.all().keySet().stream();
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("wrongRules")
    void aWrongRuleIsFound(String name) {
        Map<String, Rules> all = PlantedRules.all();
        long first = RARE.getOrDefault(name, 1L);

        AssertionError found = catchThrowableOfType(
                AssertionError.class, () -> Runs.from(first, all.get(name), seed -> seed > SEEDS_TO_FIND));

        assertThat(found).as(name).isNotNull();
        assertThat(found).hasMessageContaining("failed with seed ").hasMessageContaining("-Ddsfm.seed=");
        System.out.println("found that " + name + ": "
                + found.getMessage().lines().findFirst().orElseThrow());
    }

    @Test
    void theRareOnesAreAmongThem() {
        assertThat(PlantedRules.all()).containsKeys(RARE.keySet().toArray(String[]::new));
    }

    @Test
    void oneSeedIsOneRun() {
        Simulation one = new Simulation(7, new Rules());
        Simulation other = new Simulation(7, new Rules());
        one.run();
        other.run();

        assertThat(other.describe()).isEqualTo(one.describe());
        assertThat(other.checker.results()).isEqualTo(one.checker.results());
    }

    /** A simulation in which nothing happens finds nothing. */
    @Test
    void theGroupsHaveEventfulLives() {
        long results = 0;
        long elections = 0;
        long settled = 0;
        long halts = 0;
        long answers = 0;
        for (long seed = 1; seed <= 400; seed++) {
            Simulation simulation = new Simulation(seed, new Rules());
            simulation.run();
            results += simulation.checker.results();
            elections += simulation.checker.elections;
            settled += simulation.checker.settled;
            halts += simulation.checker.halts;
            answers += simulation.checker.answers;
        }
        assertThat(results).isGreaterThan(400 * 20L);
        assertThat(elections).isGreaterThan(400);
        assertThat(settled).isGreaterThan(400 * 5L);
        assertThat(halts).isPositive();
        assertThat(answers).isGreaterThan(40);
    }
}
