package io.dsfm.ratis.node;

import io.dsfm.ratis.core.EntryId;
import io.dsfm.ratis.log.InputBatchCodec;
import io.dsfm.ratis.proto.Leader;
import java.io.IOException;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RaftPeerRole;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftGroupMemberId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.StateMachineStorage;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import org.apache.ratis.util.LifeCycle;

/**
 * What Ratis sees of the node: hands committed entries to execution, and snapshots to Ratis.
 *
 * <p>Threading: called by Ratis's threads; entries by one of them, its updater. Nothing here waits for execution, but
 * for room in the instances' queues.
 *
 * <p>Failure: an entry that cannot be read stops the node; nothing is skipped.
 */
final class GroupStateMachine extends BaseStateMachine {

    /** What the node is told of leadership. */
    interface LeadershipListener {
        /** Somebody else leads now, or nobody, or this node anew. */
        void onLeaderChanged(Leader leader);

        /** This node leads in {@code term} and serves, or does not lead. */
        void onLeader(long term, boolean leads);
    }

    private final Execution execution;
    private final SnapshotStore store;
    private final Snapshots snapshots;
    private final Members members;
    private final LeadershipListener leadership;
    private final Fatal fatal;
    private final DataApi data;

    GroupStateMachine(
            Execution execution,
            SnapshotStore store,
            Snapshots snapshots,
            Members members,
            LeadershipListener leadership,
            Fatal fatal) {
        this.execution = execution;
        this.store = store;
        this.snapshots = snapshots;
        this.members = members;
        this.leadership = leadership;
        this.fatal = fatal;
        this.data = new DataApi() {
            @Override
            public CompletableFuture<Void> flush(long writtenIndex) {
                execution.flushes().await(writtenIndex);
                return CompletableFuture.completedFuture(null);
            }
        };
    }

    @Override
    public void initialize(RaftServer server, RaftGroupId groupId, RaftStorage storage) throws IOException {
        super.initialize(server, groupId, storage);
        getLifeCycle().startAndTransition(() -> {
            store.init(storage);
            execution.start();
            SnapshotStore.Stored newest = store.findNewest();
            if (newest != null) {
                InterruptedPurge.finish(storage.getStorageDir().getCurrentDir().toPath(), newest.index());
                restore(newest);
            }
        });
    }

    /** A snapshot is about to be put in place; the leader sends what comes after it without waiting for it to be loaded. */
    @Override
    public void pause() {
        execution.suspend();
        if (getLifeCycleState() != LifeCycle.State.PAUSED) { // by an installation that failed
            getLifeCycle().transition(LifeCycle.State.PAUSING);
            getLifeCycle().transition(LifeCycle.State.PAUSED);
        }
    }

    /** A snapshot was installed while this machine was paused. */
    @Override
    public void reinitialize() throws IOException {
        getLifeCycle().startAndTransition(() -> {
            restore(store.onInstalled());
            execution.open();
        });
    }

    private void restore(SnapshotStore.Stored stored) throws IOException {
        execution.restore(stored.file(), store.identity(), new EntryId(stored.term(), stored.index()));
        setLastAppliedTermIndex(TermIndex.valueOf(stored.term(), stored.index()));
    }

    /** The leader appends an entry: called in the order of the log and under its lock. */
    @Override
    public TransactionContext preAppendTransaction(TransactionContext transaction) throws IOException {
        RaftServer.Division division = division();
        byte[] bytes = transaction.getStateMachineLogEntry().getLogData().toByteArray();
        onAppended(division.getInfo().getCurrentTerm(), division.getRaftLog().getNextIndex(), bytes);
        return transaction;
    }

    /**
     * A secondary appends an entry: called in the order of the log and under its lock. Of one that was in the log at the start
     * Ratis tells again when it is committed: that is known, and a node that has much to catch up with need not decode it.
     */
    @Override
    public TransactionContext startTransaction(LogEntryProto entry, RaftPeerRole role) {
        if (!execution.feed().holds(new EntryId(entry.getTerm(), entry.getIndex()))) {
            onAppended(
                    entry.getTerm(),
                    entry.getIndex(),
                    entry.getStateMachineLogEntry().getLogData().toByteArray());
        }
        return super.startTransaction(entry, role);
    }

