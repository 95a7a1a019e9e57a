package io.dsfm.sample.matching.demo.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultScheduleTest {

    @Test
    void strikesOnceHalfWay() {
        assertThat(new FaultSchedule(50_000, 1).position(1)).isEqualTo(25_000);
    }

    @Test
    void partsTheFlowIntoEqualPieces() {
        FaultSchedule schedule = new FaultSchedule(60_000, 5);

        assertThat(IntStream.rangeClosed(1, 5).mapToLong(schedule::position))
                .containsExactly(10_000L, 20_000L, 30_000L, 40_000L, 50_000L);
    }

    @Test
    void leavesAnOrderAfterTheLastFaultHoweverManyThereAre() {
        for (int faults = 1; faults < 30; faults++) {
            assertThat(new FaultSchedule(30, faults).position(faults)).isLessThan(30);
        }
    }

    @Test
    void isDueOnlyAtItsPlaceAndOnlyAsOftenAsAsked() {
        FaultSchedule schedule = new FaultSchedule(90, 2);

        assertThat(schedule.due(0, 29)).isFalse();
        assertThat(schedule.due(0, 30)).isTrue();
        assertThat(schedule.due(1, 30)).isFalse();
        assertThat(schedule.due(1, 60)).isTrue();
        assertThat(schedule.due(2, 90)).isFalse();
        assertThat(new FaultSchedule(90, 0).due(0, 90)).isFalse();
    }

    @Test
    void refusesAsManyFaultsAsOrders() {
        assertThatThrownBy(() -> new FaultSchedule(5, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("kills=5");
    }

    @Test
    void aFaultThatWaitsStrikesHalfWayToTheNextOneOrTheEndAndBeforeTheLastOrder() {
        FaultSchedule schedule = new FaultSchedule(300, 2);

        assertThat(schedule.latest(1)).isEqualTo(150);
        assertThat(schedule.latest(2)).isEqualTo(250);
        assertThat(new FaultSchedule(2, 1).latest(1)).isEqualTo(1);
    }
}
