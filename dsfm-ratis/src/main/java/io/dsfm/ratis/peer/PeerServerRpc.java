package io.dsfm.ratis.peer;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotReplyProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcReplyProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.ReadIndexReplyProto;
import org.apache.ratis.proto.RaftProtos.ReadIndexRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteReplyProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionReplyProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionRequestProto;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.rpc.RpcType;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerRpc;
import org.apache.ratis.server.protocol.RaftServerAsynchronousProtocol;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.raftlog.RaftLog;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.com.google.protobuf.InvalidProtocolBufferException;
import org.apache.ratis.thirdparty.com.google.protobuf.MessageLite;
import org.apache.ratis.thirdparty.com.google.protobuf.Parser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Ratis server's way to the other servers of its group, over a {@link PeerNetwork}.
 *
 * <p>Threading: any thread; the calls of {@link org.apache.ratis.server.protocol.RaftServerProtocol} wait for the answer,
 * as Ratis expects of them, which has threads for that.
 */
final class PeerServerRpc implements RaftServerRpc, RaftServerAsynchronousProtocol {

    private static final Logger LOG = LoggerFactory.getLogger(PeerServerRpc.class);
    private static final long ASK_AGAIN_MILLIS = 15;
    /** After the loss; longer than a link takes that is made again, and much shorter than an election's timeout. */
    private static final long ASK_AGAIN_LIMIT_NANOS = TimeUnit.MILLISECONDS.toNanos(45);

