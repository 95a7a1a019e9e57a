package io.dsfm.sample.matching;

import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.sample.matching.domain.Counters;
import io.dsfm.sample.matching.domain.Query;
import io.dsfm.sample.matching.flow.AllCommandsFlow;
import io.dsfm.sample.matching.harness.Differential;
import io.dsfm.sample.matching.harness.Variants;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/**
 * Compares the variants over a long flow of all commands; {@code -Ddsfm.commands=...} makes it as long as one likes, {@code
 * -Ddsfm.seed=...} makes it another.
 */
class LongDifferentialTest {

    private static final long SEED = Long.getLong("dsfm.seed", 1);
    private static final long COMMANDS = Long.getLong("dsfm.commands", 5_000_000);
    private static final String REPEAT = "mvn -pl sample-matching-engine -am test -Dtest=LongDifferentialTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Ddsfm.commands=" + COMMANDS + " -Ddsfm.seed=" + SEED;

    @Test
    void variantsAgreeOnEveryCommand() throws IOException {
        Differential differential = new Differential(Variants.all(), 100_000, () -> {}, REPEAT);

        differential.run(new AllCommandsFlow(SEED, COMMANDS));

        Counters counters = (Counters) differential.engines().get(0).ask(new Query.Counts());
        assertThat(counters.trades()).isGreaterThan(COMMANDS / 20);
    }
}
