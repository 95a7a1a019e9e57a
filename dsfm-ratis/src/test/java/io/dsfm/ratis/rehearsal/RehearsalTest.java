package io.dsfm.ratis.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.ratis.cluster.Certificates;
import io.dsfm.ratis.config.HostPort;
import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.tls.NodeTls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RehearsalTest {

    @TempDir
    private Path directory;

    @Test
    void playsItsRoundsAndLeavesNothingBehind() throws Exception {
        Path scratch = directory.resolve("scratch");
        Set<Thread> before = Thread.getAllStackTraces().keySet();

        int rounds = Rehearsal.run(scratch, Duration.ofSeconds(60));

        assertThat(rounds).isEqualTo(7);
        assertThat(scratch).doesNotExist();
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> !before.contains(thread))
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("dsfm-io"));
    }

    @Test
    void everyNodeLeadsOnceAndOneIsLostHoweverLittleTimeThereIs() throws Exception {
        assertThat(Rehearsal.run(directory.resolve("scratch"), Duration.ofMillis(1)))
                .isGreaterThanOrEqualTo(4);
    }

    @Test
    void playsWithTheTlsOfTheNodeThatItIsFor() throws Exception {
        Certificates certificates = Certificates.in(directory.resolve("tls"));
        HostPort raft = new HostPort("db1.example.org", 7_001);
        HostPort client = new HostPort("localhost", 8_001);
        NodeConfig config = new NodeConfig(
                        "orders",
                        "n1",
                        directory,
                        List.of(new NodeConfig.Member("n1", raft, client)),
                        "counter",
                        List.of("one"),
                        NodeConfig.Release.COMMITTED,
                        NodeConfig.Arbitration.DEFAULT,
                        NodeConfig.Timeouts.DEFAULT,
                        NodeConfig.Limits.DEFAULT,
                        NodeConfig.Snapshots.DEFAULT,
                        NodeConfig.SessionLimits.DEFAULT)
                .with(certificates.node("orders", "n1", NodeConfig.ClientCertificates.REQUIRED));
        NodeTls tls = NodeTls.load(config, "test");

        assertThat(Rehearsal.run(directory.resolve("scratch"), Duration.ofMillis(1), tls.amongItself(config)))
                .isGreaterThanOrEqualTo(4);
        // The three are nobody else's nodes: a certificate for each of them there is not.
        assertThat(Rehearsal.run(directory.resolve("scratch"), Duration.ofMillis(1), tls))
                .isZero();
    }

    @Test
    void whatCannotBePlayedStopsNobody() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        assertThat(Rehearsal.run(file.resolve("below"), Duration.ofSeconds(60))).isZero();
    }

    @Test
    void whatAnEarlierOneLeftIsTakenAway() throws Exception {
        Path scratch = Files.createDirectories(directory.resolve("scratch/rehearsal-1"));
        Files.writeString(scratch.resolve("left"), "over");

        assertThat(Rehearsal.run(scratch.getParent(), Duration.ofMillis(1))).isPositive();

        assertThat(scratch.getParent()).doesNotExist();
    }
}
