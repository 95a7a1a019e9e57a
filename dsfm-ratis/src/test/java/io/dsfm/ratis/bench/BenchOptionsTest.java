package io.dsfm.ratis.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dsfm.ratis.config.NodeConfig;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BenchOptionsTest {

    @Test
    void measuresOneInFlightThenTheWindowThenEachRate() {
        assertThat(schedule(1, 1_000, 256, 0, List.of(500, 2_000)).loads())
                .containsExactly(new Load.Closed(1), new Load.Closed(256), new Load.Open(500), new Load.Open(2_000));
    }

    @Test
    void killsUnderTheFirstRate() {
        assertThat(schedule(1, 1_000, 256, 1, List.of(700, 900)).killRate()).isEqualTo(700);
        assertThat(schedule(1, 1_000, 256, 1, List.of()).killRate()).isEqualTo(500);
    }

    @Test
    void looksForSaturationByDoubling() {
        assertThat(Schedule.doublingRates()).startsWith(500, 1_000, 2_000).endsWith(512_000);
        assertThat(schedule(1, 1_000, 256, 0, Schedule.doublingRates()).loads()).hasSize(13);
    }

    @Test
    void refusesALoadThatIsOutOfRangeByName() {
        assertRefused(() -> schedule(0, 1_000, 256, 0, List.of()), "rounds=0, accepted: 1 to 100");
        assertRefused(() -> schedule(1, 99, 256, 0, List.of()), "seconds=0.099, accepted: 0.1 to 600");
        assertRefused(() -> schedule(1, 1_000, 1, 0, List.of()), "window=1, accepted: 2 to 4096");
        assertRefused(() -> schedule(1, 1_000, 256, 0, List.of(0)), "rates=[0], accepted: 1 to 1000000");
        assertRefused(() -> schedule(1, 1_000, 256, 0, List.of(5, 5)), "rates=[5, 5], accepted: each rate once");
        assertRefused(() -> schedule(1, 1_000, 256, 101, List.of()), "kills=101, accepted: 0 to 100");
    }

    @Test
    void refusesASubjectThatIsOutOfRangeByName() {
        assertRefused(() -> subject(63, 1, 3), "payload=63, accepted: 64 to 16384 bytes");
        assertRefused(() -> subject(16_385, 1, 3), "payload=16385");
        assertRefused(() -> subject(64, 0, 3), "clients=0, accepted: 1 to 64");
        assertRefused(() -> subject(64, 65, 3), "clients=65, accepted: 1 to 64");
        assertRefused(() -> subject(64, 1, 10), "nodes=10, accepted: 1 to 9");
        assertThat(subject(Subject.OWN_SIZES, 64, 5).nodes()).isEqualTo(5);
    }

    @Test
    void plainRatisHasTlsOverGrpcOnly() {
        Schedule schedule = schedule(1, 1_000, 256, 0, List.of());
        Subject subject = subject(64, 1, 3);
        Baseline netty = new Baseline(PlainTransport.NETTY, PlainSettings.TUNED, true);
        assertThat(new BenchOptions(subject, Baseline.DEFAULT, schedule)
                        .withTls()
                        .hasTls())
                .isTrue();
        assertRefused(
                () -> new BenchOptions(subject, netty, schedule).withTls(),
                "transport=NETTY, accepted: with TLS beside plain Ratis, GRPC");
        Baseline none = new Baseline(PlainTransport.NETTY, PlainSettings.TUNED, false);
        assertThat(new BenchOptions(subject, none, schedule).withTls().hasTls()).isTrue();
    }

    private static void assertRefused(Runnable attempt, String message) {
        assertThatThrownBy(attempt::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static Subject subject(int payload, int clients, int nodes) {
        return new Subject(
                "echo", payload, Collections.nCopies(nodes, List.of("a")), NodeConfig.Release.COMMITTED, clients);
    }

    private static Schedule schedule(int rounds, long millis, int window, int kills, List<Integer> rates) {
        return new Schedule(rounds, Duration.ofMillis(millis), Duration.ZERO, window, rates, false, kills);
    }
}
