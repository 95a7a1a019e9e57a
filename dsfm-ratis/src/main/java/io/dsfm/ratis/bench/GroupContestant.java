package io.dsfm.ratis.bench;

import io.dsfm.ratis.client.ClientOptions;
import io.dsfm.ratis.client.GroupClient;
import io.dsfm.ratis.client.Release;
import io.dsfm.ratis.client.Result;
import io.dsfm.ratis.client.Submission;
import io.dsfm.ratis.cluster.ClusterOptions;
import io.dsfm.ratis.cluster.LocalCluster;
import io.dsfm.ratis.cluster.NodeProcess;
import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.node.RatisSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The group: ordinary nodes as they come, and the ordinary client. */
final class GroupContestant implements Contestant {

    private final LocalCluster cluster;
    private final GroupClient client;
    private final boolean isProvisional;
    private volatile boolean isRevoked;

    private GroupContestant(LocalCluster cluster, GroupClient client, boolean isProvisional) {
        this.cluster = cluster;
        this.client = client;
        this.isProvisional = isProvisional;
    }

    /** Starts it; returns when a node leads. */
    static GroupContestant start(BenchOptions options, Path directory) {
        LocalCluster cluster =
                LocalCluster.start(ClusterOptions.of(options.application(), directory, options.variants())
                        .withConfiguration(config -> config.with(options.release()))
                        .withHeapMegabytes(options.heapMegabytes())
                        .withStartTimeout(options.startTimeout()));
        try {
            cluster.awaitPrimary(options.startTimeout());
            GroupClient client = GroupClient.connect(new ClientOptions(
                    cluster.clientAddresses(), "local", CLIENT_ID, REQUESTS_UNDER_WAY_MAX, LoadGenerator.PATIENCE));
            return new GroupContestant(cluster, client, options.release() == NodeConfig.Release.LOCAL);
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    @Override
    public String name() {
        return "group";
    }

    @Override
    public Map<String, String> settings() {
        NodeConfig config = cluster.nodes().get(0).config();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("what", "a group of " + cluster.nodes().size() + " nodes");
        settings.put("release", config.release().name().toLowerCase(Locale.ROOT));
        settings.put("transport", "the project's own: pipelined, on Netty");
        settings.put("client", "one GroupClient");
        settings.put(
                "variants",
                cluster.nodes().stream()
                        .map(node -> node.config().variants())
                        .toList()
                        .toString());
        settings.put("limits", config.limits().toString());
        settings.putAll(PlainSettings.describe(RatisSettings.properties(config, config.dataDirectory())));
        return settings;
    }

    @Override
    public List<Long> serverProcesses() {
        return cluster.nodes().stream().map(NodeProcess::pid).toList();
    }

    @Override
    public CompletableFuture<Result> submit(byte[] input) {
        if (!isProvisional) {
            return client.submit(input);
        }
        // With nothing wrong in the group no result may be taken back: one that is counts as a failure.
        Submission submission = client.submit(input, Release.LOCAL);
        submission.settled().whenComplete((result, failure) -> {
            if (failure != null) {
                isRevoked = true;
            }
        });
        return isRevoked
                ? CompletableFuture.failedFuture(new BenchException("a provisional result was not confirmed"))
                : submission.released();
    }

    @Override
    public void close() {
        client.close();
        cluster.close();
    }
}
