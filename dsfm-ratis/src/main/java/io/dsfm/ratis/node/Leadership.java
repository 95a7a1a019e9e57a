package io.dsfm.ratis.node;

import io.dsfm.ratis.core.ReleaseLevel;
import io.dsfm.ratis.gateway.RefusedException;
import io.dsfm.ratis.peer.PeerException;
import io.dsfm.ratis.proto.Refusal;
import io.dsfm.ratis.proto.RefusalReason;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.ratis.proto.RaftProtos.ServerRpcProto;
import org.apache.ratis.protocol.RaftClientReply;
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
    private final ReleaseRules rules;
    private final Successors successors;
    /** Under way. */
    private final AtomicInteger transfers = new AtomicInteger();

    Leadership(RatisLog log, Members members, Execution execution, ReleaseRules rules, Successors successors) {
        this.log = log;
        this.members = members;
        this.execution = execution;
        this.rules = rules;
        this.successors = successors;
    }

    /** Whether this node leads, and can give results, perhaps after a moment. */
    boolean takesRequests() {
        return log.isLeader() && execution.isFit() && !execution.release().isHalted();
    }

    /**
     * Whether a request that wishes to be released so is taken: one that may leave before others have it is not while a leader
     * has no lease, since another may lead by then. One that has yet to get ready to lead gets its lease by that.
     */
    boolean takes(ReleaseLevel wish) {
        return ReleaseLevel.stricter(rules.level(), wish) != ReleaseLevel.LOCAL || !isLeaseMissing();
    }

    private boolean isLeaseMissing() {
        return rules.level() == ReleaseLevel.LOCAL
                && log.isLeaderReady()
                && !rules.lease().getAsBoolean();
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
        if (transfers.get() > 0) {
            return "the leadership is being handed over";
        }
        if (!log.isLeaderReady()) {
            return "the leader is not ready yet: it executes what is in its log";
        }
        if (!execution.isFit()) {
            return "no instance of the leader can be relied on, another node is to lead";
        }
        if (execution.release().isHalted()) {
            return "results are halted: instances disagree and none of their outputs has a majority";
        }
        if (isLeaseMissing()) {
            return "the leader has not heard from a majority lately: nothing is released before it is committed";
        }
        return "too many requests wait";
    }

    /** What a client is told of a failure inside. */
    RefusedException explain(String what, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof RefusedException refused) {
            return new RefusedException(refused.refusal().toBuilder()
                    .setLeader(members.leader(log.leaderId()))
                    .build());
        }
        boolean isLeadersMatter = cause instanceof NotLeaderException
                || cause instanceof LeaderNotReadyException
                || cause instanceof ReadIndexException
                || cause instanceof PeerException; // the leader was not reached, or is this node no more
        RefusalReason reason = isLeadersMatter ? refusal().getReason() : RefusalReason.FAILED;
        return new RefusedException(Refusal.newBuilder()
                .setReason(reason)
                .setDetail(what + ": " + (cause.getMessage() == null ? cause : cause.getMessage()))
                .setLeader(members.leader(log.leaderId()))
                .build());
    }

    /** Hands the leadership over; completes when {@code node} leads, fails with {@link RefusedException}. */
    CompletableFuture<Void> transfer(String node) {
        return transfer(node, TRANSFER_TIMEOUT_MILLIS);
    }

    /** The same, within {@code timeoutMillis}, in which no inputs are taken. */
    CompletableFuture<Void> transfer(String node, long timeoutMillis) {
        if (!members.contains(node)) {
            return CompletableFuture.failedFuture(
                    refused(RefusalReason.INVALID, "no such node: node=" + node + ", accepted: " + members));
        }
        if (!log.division().getInfo().isLeader()) {
            return CompletableFuture.failedFuture(new RefusedException(refusal()));
        }
        String whyNot = successors.whyNot(node);
        if (whyNot != null) {
            // This node would step down, and nobody vote for that one.
            return CompletableFuture.failedFuture(
                    refused(RefusalReason.FAILED, "the leadership is not handed over to " + node + ": " + whyNot));
        }
        TransferLeadershipRequest request = new TransferLeadershipRequest(
                log.clientId(),
                log.server().getId(),
                log.division().getMemberId().getGroupId(),
                log.nextCallId(),
                RaftPeerId.valueOf(node),
                Math.min(timeoutMillis, TRANSFER_TIMEOUT_MILLIS));
        transfers.incrementAndGet();
        CompletableFuture<RaftClientReply> handedOver;
        try {
            handedOver = log.server().transferLeadershipAsync(request);
        } catch (IOException e) {
            handedOver = CompletableFuture.failedFuture(e);
        }
        return handedOver.handle((reply, failure) -> {
            transfers.decrementAndGet();
            Throwable exception = failure != null ? failure : reply.getException();
            if (exception != null) {
                throw explain("the leadership was not handed over to " + node, exception);
            }
            return null;
        });
    }

    private static RefusedException refused(RefusalReason reason, String detail) {
        return new RefusedException(
                Refusal.newBuilder().setReason(reason).setDetail(detail).build());
    }

    /** The other nodes that may lead, as far as is known, and were heard lately, if this node leads; the fittest first. */
    List<String> successors(long silentMillisMax) {
        return successors.inOrder(
                log.division().getInfo().getRoleInfoProto().getLeaderInfo().getFollowerInfoList().stream()
                        .filter(follower -> follower.getLastRpcElapsedTimeMs() <= silentMillisMax)
                        .sorted(Comparator.comparingLong(ServerRpcProto::getLastRpcElapsedTimeMs))
                        .map(follower -> follower.getId().getId().toStringUtf8())
                        .toList());
    }
}
