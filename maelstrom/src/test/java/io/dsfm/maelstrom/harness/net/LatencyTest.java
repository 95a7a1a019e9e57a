package io.dsfm.maelstrom.harness.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dsfm.maelstrom.harness.net.Latency.Shape;
import java.util.LongSummaryStatistics;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class LatencyTest {

    private static final int SAMPLES = 100_000;

    @Test
    void constantIsAlwaysTheMean() {
        LongSummaryStatistics nanos = sample(new Latency(Shape.CONSTANT, 10));
        assertThat(nanos.getMin()).isEqualTo(10_000_000);
        assertThat(nanos.getMax()).isEqualTo(10_000_000);
    }

    @Test
    void uniformGoesFromZeroToTwiceTheMean() {
        LongSummaryStatistics nanos = sample(new Latency(Shape.UNIFORM, 10));
        assertThat(nanos.getAverage()).isCloseTo(10e6, within(0.2e6));
        assertThat(nanos.getMin()).isBetween(0L, 10_000L);
        assertThat(nanos.getMax()).isBetween(19_990_000L, 20_000_000L);
    }

    @Test
    void exponentialHasItsMeanAndALongTail() {
        Latency latency = new Latency(Shape.EXPONENTIAL, 10);
        LongSummaryStatistics nanos = sample(latency);
        assertThat(nanos.getAverage()).isCloseTo(10e6, within(0.2e6));
        assertThat(nanos.getMax()).isBetween(80_000_000L, 200_000_000L);
        Random random = new Random(2);
        double belowMean = LongStream.generate(() -> latency.sampleNanos(random))
                        .limit(SAMPLES)
                        .filter(sample -> sample < 10_000_000)
                        .count()
                / (double) SAMPLES;
        assertThat(belowMean).isCloseTo(1 - Math.exp(-1), within(0.01));
    }

    @Test
    void refusesWhatIsNoTime() {
        assertThatThrownBy(() -> new Latency(Shape.CONSTANT, Double.NaN)).hasMessageContaining("meanMillis=NaN");
        assertThatThrownBy(() -> new Latency(Shape.CONSTANT, -1)).hasMessageContaining("accepted: 0 to 60000");
    }

    private static LongSummaryStatistics sample(Latency latency) {
        Random random = new Random(1);
        return LongStream.generate(() -> latency.sampleNanos(random))
                .limit(SAMPLES)
                .summaryStatistics();
    }
}
