package io.dsfm.ratis.cluster;

import io.dsfm.ratis.config.NodeConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a {@link LocalCluster} is told.
 *
 * @param group the name of the group
 * @param application the name of the application, whose variants are on this process's class path
 * @param variants for each node, the variants of which it runs an instance each; 1 to 9 nodes
 * @param directory where the nodes keep configurations, data and logs, in a directory each named after it; made if it is
 *     not there, must not hold such directories yet, and is left as it is in the end
 * @param heapMegabytes the largest heap of each node, 64 to 65,536, default 512
 * @param startTimeout how long a node may take from its start until it answers clients, default 60 s
 * @param configure what each node's configuration is to be, given the one it would be
 * @param flags for each node's JVM, behind those that it has from this process
 */
public record ClusterOptions(
        String group,
        String application,
        List<List<String>> variants,
        Path directory,
        int heapMegabytes,
        Duration startTimeout,
        UnaryOperator<NodeConfig> configure,
        List<String> flags) {

    private static final int MOST_NODES = 9;
    private static final int DEFAULT_HEAP_MEGABYTES = 512;
    private static final Duration DEFAULT_START_TIMEOUT = Duration.ofSeconds(60);

    /** Refuses values out of range; copies the lists. */
    public ClusterOptions {
        variants = variants.stream().map(List::copyOf).toList();
        directory = directory.toAbsolutePath();
        flags = List.copyOf(flags);
        require(!variants.isEmpty() && variants.size() <= MOST_NODES, "nodes", variants.size(), "1 to " + MOST_NODES);
        require(heapMegabytes >= 64 && heapMegabytes <= 65_536, "heapMegabytes", heapMegabytes, "64 to 65536");
        require(!startTimeout.isNegative() && !startTimeout.isZero(), "startTimeout", startTimeout, "a time above 0");
    }

    /** Defaults for everything else. */
    public static ClusterOptions of(String application, Path directory, List<List<String>> variants) {
        return new ClusterOptions(
                "local",
                application,
                variants,
                directory,
                DEFAULT_HEAP_MEGABYTES,
                DEFAULT_START_TIMEOUT,
                UnaryOperator.identity(),
                List.of());
    }

    /** The same with another largest heap for each node. */
    public ClusterOptions withHeapMegabytes(int megabytes) {
        return new ClusterOptions(group, application, variants, directory, megabytes, startTimeout, configure, flags);
    }

    /** The same with another time that a node may take to start. */
    public ClusterOptions withStartTimeout(Duration timeout) {
        return new ClusterOptions(group, application, variants, directory, heapMegabytes, timeout, configure, flags);
    }

    /** The same with a change to each node's configuration. */
    public ClusterOptions withConfiguration(UnaryOperator<NodeConfig> change) {
        return new ClusterOptions(group, application, variants, directory, heapMegabytes, startTimeout, change, flags);
    }

    /** The same with flags for each node's JVM. */
    public ClusterOptions withFlags(List<String> more) {
        return new ClusterOptions(
                group, application, variants, directory, heapMegabytes, startTimeout, configure, more);
    }

    private static void require(boolean holds, String name, Object value, String accepted) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "not a cluster option: " + name + "=" + value + ", accepted: " + accepted);
        }
    }
}
