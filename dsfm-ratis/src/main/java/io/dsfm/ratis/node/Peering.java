package io.dsfm.ratis.node;

import io.dsfm.ratis.config.HostPort;
import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.peer.ElectionGuard;
import io.dsfm.ratis.peer.PeerListener;
import io.dsfm.ratis.peer.PeerNetwork;
import io.dsfm.ratis.peer.socket.PeerSockets;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What this node has to do with the others beside Raft.
 *
 * <p>Threading: any thread; nothing blocks.
 */
final class Peering implements ElectionGuard, PeerListener {

    /** A node that has not answered for so long is taken for gone until there is a new link to it. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(3);

    private final Execution execution;

    Peering(Execution execution) {
        this.execution = execution;
    }

    /** The network that the configuration describes. */
    static PeerNetwork network(NodeConfig config) {
        Map<String, InetSocketAddress> others = new LinkedHashMap<>();
        for (NodeConfig.Member member : config.members()) {
            if (!member.node().equals(config.node())) {
                others.put(member.node(), address(member.raftAddress()));
            }
        }
        return new PeerSockets(
                config.group(), config.node(), address(config.self().raftAddress()), others, ANSWER_TIMEOUT);
    }

    private static InetSocketAddress address(HostPort address) {
        return new InetSocketAddress(address.host(), address.port());
    }

    @Override
    public long appliedIndex() {
        return execution.mostAdvanced().progress().index();
    }

    @Override
    public long judge(String candidate, long appliedIndex, long lastLogIndex) {
        return GRANTED;
    }

    @Override
    public void onRefused(String voter, long watermarkIndex) {}

    @Override
    public void onProgress(String from, byte[] body) {}

    @Override
    public void onEntriesFrom(String leader, long term) {
        execution.onEntriesOf(term);
    }

    @Override
    public void onLinkUp(String node) {}

    @Override
    public void onLinkDown(String node) {}
}
