package io.dsfm.ratis.node;

import io.dsfm.ratis.gateway.RefusedException;
import io.dsfm.ratis.peer.PeerException;
import io.dsfm.ratis.proto.Refusal;
import io.dsfm.ratis.proto.RefusalReason;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.ratis.proto.RaftProtos.ServerRpcProto;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.TransferLeadershipRequest;
import org.apache.ratis.protocol.exceptions.LeaderNotReadyException;
import org.apache.ratis.protocol.exceptions.NotLeaderException;
import org.apache.ratis.protocol.exceptions.ReadIndexException;

/**
 * What this node may do as to who leads: refuse because it does not, and hand over.
 *
 * <p>Threading: any thread; nothing blocks.
 */
final class Leadership {

    private static final long TRANSFER_TIMEOUT_MILLIS = 3_000;

    private final RatisLog log;
    private final Members members;
    private final Execution execution;

    Leadership(RatisLog log, Members members, Execution execution) {
        this.log = log;
        this.members = members;
        this.execution = execution;
    }

    /** Whether this node leads, and can give results, perhaps after a moment. */
    boolean takesRequests() {
        return log.isLeader() && execution.isFit() && !execution.release().isHalted();
    }

    /** Why a request is not taken now. */
    Refusal refusal() {
        boolean isLeader = log.division().getInfo().isLeader();
        return Refusal.newBuilder()
                .setReason(isLeader ? RefusalReason.BUSY : RefusalReason.NOT_LEADER)
                .setDetail(isLeader ? leadersReason() : "this node is not the leader")
                .setLeader(members.leader(log.leaderId()))
                .build();
    }

    private String leadersReason() {
        if (!log.isLeaderReady()) {
            return "the leader is not ready yet: it executes what is in its log";
        }
        if (!execution.isFit()) {
            return "no instance of the leader can be relied on, another node is to lead";
        }
        if (execution.release().isHalted()) {
            return "results are halted: instances disagree and none of their outputs has a majority";
        }
        return "too many requests wait";
    }

    /** What a client is told of a failure inside. */
    RefusedException explain(String what, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        boolean isLeadersMatter = cause instanceof NotLeaderException
                || cause instanceof LeaderNotReadyException
                || cause instanceof ReadIndexException
                || cause instanceof PeerException; // the leader was not reached, or is this node no more
        RefusalReason reason = isLeadersMatter ? refusal().getReason() : RefusalReason.FAILED;
        return new RefusedException(Refusal.newBuilder()
                .setReason(reason)
                .setDetail(what + ": " + cause.getMessage())
                .setLeader(members.leader(log.leaderId()))
                .build());
    }

    /** Hands the leadership over; completes when {@code node} leads, fails with {@link RefusedException}. */
    CompletableFuture<Void> transfer(String node) {
        if (!members.contains(node)) {
            return CompletableFuture.failedFuture(new RefusedException(Refusal.newBuilder()
                    .setReason(RefusalReason.INVALID)
                    .setDetail("no such node: node=" + node + ", accepted: " + members)
                    .build()));
        }
        if (!log.division().getInfo().isLeader()) {
            return CompletableFuture.failedFuture(new RefusedException(refusal()));
        }
        TransferLeadershipRequest request = new TransferLeadershipRequest(
                log.clientId(),
                log.server().getId(),
                log.division().getMemberId().getGroupId(),
                log.nextCallId(),
                RaftPeerId.valueOf(node),
                TRANSFER_TIMEOUT_MILLIS);
        try {
            return log.server().transferLeadershipAsync(request).handle((reply, failure) -> {
                Throwable exception = failure != null ? failure : reply.getException();
                if (exception != null) {
                    throw explain("the leadership was not handed over to " + node, exception);
                }
                return null;
            });
        } catch (IOException e) {
            return CompletableFuture.failedFuture(explain("the leadership was not handed over to " + node, e));
        }
    }

    /** The other node that was heard last, if this node leads and has heard one lately. */
    Optional<String> bestSuccessor(long silentMillisMax) {
        return successors(silentMillisMax).stream().findFirst();
    }

    /** The other nodes that were heard lately, if this node leads; the one heard last first. */
    List<String> successors(long silentMillisMax) {
        return log.division().getInfo().getRoleInfoProto().getLeaderInfo().getFollowerInfoList().stream()
                .filter(follower -> follower.getLastRpcElapsedTimeMs() <= silentMillisMax)
                .sorted(Comparator.comparingLong(ServerRpcProto::getLastRpcElapsedTimeMs))
                .map(follower -> follower.getId().getId().toStringUtf8())
                .toList();
    }
}
