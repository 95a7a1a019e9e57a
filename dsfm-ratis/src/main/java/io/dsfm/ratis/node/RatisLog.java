package io.dsfm.ratis.node;

import io.dsfm.ratis.core.EntryId;
import io.dsfm.ratis.peer.SendHold;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionRequestProto;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientAsynchronousProtocol;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.exceptions.LeaderNotReadyException;
import org.apache.ratis.protocol.exceptions.LeaderSteppingDownException;
import org.apache.ratis.protocol.exceptions.ResourceUnavailableException;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.raftlog.RaftLog;
import org.apache.ratis.statemachine.SnapshotInfo;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import org.apache.ratis.util.ProtoUtils;
import org.jspecify.annotations.Nullable;

/**
 * The replicated log of this node's Ratis division.
 *
 * <p>Threading: {@link #append} by the input path's thread alone, since the order of calls is the order of entries: a
 * division appends in the calling thread. The rest by any thread.
 */
final class RatisLog implements LogWriter {

    private final RaftServer server;
    private final RaftServer.Division division;
    private final SendHold hold;
    private final ClientId clientId = ClientId.randomId();
    private final AtomicLong callId = new AtomicLong();

    RatisLog(RaftServer server, RaftServer.Division division, SendHold hold) {
        this.server = server;
        this.division = division;
        this.hold = hold;
    }

    @Override
    public boolean isLeader() {
        return division.getInfo().isAlive() && division.getInfo().isLeader();
    }

    @Override
    public long term() {
        return division.getInfo().getCurrentTerm();
    }

    @Override
    public boolean isLeaderReady() {
        return division.getInfo().isAlive() && division.getInfo().isLeaderReady();
    }

    @Override
    public CompletableFuture<Appended> append(byte[] entry, boolean isUrgent) {
        hold.begin(isUrgent);
        CompletableFuture<RaftClientReply> appended;
        try {
            appended = submit(request(RaftClientRequest.writeRequestType(), entry));
        } finally {
            hold.end();
        }
        return appended.handle((reply, failure) -> {
            Throwable exception = failure != null ? failure : reply.getException();
            if (exception == null && reply.isSuccess()) {
                return new Appended(Fate.COMMITTED, reply.getLogIndex());
            }
            // Each is said before the entry is appended, and of no entry that was.
            boolean isRefused = exception instanceof ResourceUnavailableException
                    || exception instanceof LeaderNotReadyException
                    || exception instanceof LeaderSteppingDownException;
            return new Appended(isRefused ? Fate.REFUSED : Fate.UNKNOWN, 0);
        });
    }

    /** Asks a query after everything that was committed before the call; fails if there is no leader to vouch for it. */
    CompletableFuture<byte[]> query(byte[] query) {
        return submit(request(RaftClientRequest.readRequestType(), query)).thenApply(reply -> {
            if (reply.getException() != null) {
                throw new CompletionException(reply.getException());
            }
            return reply.getMessage().getContent().toByteArray();
        });
    }

    private RaftClientRequest request(RaftClientRequest.Type type, byte[] content) {
        return RaftClientRequest.newBuilder()
                .setClientId(clientId)
                .setServerId(server.getId())
                .setGroupId(division.getMemberId().getGroupId())
                .setCallId(callId.incrementAndGet())
                .setType(type)
                .setMessage(Message.valueOf(UnsafeByteOperations.unsafeWrap(content)))
                .build();
    }

    private CompletableFuture<RaftClientReply> submit(RaftClientRequest request) {
        try {
            // The server would pass it to a pool and wait for it; the division appends in this thread.
            return division instanceof RaftClientAsynchronousProtocol direct
                    ? direct.submitClientRequestAsync(request)
                    : server.submitClientRequestAsync(request);
        } catch (IOException | RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * Stands for election at once, in the name of the leader, which is gone.
     *
     * @return false if Ratis does not let it
     */
    boolean standForElection(String leader) throws IOException {
        EntryId last = lastEntry();
        if (last.equals(EntryId.NONE)) {
            return false;
        }
        RaftRpcRequestProto.Builder request = RaftRpcRequestProto.newBuilder()
                .setRequestorId(RaftPeerId.valueOf(leader).toByteString())
                .setReplyId(server.getId().toByteString())
                .setRaftGroupId(ProtoUtils.toRaftGroupIdProtoBuilder(
                        division.getMemberId().getGroupId()))
                .setCallId(nextCallId());
        return server.startLeaderElection(StartLeaderElectionRequestProto.newBuilder()
                        .setServerRequest(request)
                        .setLeaderLastEntry(
                                TermIndex.valueOf(last.term(), last.index()).toProto())
                        .build())
                .getServerReply()
                .getSuccess();
    }

    /** The index of the first entry of {@code term}, which is the term of the last entry; else of the next entry. */
    long firstIndexOf(long term) {
        RaftLog entries = division.getRaftLog();
        long index = entries.getNextIndex();
        TermIndex before = entries.getTermIndex(index - 1);
        while (before != null && before.getTerm() == term) {
            index--;
            before = entries.getTermIndex(index - 1);
        }
        return index;
    }

    /** The last entry of the log, of any kind; that of the newest snapshot, as Ratis has it, if nothing is behind that. */
    EntryId lastEntry() {
        TermIndex last = division.getRaftLog().getLastEntryTermIndex();
        if (last == null) {
            SnapshotInfo snapshot = division.getStateMachine().getLatestSnapshot();
            last = snapshot == null ? null : snapshot.getTermIndex();
        }
        return last == null ? EntryId.NONE : new EntryId(last.getTerm(), last.getIndex());
    }

    ClientId clientId() {
        return clientId;
    }

    long nextCallId() {
        return callId.incrementAndGet();
    }

    RaftServer server() {
        return server;
    }

    RaftServer.Division division() {
        return division;
    }

    /** The id of the leader as far as this node knows, or null. */
    @Nullable
    String leaderId() {
        RaftPeerId leader = division.getInfo().getLeaderId(); // once: it may be gone the next time
        return leader == null ? null : leader.toString();
    }
}
