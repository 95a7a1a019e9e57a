package io.dsfm.maelstrom.harness.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Which processes a test runs.
 *
 * @param command how a node is started; must replace itself by the node ({@code exec}), since signals go to it
 * @param nodes their ids
 * @param environment for each, besides what the harness sets
 * @param folder the run's folder; gets a log per node, and {@code data} with a directory per node
 * @param startTimeout how long a node may take until it answers {@code init}
 * @param recordsSyncs whether the nodes write down what they have synced, which {@link NodeCluster#cutPower} needs
 */
public record ClusterOptions(
        List<String> command,
        List<String> nodes,
        Map<String, String> environment,
        Path folder,
        Duration startTimeout,
        boolean recordsSyncs) {

    /** Freezes the collections. */
    public ClusterOptions {
        command = List.copyOf(command);
        nodes = List.copyOf(nodes);
        environment = Map.copyOf(environment);
    }
}