    private void onAppended(long term, long index, byte[] bytes) {
        try {
            execution.open();
            execution.onAppended(InputBatchCodec.decode(term, index, bytes));
        } catch (IOException | RuntimeException e) {
            fatal.onFatal("a log entry cannot be executed: index=" + index + ", " + e.getMessage(), e);
        }
    }

    @Override
    public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
        LogEntryProto entry = transaction.getLogEntry();
        try {
            execution.onCommitted(new EntryId(entry.getTerm(), entry.getIndex()));
            execution.flushes().onCommitted(entry.getTerm());
            updateLastAppliedTermIndex(entry.getTerm(), entry.getIndex());
            snapshots.onCommitted(entry.getStateMachineLogEntry().getLogData().size());
        } catch (IOException | RuntimeException e) {
            fatal.onFatal("a log entry cannot be executed: index=" + entry.getIndex() + ", " + e.getMessage(), e);
            throw new IllegalStateException("the node stops: index=" + entry.getIndex(), e);
        }
        return CompletableFuture.completedFuture(Message.EMPTY);
    }

    /** An entry without inputs is committed, the last of several perhaps; the first of each leader is one. */
    @Override
    public void notifyTermIndexUpdated(long term, long index) {
        super.notifyTermIndexUpdated(term, index);
        execution.flushes().onCommitted(term);
        execution.release().drain();
    }

    /** Ratis has made sure that this node led after the query came, or that somebody did: whether it still does is asked here. */
    @Override
    public CompletableFuture<Message> query(Message request) {
        return execution
                .release()
                .query(request.getContent().toByteArray())
                .thenApply(answer -> Message.valueOf(UnsafeByteOperations.unsafeWrap(answer)));
    }

    /** Ratis asks before it forces its log, and waits. */
    @Override
    public DataApi data() {
        return data;
    }

    private RaftServer.Division division() throws IOException {
        return getServer().join().getDivision(getGroupId());
    }

    /** Never asked for: the node takes snapshots itself. */
    @Override
    public long takeSnapshot() {
        return store.getLatestSnapshot() == null
                ? -1
                : store.getLatestSnapshot().getIndex();
    }

    @Override
    public StateMachineStorage getStateMachineStorage() {
        return store;
    }

    @Override
    public void notifyLeaderChanged(RaftGroupMemberId member, RaftPeerId newLeader) {
        awaitFirstEntry();
        if (!getId().equals(newLeader)) {
            leads(false);
        }
        leadership.onLeaderChanged(members.leader(newLeader == null ? null : newLeader.toString()));
    }

    /** A leader is ready when the first entry of its term is committed. */
    private void awaitFirstEntry() {
        try {
            execution.flushes().onLeaderChanged(division().getInfo().getCurrentTerm());
        } catch (IOException e) {
            fatal.onFatal("the division is gone", e);
        }
    }

    @Override
    public void notifyNotLeader(Collection<TransactionContext> pending) {
        leads(false);
        leadership.onLeaderChanged(Leader.getDefaultInstance());
    }

    @Override
    public void notifyLeaderReady() {
        if (leads(true)) { // it may have lost the leadership just before it was told
            leadership.onLeaderChanged(members.leader(getId().toString()));
        }
    }

    private boolean leads(boolean wasTold) {
        try {
            DivisionInfo info = division().getInfo();
            boolean leads = wasTold && info.isLeader();
            leadership.onLeader(info.getCurrentTerm(), leads);
            return leads;
        } catch (IOException e) {
            fatal.onFatal("the division is gone", e);
            return false;
        }
    }

    @Override
    public void notifyLogFailed(Throwable cause, LogEntryProto failed) {
        fatal.onFatal("the log cannot be written: entry=" + (failed == null ? "none" : failed.getIndex()), cause);
    }

    @Override
    public void close() throws IOException {
        getLifeCycle().checkStateAndClose(() -> {
            try {
                execution.stop();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while the instances stopped", e);
            }
        });
    }
}
