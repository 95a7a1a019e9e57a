package io.dsfm.ratis.peer;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto.AppendResult;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.DivisionProperties;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.leader.FollowerInfo;
import org.apache.ratis.server.leader.LeaderState;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.raftlog.RaftLog;
import org.apache.ratis.server.raftlog.RaftLogIOException;
import org.apache.ratis.statemachine.StateMachine;
import org.apache.ratis.thirdparty.com.google.protobuf.InvalidProtocolBufferException;
import org.apache.ratis.util.AwaitForSignal;
import org.apache.ratis.util.Timestamp;
import org.jspecify.annotations.Nullable;

/**
 * An appender of a leader that consists of what an appender asks it for. Its daemon does not run by itself: everything happens in the
 * test's thread, and no heartbeat is due unless it is asked for.
 */
final class AppenderFixture implements AutoCloseable {

    private static final long TERM = 7;
    private static final int LONG_MILLIS = (int) TimeUnit.HOURS.toMillis(1);
    private static final RaftPeerId FOLLOWER = RaftPeerId.valueOf("follower");

    final List<AppendEntriesRequestProto> sent = new ArrayList<>();
    final List<CompletableFuture<byte[]>> answers = new ArrayList<>();
    /** Entries that the log has and cannot read. */
    final Set<Long> unreadable = new HashSet<>();
    /** What happens while a request is built, after its number was taken. */
    Runnable whileBuilding = () -> {};

    boolean isConnected = true;

    final PipelinedLogAppender appender;
    private final PeerServerRpc rpc;
    private final Timestamp start = Timestamp.currentTime();
    /** Up to here entries are committed, inclusive. */
    long commitIndex = RaftLog.INVALID_LOG_INDEX;

    private long logEnd;
    private long nextIndex;
    private long matchIndex = RaftLog.INVALID_LOG_INDEX;

    AppenderFixture(SendHold hold) {
        this(hold, new KeptSignal("test"));
    }

    /** The daemon waits for {@code signal}, if the test has it run. */
    AppenderFixture(SendHold hold, AwaitForSignal signal) {
        Map<String, Stub.Method> server = new HashMap<>();
        RaftServer raftServer = Stub.of(RaftServer.class, server);
        PeerListener listener = Stub.of(PeerListener.class, Map.of());
        rpc = new PeerServerRpc(
                new PeerRpcType(),
                raftServer,
                new PeerWiring(
                        new Network(),
                        Stub.of(ElectionGuard.class, Map.of()),
                        new LeaderLease(1),
                        listener,
                        hold,
                        new Intake()));
        server.put("getProperties", args -> new RaftProperties());
        server.put("getServerRpc", args -> rpc);
        appender = new PipelinedLogAppender(division(raftServer), leaderState(), follower(), signal);
    }

    /** The log has so many entries, from 0 on. */
    void log(long entries) {
        logEnd = entries;
    }

    /** The follower has taken what came with a request. */
    void confirm(int request) {
        AppendEntriesRequestProto confirmed = sent.get(request);
        answers.get(request)
                .complete(AppendEntriesReplyProto.newBuilder()
                        .setResult(AppendResult.SUCCESS)
                        .setMatchIndex(confirmed
                                .getEntries(confirmed.getEntriesCount() - 1)
                                .getIndex())
                        .build()
                        .toByteArray());
    }

    /** Asks for a heartbeat as a query does; gives from which call on it counts. */
    long askForHeartbeat() {
        appender.triggerHeartbeat();
        return appender.getCallId();
    }

    List<Long> indexes(int request) {
        return sent.get(request).getEntriesList().stream()
                .map(LogEntryProto::getIndex)
                .toList();
    }

    @Override
    public void close() {
        rpc.close();
    }

    private RaftServer.Division division(RaftServer server) {
        DivisionInfo info = Stub.of(
                DivisionInfo.class,
                Map.of("isAlive", args -> true, "isLeader", args -> true, "getCurrentTerm", args -> TERM));
        DivisionProperties properties =
                Stub.of(DivisionProperties.class, Map.of("minRpcTimeoutMs", args -> LONG_MILLIS));
        StateMachine machine = Stub.of(StateMachine.class, Map.of("getLatestSnapshot", args -> null));
        RaftLog log = log();
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        return Stub.of(
                RaftServer.Division.class,
                Map.of(
                        "getRaftServer", args -> server,
                        "getInfo", args -> info,
                        "properties", args -> properties,
                        "getStateMachine", args -> machine,
                        "getRaftLog", args -> log,
                        "getThreadGroup", args -> group));
    }

