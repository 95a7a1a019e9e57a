package io.dsfm.ratis.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.proto.RaftProtos.RaftRpcReplyProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionReplyProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionRequestProto;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PeerServerRpcTest {

    private static final RaftRpcRequestProto TO = RaftRpcRequestProto.newBuilder()
            .setRequestorId(ByteString.copyFromUtf8("n1"))
            .setReplyId(ByteString.copyFromUtf8("n2"))
            .setCallId(7)
            .build();
    private static final StartLeaderElectionRequestProto STAND =
            StartLeaderElectionRequestProto.newBuilder().setServerRequest(TO).build();

    /** What becomes of the questions, one after the other; of all that follow what became of the last one. */
    private final List<CompletableFuture<byte[]>> answers = new ArrayList<>();

    private int asked;
    private final PeerServerRpc rpc = rpc();

    private PeerServerRpc rpc() {
        Map<String, Stub.Method> server = new HashMap<>();
        server.put("getProperties", args -> new RaftProperties());
        Map<String, Stub.Method> network = new HashMap<>();
        network.put("ask", args -> answers.get(Math.min(asked++, answers.size() - 1)));
        network.put("close", args -> null);
        Map<String, Stub.Method> guard = new HashMap<>();
        guard.put("appliedIndex", args -> 3L);
        return new PeerServerRpc(
                new PeerRpcType(),
                Stub.of(RaftServer.class, server),
                new PeerWiring(
                        Stub.of(PeerNetwork.class, network),
                        Stub.of(ElectionGuard.class, guard),
                        new LeaderLease(1),
                        Stub.of(PeerListener.class, Map.of()),
                        SendHold.NONE,
                        new Intake()));
    }

    @AfterEach
    void close() throws Exception {
        rpc.close();
    }

    /** An exception would have Ratis refuse all requests from then on. */
    @Test
    void aNodeThatCannotBeToldToStandHasNotAgreed() {
        answers.add(CompletableFuture.failedFuture(new PeerException("there is no link to the node")));

        RaftRpcReplyProto reply = rpc.startLeaderElection(STAND).getServerReply();

        assertThat(reply.getSuccess()).isFalse();
        assertThat(reply.getReplyId()).isEqualTo(TO.getReplyId());
        assertThat(reply.getCallId()).isEqualTo(7);
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void whatIsAskedOnALinkThatIsLostIsAskedAgain() {
        answers.add(CompletableFuture.failedFuture(PeerException.linkLost("the link to the node is lost")));
        answers.add(CompletableFuture.completedFuture(StartLeaderElectionReplyProto.newBuilder()
                .setServerReply(RaftRpcReplyProto.newBuilder().setSuccess(true))
                .build()
                .toByteArray()));

        assertThat(rpc.startLeaderElection(STAND).getServerReply().getSuccess()).isTrue();
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void askingAgainHasAnEnd() {
        answers.add(CompletableFuture.failedFuture(PeerException.linkLost("the link to the node is lost")));

        assertThatThrownBy(() -> rpc.requestVote(RequestVoteRequestProto.newBuilder()
                        .setServerRequest(TO)
                        .build()))
                .isInstanceOf(PeerException.class)
                .hasMessageContaining("lost");
        assertThat(asked).isGreaterThan(1);
    }
}
