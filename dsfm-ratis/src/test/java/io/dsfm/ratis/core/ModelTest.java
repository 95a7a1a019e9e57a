package io.dsfm.ratis.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Random logs, executed by replicas of all variants and by the {@link SequentialModel}. */
final class ModelTest {

    private static final int SEEDS = 150;
    private static final int ENTRIES = 250;

    @Test
    void everyVariantGivesTheModelsOutcomesAndTheSameDigests() {
        Seeds.each(SEEDS, ModelTest.class, ModelTest::compare);
    }

    private static void compare(Random random) {
        RandomLog log = new RandomLog(random);
        Driver[] drivers = {
            new Driver(new Counters.InArray()), new Driver(new Counters.InTree()), new Driver(new Counters.InBytes())
        };
        for (int i = 0; i < ENTRIES; i++) {
            RandomLog.Entry entry = log.next();
            for (Driver driver : drivers) {
                assertThat(driver.execute(entry.batch()))
                        .extracting(SequentialModel::line)
                        .isEqualTo(entry.expected());
                assertThat(driver.replica.digest()).isEqualTo(drivers[0].replica.digest());
            }
        }
    }

    @Test
    void randomLogsHaveOutcomesOfEveryKind() {
        Set<OutcomeKind> seen = EnumSet.noneOf(OutcomeKind.class);
        RandomLog log = new RandomLog(new Random(1));
        Driver driver = new Driver();
        for (int i = 0; i < 5_000; i++) {
            driver.execute(log.next().batch()).forEach(outcome -> seen.add(outcome.kind()));
        }
        assertThat(seen).containsExactlyInAnyOrder(OutcomeKind.values());
    }
}
