package io.dsfm.sample.matching.demo.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LatencyRecorderTest {

    private static final long LENGTH = LatencyRecorder.INTERVAL_NANOS;

    private final LatencyRecorder recorder = new LatencyRecorder(0);

    @Test
    void countsLatencyWhereTheOrderWasDueAndTheResultWhereItCame() {
        recorder.record(10, 1_010);
        recorder.record(20, 3 * LENGTH + 20);
        recorder.record(3 * LENGTH, 3 * LENGTH + 500);

        List<Interval> intervals = recorder.intervals();

        assertThat(intervals).extracting(Interval::answered).containsExactly(1L, 0L, 0L, 2L);
        assertThat(intervals).extracting(Interval::due).containsExactly(2L, 0L, 0L, 1L);
        assertThat(intervals.get(0).maxNanos()).isBetween(3 * LENGTH, 3 * LENGTH + LENGTH / 100);
        assertThat(intervals.get(1).maxNanos()).isZero();
        assertThat(intervals.get(3).p50Nanos()).isBetween(490L, 510L);
    }

    @Test
    void tellsRecentLatenciesOnce() {
        recorder.record(0, 100);

        assertThat(recorder.recent().getTotalCount()).isEqualTo(1);
        assertThat(recorder.recent().getTotalCount()).isZero();
        assertThat(recorder.total().getTotalCount()).isEqualTo(1);
    }
}
