package io.dsfm.ratis.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dsfm.ratis.config.HostPort;
import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.config.NodeConfigReader;
import io.dsfm.ratis.config.NodeConfigWriter;
import io.dsfm.ratis.node.Durability;
import java.nio.file.Path;
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
    void refusesBoundsOnEntriesThatTheConfigurationRefuses() {
        assertRefused(() -> EntryBounds.DEFAULT.withInFlight(0), "entries-in-flight=0, accepted: 1 to 64");
        assertRefused(() -> EntryBounds.DEFAULT.withInFlight(65), "entries-in-flight=65, accepted: 1 to 64");
        assertRefused(() -> EntryBounds.DEFAULT.withInputs(0), "entry-inputs=0, accepted: 1 to 16384");
        assertRefused(() -> EntryBounds.DEFAULT.withInputs(16_385), "entry-inputs=16385, accepted: 1 to 16384");
        assertRefused(() -> EntryBounds.DEFAULT.withSizeBytes(64 << 10), "entry-bytes=64KiB, accepted: 65KiB to 32MiB");
        assertRefused(() -> EntryBounds.DEFAULT.withSizeBytes(33 << 20), "entry-bytes=33MiB, accepted: 65KiB to 32MiB");
    }

    @Test
    void nodesAcceptTheBoundsOnEntriesThatAreAccepted() throws Exception {
        for (EntryBounds bounds : List.of(
                EntryBounds.DEFAULT,
                new EntryBounds(1, 1, EntryBounds.BYTES_MIN),
                new EntryBounds(64, 16_384, 32 << 20))) {
            NodeConfig config = config();
            NodeConfig asked = config.with(bounds.of(config.limits()));

            NodeConfig read = NodeConfigReader.parse(NodeConfigWriter.format(asked), Path.of("/n1/node.yaml"));

            assertThat(read).isEqualTo(asked);
            assertThat(read.limits().entriesInFlight()).isEqualTo(bounds.inFlight());
            assertThat(read.limits().entryInputs()).isEqualTo(bounds.inputs());
            assertThat(read.limits().entryBytes()).isEqualTo(bounds.sizeBytes());
        }
    }

    private static NodeConfig config() {
        return new NodeConfig(
                "group",
                "n1",
                Path.of("/n1/data"),
                List.of(new NodeConfig.Member("n1", new HostPort("127.0.0.1", 1), new HostPort("127.0.0.1", 2))),
                "echo",
                List.of("a"),
                NodeConfig.Release.COMMITTED,
                NodeConfig.Arbitration.DEFAULT,
                NodeConfig.Timeouts.DEFAULT,
                NodeConfig.Limits.DEFAULT,
                NodeConfig.Snapshots.DEFAULT,
                NodeConfig.SessionLimits.DEFAULT);
    }

    @Test
    void plainRatisHasTlsOverGrpcOnly() {
        Schedule schedule = schedule(1, 1_000, 256, 0, List.of());
        Subject subject = subject(64, 1, 3);
        Baseline netty = new Baseline(PlainTransport.NETTY, PlainSettings.TUNED, true);
        assertThat(new BenchOptions(subject, Baseline.DEFAULT, schedule, Durability.SYNCED)
                        .withTls()
                        .hasTls())
                .isTrue();
        assertRefused(
                () -> new BenchOptions(subject, netty, schedule, Durability.SYNCED).withTls(),
                "transport=NETTY, accepted: with TLS beside plain Ratis, GRPC");
        Baseline none = new Baseline(PlainTransport.NETTY, PlainSettings.TUNED, false);
        assertThat(new BenchOptions(subject, none, schedule, Durability.SYNCED)
                        .withTls()
                        .hasTls())
                .isTrue();
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
