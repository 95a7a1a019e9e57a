package io.dsfm.maelstrom.harness;

import io.dsfm.maelstrom.harness.fault.FaultKind;
import io.dsfm.maelstrom.harness.net.Latency;
import io.dsfm.maelstrom.harness.net.Latency.Shape;
import io.dsfm.maelstrom.harness.net.NetworkOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Which tests a matrix makes, one after the other, from its seed. The workloads with the sharpest checkers come most often,
 * and so does the default release level; each dimension goes through all that it has before it repeats.
 *
 * <p>Threading: one thread.
 */
final class MatrixPlan {

    private static final List<String> WORKLOADS = List.of(
            "lin-kv",
            "lin-kv",
            "lin-kv",
            "lin-kv",
            "txn-list-append",
            "txn-list-append",
            "txn-list-append",
            "txn-list-append",
            "txn-rw-register",
            "txn-rw-register",
            "kafka",
            "kafka",
            "echo",
            "unique-ids",
            "broadcast",
            "g-set",
            "g-counter",
            "pn-counter");

    private static final List<Integer> NODE_COUNTS = List.of(3, 3, 5);

    private static final List<String> RELEASES =
            List.of("committed", "committed", "committed", "committed", "covered", "covered", "covered", "local");

    private static final List<NetworkOptions> NETWORKS = List.of(
            NetworkOptions.PERFECT,
            calm(Shape.CONSTANT, 10),
            calm(Shape.CONSTANT, 100),
            calm(Shape.UNIFORM, 5),
            calm(Shape.UNIFORM, 50),
            calm(Shape.EXPONENTIAL, 5),
            calm(Shape.EXPONENTIAL, 50),
            new NetworkOptions(new Latency(Shape.UNIFORM, 2), 0.02, 0.05, 0.1),
            new NetworkOptions(new Latency(Shape.EXPONENTIAL, 10), 0.05, 0.02, 0.05));

    /** What every level must bear, except {@code local}, which is expected to be refuted by it. */
    private static final List<List<FaultKind>> FAULTS = List.of(
            List.of(),
            List.of(FaultKind.PARTITION),
            List.of(FaultKind.PARTITION),
            List.of(FaultKind.KILL),
            List.of(FaultKind.KILL),
            List.of(FaultKind.POWER),
            List.of(FaultKind.PAUSE),
            List.of(FaultKind.CLOCK),
            List.of(FaultKind.PARTITION, FaultKind.KILL, FaultKind.PAUSE, FaultKind.CLOCK));

    /** The loss of a majority at once, which only {@code committed} promises to survive. */
    private static final List<List<FaultKind>> FAULTS_OF_ALL =
            List.of(List.of(FaultKind.RESTART_ALL), List.of(FaultKind.POWER_ALL));

    private final Random seeds;
    private final Deck<String> workloads;
    private final Deck<Integer> nodeCounts;
    private final Deck<String> releases;
    private final Deck<NetworkOptions> networks;
    private final Deck<List<FaultKind>> faults;
    private final Deck<List<FaultKind>> committedFaults;

    MatrixPlan(long seed) {
        Random random = new Random(seed);
        this.seeds = new Random(random.nextLong());
        this.workloads = new Deck<>(WORKLOADS, random);
        this.nodeCounts = new Deck<>(NODE_COUNTS, random);
        this.releases = new Deck<>(RELEASES, random);
        this.networks = new Deck<>(NETWORKS, random);
        this.faults = new Deck<>(FAULTS, random);
        List<List<FaultKind>> more = new ArrayList<>(FAULTS);
        more.addAll(FAULTS_OF_ALL);
        this.committedFaults = new Deck<>(more, random);
    }

    private static NetworkOptions calm(Shape shape, double meanMillis) {
        return new NetworkOptions(new Latency(shape, meanMillis), 0, 0, 0);
    }

    /** The next test. */
    RunOptions next(Duration timeLimit, double ratePerSecond, Duration faultInterval, Path binary, Path store) {
        int nodeCount = nodeCounts.draw();
        String release = releases.draw();
        return new RunOptions(
                workloads.draw(),
                nodeCount,
                2 * nodeCount,
                ratePerSecond,
                timeLimit,
                networks.draw(),
                release.equals("committed") ? committedFaults.draw() : faults.draw(),
                faultInterval,
                release,
                seeds.nextInt(1_000_000_000),
                RunOptions.DEFAULT_MINIMUM_OK,
                binary,
                store);
    }
}
