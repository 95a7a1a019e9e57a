package io.dsfm.ratis.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.HdrHistogram.Histogram;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class RatioTest {

    private static final Offset<Double> CLOSE = Offset.offset(0.002);

    @Test
    void comparesEachRoundWithTheOneBesideIt() {
        Column column = new Column(
                new Load.Closed(1),
                List.of(round(1_000, 100), round(4_000, 50), round(2_000, 90)),
                List.of(round(2_000, 50), round(2_000, 100), round(2_000, 90)));

        assertThat(column.latencyRatio().pairs().get(0)).isCloseTo(0.5, CLOSE);
        assertThat(column.latencyRatio().pairs().get(1)).isCloseTo(2.0, CLOSE);
        assertThat(column.latencyRatio().median()).isCloseTo(1.0, CLOSE);
        assertThat(column.latencyRatio().least()).isCloseTo(0.5, CLOSE);
        assertThat(column.latencyRatio().most()).isCloseTo(2.0, CLOSE);
        assertThat(column.throughputRatio().pairs()).containsExactly(2.0, 0.5, 1.0);
    }

    @Test
    void takesTheMiddleOfTwo() {
        assertThat(new Ratio(List.of(1.0, 3.0)).median()).isEqualTo(2.0);
        assertThat(new Ratio(List.of(1.0, Double.NaN, 3.0, 2.0)).median()).isEqualTo(2.0);
        assertThat(new Ratio(List.of(Double.NaN)).median()).isNaN();
    }

    @Test
    void leavesOutAPairWithoutAnswers() {
        Column column = new Column(
                new Load.Closed(1), List.of(round(1_000, 10), round(1_000, 10)), List.of(empty(), round(1_000, 10)));

        assertThat(column.latencyRatio().pairs().get(0)).isNaN();
        assertThat(column.latencyRatio().median()).isCloseTo(1.0, CLOSE);
    }

    @Test
    void putsRoundsTogether() {
        Round together = Column.together(List.of(round(1_000, 30), round(3_000, 10)));

        assertThat(together.measurement().latencies().getTotalCount()).isEqualTo(40);
        assertThat(together.measurement().perSecond()).isEqualTo(20.0);
        assertThat(together.p50Nanos()).isCloseTo(1_000, Offset.offset(2.0));
        assertThat((double) together.measurement().latencies().getMaxValue()).isCloseTo(3_000, Offset.offset(4.0));
        assertThat(together.cpuMicrosPerAnswer()).isCloseTo(50, Offset.offset(0.1));
        assertThat(together.cores()).isEqualTo(0.5);
        assertThat(together.leaderBytesPerAnswer()).isEqualTo(100);
        assertThat(Column.together(List.of(round(1, 1), empty())).leaderBytesPerAnswer())
                .isNaN();
    }

    /** So many answers, each so late, in a second of load and a millisecond of the servers' time. */
    static Round round(long nanos, int answers) {
        Histogram latencies = new Histogram(3);
        latencies.recordValueWithCount(nanos, answers);
        return new Round(
                new Measurement(latencies, 1, answers, answers, answers, 0, 0),
                new Usage(2_000_000, 1_000_000, 0, 100L * answers, 0.5));
    }

    static Round empty() {
        return new Round(
                new Measurement(new Histogram(3), 1, 10, 10, 0, 10, 0),
                new Usage(1, ServerCpu.UNKNOWN, 0, LeaderMemory.UNKNOWN, -1));
    }
}
