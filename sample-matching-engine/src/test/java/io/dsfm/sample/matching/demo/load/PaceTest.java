package io.dsfm.sample.matching.demo.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {

    @Test
    void fixesTimesBeforehandAtARate() {
        Pace pace = new Pace(1_000, 500);

        assertThat(pace.unbounded()).isFalse();
        assertThat(pace.dueNanos(0)).isEqualTo(500);
        assertThat(pace.dueNanos(3)).isEqualTo(3_000_500);
    }

    @Test
    void putsOffWhatIsToComeByTheTimeHeld() {
        Pace pace = new Pace(1_000, 0);

        pace.onHeld(7);

        assertThat(pace.dueNanos(1)).isEqualTo(1_000_007);
    }

    @Test
    void anOrderThatIsPressedIsDueNowAndThoseAfterItSoMuchSooner() {
        Pace pace = new Pace(1_000, 0);

        pace.onPressed(5, 1_000_000);

        assertThat(pace.dueNanos(5)).isEqualTo(1_000_000);
        assertThat(pace.dueNanos(6)).isEqualTo(2_000_000);
    }

    @Test
    void anOrderThatIsLateAlreadyStaysAsLateWhenItIsPressed() {
        Pace pace = new Pace(1_000, 0);

        pace.onPressed(5, 9_000_000);

        assertThat(pace.dueNanos(5)).isEqualTo(5_000_000);
    }

    @Test
    void isUnboundedWithoutARate() {
        assertThat(new Pace(0, 500).unbounded()).isTrue();
    }
}
