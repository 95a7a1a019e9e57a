package io.dsfm.ratis.peer;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.proto.RaftProtos.RaftPeerRole;
import org.apache.ratis.proto.RaftProtos.RequestVoteReplyProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionRequestProto;
import org.apache.ratis.proto.RaftProtos.TermIndexProto;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.thirdparty.com.google.protobuf.InvalidProtocolBufferException;
import org.apache.ratis.thirdparty.com.google.protobuf.MessageLite;
import org.apache.ratis.util.ProtoUtils;
import org.jspecify.annotations.Nullable;

/**
 * Hands other nodes' requests to this node's Ratis server, votes past the guard.
 *
 * <p>Threading: the network's threads. Entries are appended there, in order, unless that may wait; what may wait for a disk, a
 * lock or an election goes to threads of its own.
 */
final class RequestAdapter implements PeerReceiver, AutoCloseable {

    /**
     * So many appends may wait for the end of an election. A leader has fewer under way, and sends again what is refused, in
     * order.
     */
    private static final int HANDED_OVER_MAX = 256;

    private final RaftServer server;
    private final ElectionGuard guard;
    private final PeerListener listener;
    private final Intake intake;
    private final Consumer<String> linkUps;
    private final ExecutorService votes = Executors.newCachedThreadPool(task -> thread(task, "peer-votes"));
    /** One thread, since the pieces of a snapshot must stay in order. */
    private final ExecutorService snapshots = Executors.newSingleThreadExecutor(task -> thread(task, "peer-snapshots"));
    /** One thread, since entries must stay in order. */
    private final ExecutorService appends = Executors.newSingleThreadExecutor(task -> thread(task, "peer-appends"));
    /** Appends that {@link #appends} has not carried out. */
    private final AtomicInteger handedOver = new AtomicInteger();
    /** Of the one group of this server, once another node has sent it something. */
    private volatile @Nullable DivisionInfo division;

    RequestAdapter(
            RaftServer server, ElectionGuard guard, PeerListener listener, Intake intake, Consumer<String> linkUps) {
        this.server = server;
        this.guard = guard;
        this.listener = listener;
        this.intake = intake;
        this.linkUps = linkUps;
    }