    private final PeerRpcType type;
    private final PeerNetwork network;
    private final ElectionGuard guard;
    private final LeaderLease lease;
    private final PeerListener listener;
    private final SendHold hold;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "peer-timer");
        thread.setDaemon(true);
        return thread;
    });
    private final RequestAdapter adapter;
    private final Map<String, PipelinedLogAppender> appenders = new ConcurrentHashMap<>();

    PeerServerRpc(PeerRpcType type, RaftServer server, PeerWiring wiring) {
        this.type = type;
        this.network = wiring.network();
        this.guard = wiring.guard();
        this.lease = wiring.lease();
        this.listener = wiring.listener();
        this.hold = wiring.hold();
        hold.add(this::sendHeld);
        this.adapter = new RequestAdapter(server, wiring.guard(), wiring.listener(), wiring.intake(), this::onLinkUp);
    }

    @Override
    public void start() throws IOException {
        network.start(adapter);
    }

    @Override
    public void close() {
        network.close();
        adapter.close();
        timer.shutdownNow();
    }

    @Override
    public RpcType getRpcType() {
        return type;
    }

    @Override
    public InetSocketAddress getInetSocketAddress() {
        return network.address();
    }

    @Override
    public void addRaftPeers(Collection<RaftPeer> peers) {
        // The network is told of the members by the node's configuration.
    }

    @Override
    public void handleException(RaftPeerId serverId, Exception e, boolean reconnect) {
        // The network connects again by itself.
    }

    @Override
    public RaftServerAsynchronousProtocol async() {
        return this;
    }

    /** The appender sends through this from now on, and is told when there is a link to its follower again. */
    void register(PipelinedLogAppender appender) {
        appenders.put(appender.getFollowerId().toString(), appender);
    }

    private void onLinkUp(String node) {
        PipelinedLogAppender appender = appenders.get(node);
        if (appender != null) {
            appender.onReady();
        }
    }

    private void sendHeld() {
        appenders.values().forEach(PipelinedLogAppender::onReady);
    }

    SendHold hold() {
        return hold;
    }

    /** For what is to be sent later; what it runs does not wait. */
    ScheduledExecutorService timer() {
        return timer;
    }

    /**
     * An answer has moved what a follower holds on disk, and perhaps what is committed; Ratis finds the same two threads later.
     */
    void onMatched(RaftServer.Division division) {
        // Before all else, so that what is held is never taken for that of a later leadership.
        long term = division.getInfo().getCurrentTerm();
        int nodes = division.getGroup().getPeers().size();
        if (appenders.size() != nodes - 1 || !division.getInfo().isLeader()) {
            return;
        }
        RaftLog log = division.getRaftLog();
        long[] held = new long[nodes];
        held[nodes - 1] = log.getFlushIndex();
        int next = 0;
        for (PipelinedLogAppender appender : appenders.values()) {
            held[next++] = appender.getFollower().getMatchIndex();
        }
        long index = CommitRule.committed(held, term, entry -> termOf(log, entry));
        if (index != CommitRule.NONE) {
            listener.onDurable(term, index);
        }
    }

    private static long termOf(RaftLog log, long index) {
        TermIndex entry = log.getTermIndex(index);
        return entry == null ? RaftLog.INVALID_LOG_INDEX : entry.getTerm();
    }

    /** Entries cannot be sent any more, for a reason that does not pass. */
    void onFailed(String what, Throwable cause) {
        listener.onFailed(what, cause);
    }

    LeaderLease lease() {
        return lease;
    }

    boolean isConnected(String node) {
        return network.isConnected(node);
    }

    @Override
    public RequestVoteReplyProto requestVote(RequestVoteRequestProto request) throws IOException {
        RequestVoteRequestProto told = VoteFields.withAppliedIndex(request, guard.appliedIndex());
        RequestVoteReplyProto reply = awaitAgain(
                () -> ask(PeerMessage.REQUEST_VOTE, request.getServerRequest(), told, RequestVoteReplyProto.parser()));
        long refusedAt = VoteFields.refusedAt(reply);
        if (refusedAt != ElectionGuard.GRANTED) {
            guard.onRefused(target(request.getServerRequest()), refusedAt);
        }
        return reply;
    }

    @Override
    public CompletableFuture<AppendEntriesReplyProto> appendEntriesAsync(AppendEntriesRequestProto request) {
        return ask(PeerMessage.APPEND_ENTRIES, request.getServerRequest(), request, AppendEntriesReplyProto.parser());
    }

    @Override
    public AppendEntriesReplyProto appendEntries(AppendEntriesRequestProto request) throws IOException {
        return await(appendEntriesAsync(request));
    }

    @Override
    public InstallSnapshotReplyProto installSnapshot(InstallSnapshotRequestProto request) throws IOException {
        return await(ask(
                PeerMessage.INSTALL_SNAPSHOT, request.getServerRequest(), request, InstallSnapshotReplyProto.parser()));
    }

    /**
     * Fails by its answer only: Ratis, which calls this while it begins to hand the leadership over, would take an exception that
     * comes at once for the end of that, and go on refusing all requests as long as it leads.
     */
    @Override
    public StartLeaderElectionReplyProto startLeaderElection(StartLeaderElectionRequestProto request) {
        RaftRpcRequestProto to = request.getServerRequest();
        try {
            return awaitAgain(
                    () -> ask(PeerMessage.START_LEADER_ELECTION, to, request, StartLeaderElectionReplyProto.parser()));
        } catch (IOException e) {
            LOG.info("a node was not told to stand for election: node={}, {}", target(to), e.getMessage());
            return StartLeaderElectionReplyProto.newBuilder()
                    .setServerReply(RaftRpcReplyProto.newBuilder()
                            .setRequestorId(to.getRequestorId())
                            .setReplyId(to.getReplyId())
                            .setRaftGroupId(to.getRaftGroupId())
                            .setCallId(to.getCallId())
                            .setSuccess(false))
                    .build();
        }
    }

    @Override
    public CompletableFuture<ReadIndexReplyProto> readIndexAsync(ReadIndexRequestProto request) {
        return ask(PeerMessage.READ_INDEX, request.getServerRequest(), request, ReadIndexReplyProto.parser());
    }

    private <T> CompletableFuture<T> ask(
            PeerMessage message, RaftRpcRequestProto to, MessageLite request, Parser<T> replyParser) {
        return network.ask(target(to), message, request.toByteArray()).thenApply(reply -> {
            try {
                return replyParser.parseFrom(reply);
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException(
                        "an answer of another node is not what Raft expects: node=" + target(to) + ", message="
                                + message,
                        e);
            }
        });
    }

    private static String target(RaftRpcRequestProto request) {
        ByteString id = request.getReplyId();
        return id.toStringUtf8();
    }

    /**
     * Asks what Ratis asks once, and waits for: by a link that is lost meanwhile, and is up again in milliseconds, an election would
     * fail, or the leadership's transfer, and take its timeout. To be asked twice does a node no harm.
     */
    private static <T> T awaitAgain(Supplier<CompletableFuture<T>> question) throws IOException {
        try {
            return await(question.get());
        } catch (PeerException e) {
            if (!e.isLinkLost()) {
                throw e;
            }
            LOG.debug("asked again: {}", e.toString());
        }
        long startNanos = System.nanoTime();
        while (true) {
            try {
                TimeUnit.MILLISECONDS.sleep(ASK_AGAIN_MILLIS);
                return await(question.get());
            } catch (PeerException e) {
                if (System.nanoTime() - startNanos > ASK_AGAIN_LIMIT_NANOS) {
                    throw e;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while waiting to ask another node again");
            }
        }
    }

    private static <T> T await(CompletableFuture<T> answer) throws IOException {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for another node");
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNull(e.getCause());
            throw cause instanceof IOException io ? io : new IOException(cause);
        }
    }
}
