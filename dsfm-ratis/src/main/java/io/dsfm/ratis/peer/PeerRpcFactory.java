package io.dsfm.ratis.peer;

import org.apache.ratis.rpc.RpcType;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerRpc;
import org.apache.ratis.server.ServerFactory;
import org.apache.ratis.server.leader.FollowerInfo;
import org.apache.ratis.server.leader.LeaderState;
import org.apache.ratis.server.leader.LogAppender;

/** Makes the parts of a Ratis server that talk to other servers. */
final class PeerRpcFactory implements ServerFactory {

    private final PeerRpcType type;
    private final PeerWiring wiring;

    PeerRpcFactory(PeerRpcType type, PeerWiring wiring) {
        this.type = type;
        this.wiring = wiring;
    }

    @Override
    public RpcType getRpcType() {
        return type;
    }

    @Override
    public RaftServerRpc newRaftServerRpc(RaftServer server) {
        return new PeerServerRpc(type, server, wiring);
    }

    @Override
    public LogAppender newLogAppender(RaftServer.Division server, LeaderState state, FollowerInfo follower) {
        return new PipelinedLogAppender(server, state, follower);
    }
}
