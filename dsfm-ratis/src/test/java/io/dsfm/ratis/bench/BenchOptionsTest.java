package io.dsfm.ratis.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dsfm.ratis.config.NodeConfig;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BenchOptionsTest {

    @Test
    void measuresOneInFlightThenTheWindowThenEachRate() {
        assertThat(options(1, 1_000, 256, List.of(500, 2_000)).loads())
                .containsExactly(new Load.Closed(1), new Load.Closed(256), new Load.Open(500), new Load.Open(2_000));
    }

    @Test
    void refusesWhatIsOutOfRangeByName() {
        assertRefused(() -> options(0, 1_000, 256, List.of()), "rounds=0, accepted: 1 to 100");
        assertRefused(() -> options(1, 99, 256, List.of()), "seconds=0.099, accepted: 0.1 to 600");
        assertRefused(() -> options(1, 1_000, 1, List.of()), "window=1, accepted: 2 to 4096");
        assertRefused(() -> options(1, 1_000, 256, List.of(0)), "rates=[0], accepted: 1 to 1000000");
        assertRefused(() -> options(1, 1_000, 256, List.of(5, 5)), "rates=[5, 5], accepted: each rate once");
    }

    private static void assertRefused(Runnable attempt, String message) {
        assertThatThrownBy(attempt::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static BenchOptions options(int rounds, long millis, int window, List<Integer> rates) {
        return new BenchOptions(
                "echo",
                List.of(List.of("a")),
                NodeConfig.Release.COMMITTED,
                PlainTransport.GRPC,
                PlainSettings.TUNED,
                rounds,
                Duration.ofMillis(millis),
                Duration.ZERO,
                window,
                rates);
    }
}