    private RaftLog log() {
        return Stub.of(
                RaftLog.class,
                Map.of(
                        "isOpened", args -> true,
                        "getStartIndex", args -> 0L,
                        "getNextIndex", args -> logEnd,
                        "getLastCommittedIndex", args -> commitIndex,
                        "getTermIndex", args -> TermIndex.valueOf(TERM, (Long) args[0]),
                        "get", args -> entry((Long) args[0])));
    }

    private LogEntryProto entry(long index) throws RaftLogIOException {
        if (unreadable.contains(index)) {
            throw new RaftLogIOException("cannot be read: index=" + index);
        }
        return LogEntryProto.newBuilder().setTerm(TERM).setIndex(index).build();
    }

    private LeaderState leaderState() {
        return Stub.of(
                LeaderState.class,
                Map.of(
                        "isFollowerBootstrapping", args -> false,
                        "onFollowerCommitIndex", args -> null,
                        "onFollowerSuccessAppendEntries", args -> null,
                        "onAppendEntriesReply", args -> null,
                        "checkHealth", args -> null,
                        "newAppendEntriesRequestProto",
                                args -> request((List<?>) args[1], (TermIndex) args[2], (Long) args[3])));
    }

    private AppendEntriesRequestProto request(List<?> entries, @Nullable TermIndex previous, long callId) {
        whileBuilding.run();
        AppendEntriesRequestProto.Builder request = AppendEntriesRequestProto.newBuilder()
                .setServerRequest(RaftRpcRequestProto.newBuilder()
                        .setReplyId(FOLLOWER.toByteString())
                        .setCallId(callId));
        entries.forEach(entry -> request.addEntries((LogEntryProto) entry));
        if (previous != null) {
            request.setPreviousLog(previous.toProto());
        }
        return request.setLeaderCommit(commitIndex).build();
    }

    private FollowerInfo follower() {
        Map<String, Stub.Method> methods = new HashMap<>();
        methods.put("getName", args -> "follower");
        methods.put("getId", args -> FOLLOWER);
        methods.put("getSnapshotIndex", args -> RaftLog.INVALID_LOG_INDEX);
        methods.put("getLastRpcResponseTime", args -> start);
        methods.put("getLastHeartbeatSendTime", args -> start);
        methods.put("updateLastRpcResponseTime", args -> null);
        methods.put("updateLastRpcSendTime", args -> null);
        methods.put("updateLastRespondedAppendEntriesSendTime", args -> null);
        methods.put("getNextIndex", args -> nextIndex);
        methods.put("getMatchIndex", args -> matchIndex);
        methods.put("updateMatchIndex", args -> {
            matchIndex = (Long) args[0];
            return true;
        });
        Stub.Method next = args -> {
            nextIndex = (Long) args[0];
            return null;
        };
        methods.put("setNextIndex", next);
        methods.put("increaseNextIndex", next);
        methods.put("updateNextIndex", args -> {
            nextIndex = Math.max(nextIndex, (Long) args[0]);
            return null;
        });
        return Stub.of(FollowerInfo.class, methods);
    }

    /** Keeps what is sent. */
    private final class Network implements PeerNetwork {

        @Override
        public void start(PeerReceiver receiver) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<byte[]> ask(String node, PeerMessage message, byte[] body) {
            try {
                sent.add(AppendEntriesRequestProto.parseFrom(body));
            } catch (InvalidProtocolBufferException e) {
                throw new AssertionError(e);
            }
            CompletableFuture<byte[]> answer = new CompletableFuture<>();
            answers.add(answer);
            return answer;
        }

        @Override
        public void tell(String node, PeerMessage message, byte[] body) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isConnected(String node) {
            return isConnected;
        }

        @Override
        public InetSocketAddress address() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }
}
