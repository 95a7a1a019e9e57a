package io.dsfm.ratis.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class AxisTest {

    private static final Offset<Double> CLOSE = Offset.offset(1e-9);

    @Test
    void aLinearAxisBeginsAtZeroAndEndsAtARoundNumber() {
        Axis axis = Axis.linear("cores", List.of(0.4, 1.7));

        assertThat(axis.share(0)).isZero();
        assertThat(axis.share(2)).isEqualTo(1);
        assertThat(axis.ticks()).extracting(Axis.Tick::name).containsExactly("0", "0.5", "1", "1.5", "2");
    }

    @Test
    void aLogarithmicAxisMarksPowersOfTenAndMoreWhereThereAreFew() {
        assertThat(Axis.logarithmic("ms", List.of(0.2, 4_000.0)).ticks())
                .extracting(Axis.Tick::name)
                .containsExactly("1", "10", "100", "1000");
        assertThat(Axis.logarithmic("rate", List.of(1_000.0, 20_000.0)).ticks())
                .extracting(Axis.Tick::name)
                .containsExactly("1000", "2000", "5000", "10k", "20k");
    }

    @Test
    void aSingleValueIsInTheMiddleOfALogarithmicAxis() {
        assertThat(Axis.logarithmic("ms", List.of(3.0)).share(3)).isCloseTo(0.5, CLOSE);
    }

    @Test
    void percentilesAreAsFarApartAsTheirNines() {
        Axis axis = Axis.percentiles("percentile", 99.99);

        assertThat(axis.ticks()).extracting(Axis.Tick::name).containsExactly("0%", "90%", "99%", "99.9%", "99.99%");
        assertThat(axis.share(90)).isCloseTo(0.25, CLOSE);
        assertThat(axis.share(99)).isCloseTo(0.5, CLOSE);
        assertThat(axis.share(99.99)).isCloseTo(1, Offset.offset(1e-6));
    }

    @Test
    void stepsAreAtEqualDistancesInOrder() {
        Axis axis = Axis.steps("payload", List.of(16_384.0, 64.0, 64.0, 1_024.0));

        assertThat(axis.ticks()).extracting(Axis.Tick::name).containsExactly("64", "1024", "16384");
        assertThat(axis.share(1_024)).isCloseTo(0.5, CLOSE);
    }
}
