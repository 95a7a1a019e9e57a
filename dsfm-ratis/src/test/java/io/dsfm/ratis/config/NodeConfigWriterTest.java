package io.dsfm.ratis.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.ratis.config.NodeConfig.Limits;
import io.dsfm.ratis.config.NodeConfig.Member;
import io.dsfm.ratis.config.NodeConfig.SessionLimits;
import io.dsfm.ratis.config.NodeConfig.Snapshots;
import io.dsfm.ratis.config.NodeConfig.Timeouts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NodeConfigWriterTest {

    private static final long SEED = 20_261;

    @Test
    void whatItWritesReadsBackEqual(@TempDir Path directory) throws Exception {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        for (int round = 0; round < 200; round++) {
            NodeConfig config = anyConfig(random, directory);
            Path file = directory.resolve("node.yaml");

            NodeConfigWriter.write(config, file);

            assertThat(NodeConfigReader.read(file))
                    .as("seed %d, round %d", SEED, round)
                    .isEqualTo(config);
        }
    }

    @Test
    void namesThatLookLikeOtherYamlStayNames(@TempDir Path directory) throws Exception {
        NodeConfig config = new NodeConfig(
                "null",
                "1e3",
                directory.resolve("it's a # directory: really"),
                List.of(new Member("1e3", new HostPort("::1", 1), new HostPort("h", 65_535))),
                "true",
                List.of("007", "no"),
                NodeConfig.Release.COVERED,
                NodeConfig.Arbitration.DEFAULT,
                Timeouts.DEFAULT,
                Limits.DEFAULT,
                Snapshots.DEFAULT,
                SessionLimits.DEFAULT);

        assertThat(NodeConfigReader.parse(NodeConfigWriter.format(config), directory.resolve("x")))
                .isEqualTo(config);
    }

    private static NodeConfig anyConfig(RandomGenerator random, Path directory) {
        List<Member> members = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(9); i++) {
            members.add(new Member("n" + i, new HostPort("host" + i, 7000 + i), new HostPort("fe80::" + i, 8000 + i)));
        }
        long electionMinNanos = random.nextLong(10_000_000L, 60_000_000_000L);
        int inputBytes = random.nextInt(64, 16 << 20);
        return new NodeConfig(
                "g." + random.nextInt(100),
                members.get(random.nextInt(members.size())).node(),
                directory.resolve("d" + random.nextInt(10)),
                members,
                "counter",
                List.of("fast", "small", "fast").subList(0, random.nextInt(1, 4)),
                List.of(NodeConfig.Release.values()).get(random.nextInt(3)),
                new NodeConfig.Arbitration(
                        List.of("earliest", "sticky:" + random.nextInt(1, 999_999_999), "agree:1")
                                .get(random.nextInt(3)),
                        List.of(NodeConfig.Dispute.values()).get(random.nextInt(2)),
                        Duration.ofMillis(random.nextInt(100, 3_600_000))),
                new Timeouts(
                        Duration.ofNanos(electionMinNanos),
                        Duration.ofNanos(electionMinNanos + random.nextLong(1, 60_000_000_000L)),
                        Duration.ofMillis(random.nextInt(100, 60_000)),
                        Duration.ofSeconds(random.nextInt(1, 3_600)),
                        Duration.ofMillis(random.nextInt(100, 600_000)),
                        Duration.ofMillis(random.nextInt(0, 1_001)),
                        Duration.ofMillis(random.nextInt(0, 1_001))),
                new Limits(
                        inputBytes,
                        random.nextInt(64, 16 << 20),
                        random.nextInt(inputBytes + 1_024, 32 << 20),
                        random.nextInt(1, 16_385),
                        random.nextInt(1, 65),
                        random.nextInt(16, 1 << 20),
                        random.nextInt(1_024, 1 << 20),
                        random.nextInt(1, 100_000),
                        random.nextInt(64 << 10, 1 << 30)),
                new Snapshots(
                        random.nextLong(100, 1_000_000_000),
                        random.nextLong(1 << 20, 1L << 40),
                        random.nextInt(1, 101),
                        random.nextInt(64 << 10, 1 << 30)),
                new SessionLimits(
                        Duration.ofSeconds(random.nextInt(1, 2_592_000)),
                        random.nextInt(1, 1_000_000),
                        random.nextInt(1, 65_537),
                        random.nextInt(1 << 10, 1 << 30)),
                new NodeConfig.Stream(
                        random.nextInt(16, 1 << 24),
                        random.nextLong(64 << 10, 1L << 36),
                        random.nextLong(16, 1_000_000_000_000_000L),
                        random.nextBoolean() ? 0 : random.nextLong(1 << 20, 1L << 44),
                        Duration.ofMillis(random.nextInt(100, 3_600_000))),
                random.nextBoolean()
                        ? null
                        : new NodeConfig.Tls(
                                directory.resolve("it's node.pem"),
                                directory.resolve("node.key"),
                                directory.resolve("ca.pem"),
                                List.of(NodeConfig.ClientCertificates.values()).get(random.nextInt(2))));
    }
}
