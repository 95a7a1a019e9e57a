package io.dsfm.ratis.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** How instances' leads are counted. */
final class LeadTimesTest {

    private final LeadTimes leadTimes = new LeadTimes();

    @Test
    void nothingCountedIsAllZeros() {
        assertThat(leadTimes.snapshot()).isEqualTo(new InstanceScore(0, 0, 0, 0));
    }

    @Test
    void medianAndHighestPercentAreWithinOnePercent() {
        for (int nanos = 1; nanos <= 10_000; nanos++) {
            leadTimes.onLead(nanos);
        }

        InstanceScore score = leadTimes.snapshot();

        assertThat((double) score.leadMedianNanos()).isCloseTo(5_000, within(50.0));
        assertThat((double) score.leadP99Nanos()).isCloseTo(9_900, within(99.0));
    }

    @Test
    void leadsThatCannotBeAreCutToTheRange() {
        leadTimes.onLead(Long.MIN_VALUE);
        leadTimes.onLead(-1);
        assertThat(leadTimes.snapshot().leadP99Nanos()).isZero();

        leadTimes.onLead(Long.MAX_VALUE);

        assertThat((double) leadTimes.snapshot().leadP99Nanos()).isCloseTo(3.6e12, within(3.6e10));
    }

    @Test
    void winsAndDuplicatesAreCounted() {
        leadTimes.onWin();
        leadTimes.onWin();
        leadTimes.onDuplicate();

        assertThat(leadTimes.snapshot()).isEqualTo(new InstanceScore(2, 1, 0, 0));
    }
}
