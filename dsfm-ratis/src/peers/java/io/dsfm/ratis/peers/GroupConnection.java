package io.dsfm.ratis.peers;

import bench.peers.Cluster;
import bench.peers.ClusterClient;
import io.dsfm.ratis.client.ClientOptions;
import io.dsfm.ratis.client.GroupClient;
import io.dsfm.ratis.client.GroupClientException;
import io.dsfm.ratis.client.NodeClient;
import io.dsfm.ratis.client.Release;
import io.dsfm.ratis.client.Result;
import io.dsfm.ratis.client.Submission;
import io.dsfm.ratis.config.HostPort;
import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.proto.Status;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.LongAdder;

/**
 * One {@link GroupClient}. At {@code local} a request counts as answered with its first, provisional result; how many of
 * those did not hold in the end is said on standard error when the connection is closed.
 *
 * <p>Threading: as {@link ClusterClient}. {@link #submit} blocks while the client's window is full.
 */
final class GroupConnection implements ClusterClient {

    private static final long CLIENT_ID = 1;
    private static final int WINDOW = 4_096;
    private static final Duration DEADLINE = Duration.ofSeconds(25);
    private static final Duration STATUS_TIMEOUT = Duration.ofSeconds(1);
    private static final int UNKNOWN = -1;

    private final List<HostPort> addresses;
    private final GroupClient client;
    private final boolean isProvisional;
    private final LongAdder revoked = new LongAdder();

    private GroupConnection(List<HostPort> addresses, GroupClient client, boolean isProvisional) {
        this.addresses = addresses;
        this.client = client;
        this.isProvisional = isProvisional;
    }

    static GroupConnection open(Cluster cluster) {
        List<HostPort> addresses =
                cluster.nodes().stream().map(GroupContestant::clientAddress).toList();
        return new GroupConnection(
                addresses,
                GroupClient.connect(new ClientOptions(addresses, GroupContestant.GROUP, CLIENT_ID, WINDOW, DEADLINE)),
                GroupContestant.release(cluster) == NodeConfig.Release.LOCAL);
    }

    @Override
    public CompletableFuture<byte[]> submit(byte[] request) {
        if (!isProvisional) {
            return client.submit(request).thenApply(Result::reply);
        }
        Submission submission = client.submit(request, Release.LOCAL);
        submission.released().thenAcceptBoth(submission.settled(), this::onSettled);
        return submission.released().thenApply(Result::reply);
    }

    private void onSettled(Result released, Result settled) {
        if (!settled.isSameAs(released)) {
            revoked.increment();
        }
    }

    @Override
    public int leader() {
        int leader = UNKNOWN;
        long term = 0;
        for (int i = 0; i < addresses.size(); i++) {
            try (NodeClient node = NodeClient.connect(addresses.get(i), GroupContestant.GROUP, STATUS_TIMEOUT)) {
                Status status = node.status().join();
                if (status.getRole().equals("LEADER") && status.getTerm() > term) {
                    leader = i;
                    term = status.getTerm();
                }
            } catch (GroupClientException | CompletionException e) {
                continue; // It is down, or not up yet: then it does not lead.
            }
        }
        return leader;
    }

    @Override
    public void close() {
        client.close();
        if (revoked.sum() > 0) {
            System.err.println("provisional results that did not hold: " + revoked.sum());
        }
    }
}