    @Override
    public CompletableFuture<byte[]> onAsk(String from, PeerMessage message, byte[] body) {
        try {
            return switch (message) {
                case APPEND_ENTRIES -> appendInOrder(from, AppendEntriesRequestProto.parseFrom(body));
                case REQUEST_VOTE -> {
                    RequestVoteRequestProto request = RequestVoteRequestProto.parseFrom(body);
                    yield call(votes, () -> vote(from, request));
                }
                case INSTALL_SNAPSHOT -> {
                    InstallSnapshotRequestProto request = InstallSnapshotRequestProto.parseFrom(body);
                    yield call(snapshots, () -> install(request));
                }
                case START_LEADER_ELECTION -> {
                    StartLeaderElectionRequestProto request = StartLeaderElectionRequestProto.parseFrom(body);
                    yield call(votes, () -> server.startLeaderElection(request));
                }
                // Queries are answered by the leader, which asks nobody; answering would hold up this thread.
                case READ_INDEX -> CompletableFuture.failedFuture(new PeerException("not answered: " + message));
                case PROGRESS -> CompletableFuture.failedFuture(new PeerException("not a question: " + message));
            };
        } catch (InvalidProtocolBufferException e) {
            return CompletableFuture.failedFuture(
                    new PeerException("not a message of Raft: message=" + message + ", from=" + from));
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * A candidate or leader that is told of another leader becomes its follower, and Ratis has the calling thread wait until
     * its election, or its leadership, has ended. An election waits for votes, which the network's thread would bring: so
     * another thread waits then.
     *
     * <p>What one leader sends comes on one thread of the network, one after the other. While something that was handed over
     * is not in the log yet, what comes is handed over too, to one thread that keeps the order; when nothing is, all
     * that came before is in the log. A node that becomes a candidate just after it was looked at has the network wait, for as
     * long as its election waits for votes: that is left, since to rule it out each append would have to be handed over.
     */
    private CompletableFuture<byte[]> appendInOrder(String from, AppendEntriesRequestProto request) throws IOException {
        if (handedOver.get() == 0 && !mayWait(request)) {
            return append(from, request);
        }
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        if (handedOver.incrementAndGet() > HANDED_OVER_MAX) {
            handedOver.decrementAndGet();
            answer.completeExceptionally(
                    new PeerException("too much waits for the end of an election: appends=" + HANDED_OVER_MAX));
            return answer;
        }
        try {
            appends.execute(() -> appendHandedOver(from, request, answer));
        } catch (RejectedExecutionException e) {
            handedOver.decrementAndGet();
            answer.completeExceptionally(closing());
        }
        return answer;
    }

    private boolean mayWait(AppendEntriesRequestProto request) throws IOException {
        DivisionInfo known = division;
        if (known == null) {
            known = server.getDivision(
                            ProtoUtils.toRaftGroupId(request.getServerRequest().getRaftGroupId()))
                    .getInfo();
            division = known;
        }
        RaftPeerRole role = known.getCurrentRole();
        return role == RaftPeerRole.CANDIDATE || role == RaftPeerRole.LEADER;
    }

    private void appendHandedOver(String from, AppendEntriesRequestProto request, CompletableFuture<byte[]> answer) {
        CompletableFuture<byte[]> reply;
        try {
            reply = append(from, request);
        } catch (IOException | RuntimeException e) {
            reply = CompletableFuture.failedFuture(e);
        } catch (Error e) {
            reply = CompletableFuture.failedFuture(e);
            listener.onFailed("what another node asks cannot be answered any more: " + e, e);
        } finally {
            handedOver.decrementAndGet();
        }
        reply.whenComplete((bytes, failure) -> {
            if (failure == null) {
                answer.complete(bytes);
            } else {
                answer.completeExceptionally(failure);
            }
        });
    }

    private CompletableFuture<byte[]> append(String from, AppendEntriesRequestProto request) throws IOException {
        // Ratis would refuse it too while it is closed, with a stack trace for the operator.
        if (server.getLifeCycleState().isClosingOrClosed() || !intake.tryBegin()) {
            return CompletableFuture.failedFuture(closing());
        }
        try {
            CompletableFuture<byte[]> reply = server.appendEntriesAsync(request).thenApply(MessageLite::toByteArray);
            // The log holds the entries from here on, flushed or not.
            listener.onEntriesFrom(from, request.getLeaderTerm());
            return reply;
        } finally {
            intake.end();
        }
    }

    private MessageLite install(InstallSnapshotRequestProto request) throws IOException {
        if (!intake.tryBegin()) {
            throw closing();
        }
        try {
            return server.installSnapshot(request);
        } finally {
            intake.end();
        }
    }

    private static PeerException closing() {
        return new PeerException("this node is being closed");
    }

    /**
     * A refused candidate is presented to Ratis as one with an empty log, which Raft's own rule refuses: so the term moves
     * on as it does for every candidate, and nobody gets stuck in an old one.
     */
    private RequestVoteReplyProto vote(String from, RequestVoteRequestProto request) throws IOException {
        TermIndexProto last = request.getCandidateLastEntry();
        long refusedAt = guard.judge(from, VoteFields.appliedIndex(request), last.getTerm(), last.getIndex());
        if (refusedAt == ElectionGuard.GRANTED) {
            return server.requestVote(request);
        }
        RequestVoteRequestProto lacking = request.toBuilder()
                .setCandidateLastEntry(TermIndexProto.newBuilder().setTerm(0).setIndex(0))
                .build();
        return VoteFields.withRefusedAt(server.requestVote(lacking), refusedAt);
    }

    @Override
    public void onTell(String from, PeerMessage message, byte[] body) {
        if (message == PeerMessage.PROGRESS) {
            listener.onProgress(from, body);
        }
    }

    @Override
    public void onLinkUp(String node) {
        listener.onLinkUp(node);
        linkUps.accept(node);
    }

    @Override
    public void onLinkDown(String node) {
        listener.onLinkDown(node);
    }

    @Override
    public void onGone(String node) {
        listener.onGone(node);
    }

    /** What was handed over and is not begun is refused: the server is being closed. */
    @Override
    public void close() {
        votes.shutdown();
        snapshots.shutdown();
        appends.shutdown();
    }

    /** What may wait. */
    private interface Call {
        MessageLite run() throws IOException;
    }

    private CompletableFuture<byte[]> call(Executor executor, Call call) {
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        executor.execute(() -> {
            try {
                answer.complete(call.run().toByteArray());
            } catch (IOException | RuntimeException e) {
                answer.completeExceptionally(e);
            } catch (Error e) {
                answer.completeExceptionally(e);
                listener.onFailed("what another node asks cannot be answered any more: " + e, e);
            }
        });
        return answer;
    }

    private static Thread thread(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
