package io.dsfm.maelstrom.harness;

import io.dsfm.maelstrom.harness.fault.FaultKind;
import io.dsfm.maelstrom.harness.net.NetworkOptions;
import io.dsfm.maelstrom.harness.operation.Workloads;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One test.
 *
 * @param workload its name
 * @param nodeCount from 1 to 9
 * @param concurrency the number of clients, from 1 to 1000; client i speaks to node i modulo the node count
 * @param ratePerSecond operations per second, of all clients together, above 0
 * @param timeLimit how long operations and faults go on; starting and ending come on top
 * @param network what the network does
 * @param faults the kinds that strike
 * @param faultInterval between strike and mending, and to the next strike
 * @param release the release level that the nodes run at, {@code committed}, {@code covered} or {@code local}
 * @param seed of all that is random in the harness
 * @param minimumOk so many operations of each function must have succeeded, or the test was vacuous
 * @param binary the program of a node
 * @param store where the run's folder is made
 */
public record RunOptions(
        String workload,
        int nodeCount,
        int concurrency,
        double ratePerSecond,
        Duration timeLimit,
        NetworkOptions network,
        List<FaultKind> faults,
        Duration faultInterval,
        String release,
        long seed,
        int minimumOk,
        Path binary,
        Path store) {

    /** The levels that there are. */
    public static final List<String> RELEASE_LEVELS = List.of("committed", "covered", "local");

    /** Fewer successes of a function say nothing. */
    public static final int DEFAULT_MINIMUM_OK = 5;

    /** Refuses what is out of range. */
    public RunOptions {
        require(Workloads.NAMES.contains(workload), "workload", workload, String.join(", ", Workloads.NAMES));
        require(nodeCount >= 1 && nodeCount <= 9, "node-count", nodeCount, "1 to 9");
        require(concurrency >= 1 && concurrency <= 1000, "concurrency", concurrency, "1 to 1000");
        require(ratePerSecond > 0 && ratePerSecond <= 100_000, "rate", ratePerSecond, "above 0, to 100000");
        require(!timeLimit.isNegative() && !timeLimit.isZero(), "time-limit", timeLimit, "above 0");
        require(!faultInterval.isNegative() && !faultInterval.isZero(), "nemesis-interval", faultInterval, "above 0");
        require(RELEASE_LEVELS.contains(release), "release", release, String.join(", ", RELEASE_LEVELS));
        require(minimumOk >= 0, "min-ok", minimumOk, "0 or more");
        faults = List.copyOf(faults);
    }

    private static void require(boolean isSo, String name, Object value, String accepted) {
        if (!isSo) {
            throw new IllegalArgumentException("invalid value: " + name + "=" + value + ", accepted: " + accepted);
        }
    }

    /** The ids of the nodes, as Maelstrom gives them. */
    public List<String> nodes() {
        List<String> nodes = new ArrayList<>();
        for (int i = 0; i < nodeCount; i++) {
            nodes.add("n" + i);
        }
        return nodes;
    }

    /** What it is, in one short line. */
    public String summary() {
        return String.format(
                Locale.ROOT,
                "%s, %d nodes, %s, %s %.0f ms%s, %s",
                workload,
                nodeCount,
                release,
                network.latency().shape().name().toLowerCase(Locale.ROOT),
                network.latency().meanMillis(),
                disturbances(),
                faultNames());
    }

    private String disturbances() {
        return (network.loss() > 0 ? " lossy" : "")
                + (network.duplication() > 0 ? " repeating" : "")
                + (network.reordering() > 0 ? " reordering" : "");
    }

    /** The faults as on the command line. */
    public String faultNames() {
        return faults.isEmpty()
                ? "none"
                : String.join(",", faults.stream().map(FaultKind::label).toList());
    }

    /** The command that repeats this run, as far as the processes let it be repeated. */
    public String repeatCommand() {
        return "maelstrom/run --builtin " + workload
                + " --node-count " + nodeCount
                + " --concurrency " + concurrency
                + " --rate " + ratePerSecond
                + " --time-limit " + timeLimit.toMillis() / 1000.0
                + " --latency " + network.latency().meanMillis()
                + " --latency-dist " + network.latency().shape().name().toLowerCase(Locale.ROOT)
                + " --loss " + network.loss()
                + " --duplication " + network.duplication()
                + " --reordering " + network.reordering()
                + " --nemesis " + faultNames()
                + " --nemesis-interval " + faultInterval.toMillis() / 1000.0
                + " --release " + release
                + " --min-ok " + minimumOk
                + " --seed " + seed;
    }
}
