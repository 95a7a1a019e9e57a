package io.dsfm.statemachine.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Expensive checks are dense at the start of a run, and never end. */
final class SamplingTest {

    @Test
    void snapshotsGrowWithTheLogarithmOfTheRun() {
        long shortRun = snapshots(20_000);
        long longRun = snapshots(200_000);
        long longerRun = snapshots(2_000_000);

        assertThat(shortRun).isBetween(120L, 200L);
        assertThat(longRun).isBetween(2 * shortRun, 5 * shortRun);
        assertThat(longerRun).isBetween(longRun + shortRun, 3 * longRun);
    }

    @Test
    void theWholeRunIsMadeAgainFromItsSeed() {
        StepSource one = source(20_000, 5);
        StepSource other = source(20_000, 5);
        StepSource another = source(20_000, 6);
        boolean isAnother = false;
        for (Step step = one.next(); step != null; step = one.next()) {
            String line = StepText.format(step);
            assertThat(StepText.format(other.next())).isEqualTo(line);
            Step differing = another.next();
            isAnother |= differing == null || !StepText.format(differing).equals(line);
        }
        assertThat(other.next()).isNull();
        assertThat(isAnother).isTrue();
    }

    private static long snapshots(long count) {
        StepSource source = source(count, 1);
        long snapshots = 0;
        for (Step step = source.next(); step != null; step = source.next()) {
            snapshots += step instanceof Step.Snapshot ? 1 : 0;
        }
        return snapshots;
    }

    private static StepSource source(long count, long seed) {
        return new StepSource(new StepSource.Plan(List.of("one"), Provided::inputs, () -> random -> null, seed, count));
    }
}
