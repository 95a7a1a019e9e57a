package io.dsfm.ratis.bench;

import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.node.RatisSettings;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.client.RaftClient;
import org.apache.ratis.proto.RaftProtos.CommitInfoProto;
import org.apache.ratis.protocol.GroupInfoReply;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.retry.RetryPolicies;
import org.jspecify.annotations.Nullable;

/**
 * Asks each server of a plain group by itself what it is.
 *
 * <p>Threading: one thread.
 */
final class PlainObserver implements AutoCloseable {

    private static final long POLL_MILLIS = 20;

    private final List<NodeConfig> configs;
    private final RaftClient client;

    private PlainObserver(List<NodeConfig> configs, RaftClient client) {
        this.configs = configs;
        this.client = client;
    }

    static PlainObserver of(List<NodeConfig> configs, PlainTransport transport) {
        return new PlainObserver(
                List.copyOf(configs),
                RaftClient.newBuilder()
                        .setRaftGroup(RatisSettings.group(configs.get(0)))
                        .setProperties(PlainSettings.client(transport))
                        .setParameters(PlainTls.parameters(configs.get(0)))
                        .setRetryPolicy(RetryPolicies.noRetry())
                        .build());
    }

    /** The place of the server that leads, once one does. */
    int awaitLeader(long patienceNanos) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + patienceNanos;
        while (System.nanoTime() - deadlineNanos < 0) {
            for (int node = 0; node < configs.size(); node++) {
                GroupInfoReply info = ask(node);
                if (info != null && info.getRoleInfoProto().hasLeaderInfo()) {
                    return node;
                }
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        throw new BenchException("no plain Ratis server leads");
    }

    /** Up to where a server says that the log is committed and applied there; -1 if it says nothing. */
    long commitIndex(int node) {
        GroupInfoReply info = ask(node);
        if (info == null) {
            return -1;
        }
        String id = configs.get(node).node();
        return info.getCommitInfos().stream()
                .filter(commit -> commit.getServer().getId().toStringUtf8().equals(id))
                .mapToLong(CommitInfoProto::getCommitIndex)
                .findFirst()
                .orElse(-1);
    }

    private @Nullable GroupInfoReply ask(int node) {
        RaftPeerId id = RaftPeerId.valueOf(configs.get(node).node());
        try {
            return client.getGroupManagementApi(id)
                    .info(RatisSettings.group(configs.get(0)).getGroupId());
        } catch (IOException | RuntimeException e) {
            return null; // it is down, or not up yet: gRPC inside Ratis throws its own
        }
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            // nothing is under way any more
        }
    }
}
