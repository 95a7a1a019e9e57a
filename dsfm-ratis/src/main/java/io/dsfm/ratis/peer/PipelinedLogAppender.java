package io.dsfm.ratis.peer;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotReplyProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotResult;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.server.leader.FollowerInfo;
import org.apache.ratis.server.leader.LeaderState;
import org.apache.ratis.server.leader.LogAppenderBase;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.raftlog.RaftLog;
import org.apache.ratis.server.raftlog.RaftLogIOException;
import org.apache.ratis.statemachine.SnapshotInfo;
import org.apache.ratis.util.AwaitForSignal;
import org.apache.ratis.util.Timestamp;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The leader's sending of its log to one follower: several requests under way, each sent by the thread that brought the
 * entry (or the answer that made room for it), so that no thread has to be woken before an entry leaves.
 *
 * <p>Threading: whoever has news calls {@link #drain}; one thread at a time does the work for all, and nobody waits for
 * it. Ratis's daemon thread sees to heartbeats when nobody has news, and to snapshots, which take time.
 *
 * <p>Invariants: the plain fields are touched within the drain only. Requests are sent in order of their entries. After a
 * failure, everything without an answer is sent again, whatever it was that failed first: a link that is lost fails all that is
 * under way on it, in any order. After a failure or an inconsistency the answers to what was sent before, in an earlier epoch,
 * count for what they confirm, and for nothing else; {@code unanswered}, {@code inFlight} and {@code inFlightBytes} are of
 * the present epoch.
 */
final class PipelinedLogAppender extends LogAppenderBase {

    private static final Logger LOG = LoggerFactory.getLogger(PipelinedLogAppender.class);
    /** A follower that is slow has to be caught up with entries of up to the appender's limit: not too many of those. */
    private static final int IN_FLIGHT_MAX = 32;

    private static final long IN_FLIGHT_BYTES_MAX = 16L << 20;
    /** A follower that cannot be reached, or answers with a failure, is asked again after this long. */
    static final long RETRY_MILLIS = 20;

    /**
     * What a follower lacks beyond this may have to be read from the disk, which only the daemon may wait for: as many as
     * may be under way at once, twice, are in memory.
     */
    static final long BEHIND_MAX = 128;

    private static final long NOT_WAITING = Long.MIN_VALUE;

    private final PeerServerRpc rpc;
    private final Pace pace;
    /** How long the entries of one request may be. */
    private final long requestBytes;

    private final CommitNews news;
    /** Wakes the daemon. */
    private final AwaitForSignal signal;

    private final AtomicLong callIds = new AtomicLong();
    private final AtomicInteger work = new AtomicInteger();
    private final ConcurrentLinkedQueue<Answered> answers = new ConcurrentLinkedQueue<>();
    /** Goes up when what was sent before is void. */
    private int epoch;

    /** Requests with entries that are under way, the first ones first. */
    private final Deque<Sent> unanswered = new ArrayDeque<>();
    /** How many those are, for whoever asks outside the drain. */
    private volatile int inFlight;

    private long inFlightBytes;
    private boolean isFirstAnswered;
    /** When to try again after a failure, or {@link #NOT_WAITING}. */
    private volatile long retryAtNanos = NOT_WAITING;

    private volatile boolean isInstalling;

    private volatile @Nullable Thread daemon;
    /** Asks for a heartbeat, and has not noted yet from which call on it counts; one at a time, under a lock of Ratis's. */
    private volatile @Nullable Thread triggering;

    /** A request under way; of one without entries {@code firstIndex} is where they would start. */
    private record Sent(int epoch, long firstIndex, int entries, int sizeBytes, Timestamp at, long atNanos) {}

    /** What came of it. */
    private record Answered(
            Sent sent,
            @Nullable AppendEntriesReplyProto reply,
            @Nullable Throwable failure) {}

    PipelinedLogAppender(RaftServer.Division server, LeaderState leaderState, FollowerInfo follower) {
        this(server, leaderState, follower, new KeptSignal(follower.getName()));
    }

    /** For tests too: {@code signal} is what the daemon waits for. */
    PipelinedLogAppender(
            RaftServer.Division server, LeaderState leaderState, FollowerInfo follower, AwaitForSignal signal) {
        super(server, leaderState, follower);
        this.signal = signal;
        rpc = (PeerServerRpc) getServerRpc();
        requestBytes = RaftServerConfigKeys.Log.Appender.bufferByteLimit(
                        server.getRaftServer().getProperties())
                .getSize();
        pace = new Pace(rpc.hold(), rpc.timer(), this::drain);
        news = new CommitNews(rpc.timer(), System::nanoTime, this::drain);
        rpc.register(this);
    }

    /**
     * A query waits for word from the follower. Ratis asks for it while it adds to its list of those who wait, which answers change,
     * and notes only afterwards which call is the first that counts: so the calling thread neither sends nor takes answers.
     */
    @Override
    public void triggerHeartbeat() {
        triggering = Thread.currentThread();
        super.triggerHeartbeat();
    }

    @Override
    public long getCallId() {
        long next = callIds.get();
        if (triggering == Thread.currentThread()) {
            super.triggerHeartbeat(); // what was sent meanwhile does not count
            triggering = null;
            signal.signal();
        }
        return next;
    }

    @Override
    public Comparator<Long> getCallIdComparator() {
        return Comparator.naturalOrder();
    }

    @Override
    public AwaitForSignal getEventAwaitForSignal() {
        return signal;
    }

    @Override
    public boolean hasPendingDataRequests() {
        return inFlight > 0;
    }

    /** There are new entries, or the commit index has moved, or a heartbeat is wanted. */
    @Override
    public void notifyLogAppender() {
        if (triggering == Thread.currentThread()) {
            signal.signal();
        } else if (!rpc.hold().isHeld()) {
            drain();
        }
    }

    /** There is a link to the follower (again), or entries were let go. */
    void onReady() {
        drain();
    }

    @Override
    public void run() throws InterruptedException, IOException {
        daemon = Thread.currentThread();
        while (isRunning()) {
            SnapshotInfo snapshot = shouldInstallSnapshot();
            if (snapshot != null) {
                install(snapshot);
            }
            drain();
            if (isRunning()) {
                signal.await(waitMillis(), TimeUnit.MILLISECONDS);
            }
            getLeaderState().checkHealth(getFollower());
        }
    }

    /** How long the daemon has nothing to do unless it is woken: a heartbeat that is due is no reason while it cannot be sent. */
    private long waitMillis() {
        long retryAt = retryAtNanos;
        if (retryAt != NOT_WAITING) {
            long leftNanos = retryAt - System.nanoTime();
            return Math.max(1, TimeUnit.NANOSECONDS.toMillis(leftNanos + TimeUnit.MILLISECONDS.toNanos(1) - 1));
        }
        return isConnected() ? Math.max(1, getHeartbeatWaitTimeMs()) : RETRY_MILLIS;
    }

    private boolean isConnected() {
        return rpc.isConnected(getFollowerId().toString());
    }

    private void drain() {
        if (work.getAndIncrement() != 0) {
            return; // whoever is at it sees to this too
        }
        int seen = 1;
        do {
            try {
                takeAnswers();
                send();
            } catch (IOException | RuntimeException e) {
                if (isRunning()) {
                    LOG.warn("{}: entries were not sent, they will be: {}", this, e.toString(), e);
                    onFailure();
                }
            } catch (Error e) {
                // Nobody gets in here any more: the node is to go down, and not to lead with a follower left out.
                rpc.onFailed("entries cannot be sent any more: appender=" + this + ", " + e, e);
                return;
            }
            seen = work.addAndGet(-seen);
        } while (seen != 0);
    }

    private void takeAnswers() {
        for (Answered answered = answers.poll(); answered != null; answered = answers.poll()) {
            Sent sent = answered.sent();
            if (isRunning()) {
                take(answered);
            }
            if (sent.epoch() == epoch && sent.entries() > 0) { // only now: what cannot be taken counts as not answered
                unanswered.remove(sent);
                setInFlightBytes(inFlightBytes - sent.sizeBytes());
            }
        }
    }

    private void take(Answered answered) {
        Sent sent = answered.sent();
        AppendEntriesReplyProto reply = answered.reply();
        if (reply != null) {
            onReply(sent, reply);
        } else if (sent.epoch() == epoch) {
            LOG.debug(
                    "{}: not answered: firstIndex={}, {}", this, sent.firstIndex(), String.valueOf(answered.failure()));
            onFailure();
        }
    }

    private void onReply(Sent sent, AppendEntriesReplyProto reply) {
        FollowerInfo follower = getFollower();
        follower.updateLastRpcResponseTime();
        follower.updateLastRespondedAppendEntriesSendTime(sent.at());
        switch (reply.getResult()) {
            case SUCCESS -> {
                isFirstAnswered = true;
                rpc.lease().onHeard(getFollowerId().toString(), sent.atNanos());
                getLeaderState().onFollowerCommitIndex(follower, reply.getFollowerCommit());
                // A heartbeat's success does not say that what the follower holds is flushed.
                if (sent.entries() > 0 && follower.updateMatchIndex(reply.getMatchIndex())) {
                    follower.updateNextIndex(reply.getMatchIndex() + 1);
                    if (reply.getTerm() == getServer().getInfo().getCurrentTerm()) {
                        rpc.onMatched(getServer());
                    }
                    getLeaderState().onFollowerSuccessAppendEntries(follower);
                }
            }
            case NOT_LEADER -> onFollowerTerm(reply.getTerm());
            case INCONSISTENCY -> {
                if (sent.epoch() == epoch) {
                    startEpoch();
                    // A heartbeat too tells what is before the next entry: a follower that has lost that is not waited
                    // for
                    // to be sent one, it gets what it needs at once.
                    follower.setNextIndex(getNextIndexForInconsistency(sent.firstIndex(), reply.getNextIndex()));
                }
            }
            default -> LOG.warn("{}: unknown answer: {}", this, reply.getResult());
        }
        getLeaderState().onAppendEntriesReply(this, reply);
    }

    /** What has no answer may not have arrived. */
    private void onFailure() {
        FollowerInfo follower = getFollower();
        Sent first = unanswered.peek();
        long lost = first == null ? follower.getNextIndex() : Math.min(first.firstIndex(), follower.getNextIndex());
        startEpoch();
        retryAtNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(RETRY_MILLIS);
        long next = Math.max(lost, follower.getMatchIndex() + 1);
        if (next < follower.getNextIndex()) {
            follower.setNextIndex(next);
        }
        if (Thread.currentThread() != daemon) {
            signal.signal(); // it may be asleep until the next heartbeat
        }
    }

    private void startEpoch() {
        epoch++;
        unanswered.clear();
        setInFlightBytes(0);
        news.onLost();
        isFirstAnswered = false;
    }

    // The drain is one thread at a time: there is no other writer.
    private void setInFlightBytes(long bytes) {
        inFlight = unanswered.size();
        inFlightBytes = bytes;
    }

    private void send() throws RaftLogIOException {
        while (isRunning() && !isInstalling && mayTry()) {
            boolean hasEntries = hasAppendEntries();
            boolean isHeartbeatDue = getHeartbeatWaitTimeMs() <= 0
                    // while entries are under way, their answer comes first, and then what tells of the commit
                    || !hasEntries && inFlight == 0 && news.isDue(getRaftLog().getLastCommittedIndex());
            boolean maySend = hasEntries && hasRoom() && pace.isDue(inFlight);
            if (!isHeartbeatDue && !maySend) {
                return;
            }
            if (hasEntries && shouldInstallSnapshot() != null) {
                signal.signal(); // the daemon does it
                return;
            }
            if (maySend
                    && isForDaemon(
                            getRaftLog().getNextIndex() - getFollower().getNextIndex(), Thread.currentThread())) {
                signal.signal();
                return;
            }
            if (isHeartbeatDue) {
                // Before the call id is taken: who asks for a heartbeat from here on gets another one.
                resetHeartbeatTrigger();
            }
            long urgent = rpc.hold().urgent(); // those are among what is taken from the log now
            AppendEntriesRequestProto request = newAppendEntriesRequest(callIds.getAndIncrement(), isHeartbeatDue);
            if (request == null) {
                return;
            }
            if (request.getEntriesCount() > 0) {
                pace.onSending(urgent);
            }
            send(request);
        }
    }

    /** A heartbeat comes without entries, so that its answer waits for no disk; null if there is nothing to send. */
    @Override
    public @Nullable AppendEntriesRequestProto newAppendEntriesRequest(long callId, boolean heartbeat)
            throws RaftLogIOException {
        FollowerInfo follower = getFollower();
        long firstIndex = follower.getNextIndex();
        TermIndex previous = getPrevious(firstIndex);
        if (heartbeat) {
            return getLeaderState()
                    .newAppendEntriesRequestProto(
                            follower, List.of(), hasPendingDataRequests() ? null : previous, callId);
        }
        if (previous == null
                && firstIndex > RaftLog.LEAST_VALID_LOG_INDEX
                && firstIndex != follower.getSnapshotIndex() + 1) {
            return null; // what is before it was purged: the follower needs a snapshot
        }
        RaftLog log = getRaftLog();
        List<LogEntryProto> entries = EntryBatch.take(log::get, firstIndex, log.getNextIndex(), requestBytes);
        return entries.isEmpty()
                ? null
                : getLeaderState().newAppendEntriesRequestProto(follower, entries, previous, callId);
    }

    /** Whether what a follower lacks is not for this thread to read: it may be one that serves everybody. */
    private boolean isForDaemon(long behind, Thread thread) {
        return behind > BEHIND_MAX && thread != daemon;
    }

    /** Until the follower has confirmed where its log ends, one request is enough to find out. */
    private boolean hasRoom() {
        return inFlight < (isFirstAnswered ? IN_FLIGHT_MAX : 1) && inFlightBytes < IN_FLIGHT_BYTES_MAX;
    }

    private boolean mayTry() {
        if (retryAtNanos != NOT_WAITING) {
            if (System.nanoTime() - retryAtNanos < 0) {
                return false;
            }
            retryAtNanos = NOT_WAITING;
        }
        return isConnected();
    }

    private void send(AppendEntriesRequestProto request) {
        int entries = request.getEntriesCount();
        long firstIndex = entries > 0
                ? request.getEntries(0).getIndex()
                : request.hasPreviousLog() ? request.getPreviousLog().getIndex() + 1 : RaftLog.LEAST_VALID_LOG_INDEX;
        Sent sent = new Sent(
                epoch, firstIndex, entries, request.getSerializedSize(), Timestamp.currentTime(), System.nanoTime());
        if (entries > 0) {
            unanswered.add(sent);
            setInFlightBytes(inFlightBytes + sent.sizeBytes());
            getFollower().increaseNextIndex(request.getEntries(entries - 1).getIndex() + 1);
        }
        news.onTold(Math.min(request.getLeaderCommit(), confirmable(request)));
        getFollower().updateLastRpcSendTime(entries == 0);
        rpc.appendEntriesAsync(request).whenComplete((reply, failure) -> {
            answers.add(new Answered(sent, reply, failure));
            drain();
        });
    }

    /** Up to where a follower may take entries for committed by a request: no further than it compares or brings them. */
    private static long confirmable(AppendEntriesRequestProto request) {
        long previous = request.hasPreviousLog() ? request.getPreviousLog().getIndex() : RaftLog.INVALID_LOG_INDEX;
        return previous + request.getEntriesCount();
    }

    private void install(SnapshotInfo snapshot) throws InterruptedIOException {
        LOG.info(
                "{}: the follower needs a snapshot: nextIndex={}, logStartIndex={}, snapshot={}",
                this,
                getFollower().getNextIndex(),
                getRaftLog().getStartIndex(),
                snapshot.getTermIndex());
        isInstalling = true;
        try {
            InstallSnapshotReplyProto last = sendPieces(snapshot);
            if (last != null) {
                onInstallReply(snapshot, last);
            }
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            LOG.warn("{}: the snapshot was not installed, it will be tried again: {}", this, e.toString());
            pause();
        } finally {
            isInstalling = false;
        }
    }

    private @Nullable InstallSnapshotReplyProto sendPieces(SnapshotInfo snapshot) throws IOException {
        InstallSnapshotReplyProto reply = null;
        for (InstallSnapshotRequestProto piece :
                newInstallSnapshotRequests(UUID.randomUUID().toString(), snapshot)) {
            if (!isRunning()) {
                return null;
            }
            getFollower().updateLastRpcSendTime(false);
            reply = rpc.installSnapshot(piece);
            getFollower().updateLastRpcResponseTime();
            if (!reply.getServerReply().getSuccess() || reply.getResult() == InstallSnapshotResult.ALREADY_INSTALLED) {
                return reply;
            }
        }
        return reply;
    }

    private void onInstallReply(SnapshotInfo snapshot, InstallSnapshotReplyProto reply) throws InterruptedIOException {
        switch (reply.getResult()) {
            case NOT_LEADER -> onFollowerTerm(reply.getTerm());
            case SUCCESS, SNAPSHOT_INSTALLED, ALREADY_INSTALLED -> {
                // Not the reply's index: whoever has it already, since its last answer was lost, says so without one.
                long index = Math.max(
                        snapshot.getTermIndex().getIndex(), getFollower().getMatchIndex());
                getFollower().setSnapshotIndex(index); // moves the next index too
                getFollower().setAttemptedToInstallSnapshot();
                getServer().getRaftServerMetrics().onSnapshotInstalled();
                LOG.info("{}: snapshot installed: index={}", this, index);
            }
            default -> {
                LOG.info("{}: the follower did not take the snapshot: {}", this, reply.getResult());
                getFollower().setAttemptedToInstallSnapshot();
                pause();
            }
        }
    }

    private void pause() throws InterruptedIOException {
        try {
            getServer().properties().rpcSleepTime().sleep();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting to install a snapshot again");
        }
    }
}
