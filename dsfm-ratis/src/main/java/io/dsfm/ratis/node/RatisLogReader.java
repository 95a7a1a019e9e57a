package io.dsfm.ratis.node;

import io.dsfm.ratis.core.InputBatch;
import io.dsfm.ratis.core.Tail;
import io.dsfm.ratis.log.InputBatchCodec;
import java.io.IOException;
import java.util.function.Supplier;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.raftlog.RaftLog;
import org.jspecify.annotations.Nullable;

/**
 * Reads the division's log.
 *
 * <p>Threading: any thread; takes the log's read lock.
 */
final class RatisLogReader implements EntryFeed.LogReader {

    private final Supplier<RaftLog> log;

    /** @param log the log; asked for when it is needed, since it is made after the state machine */
    RatisLogReader(Supplier<RaftLog> log) {
        this.log = log;
    }

    @Override
    public @Nullable InputBatch read(long index) throws IOException {
        LogEntryProto entry = log.get().get(index);
        return entry == null || !entry.hasStateMachineLogEntry() ? null : decode(entry);
    }

    @Override
    public long termAt(long index) {
        TermIndex entry = log.get().getTermIndex(index);
        return entry == null ? Tail.NO_TERM : entry.getTerm();
    }

    @Override
    public long termOfInputsAt(long index) throws IOException {
        LogEntryProto entry = log.get().get(index);
        return entry == null || !entry.hasStateMachineLogEntry() ? Tail.NO_TERM : entry.getTerm();
    }

    @Override
    public long startIndex() {
        return log.get().getStartIndex();
    }

    @Override
    public long lastIndex() {
        return log.get().getNextIndex() - 1;
    }

    @Override
    public long committedIndex() {
        return log.get().getLastCommittedIndex();
    }

    /** The inputs of an entry that carries some. */
    static InputBatch decode(LogEntryProto entry) {
        byte[] bytes = entry.getStateMachineLogEntry().getLogData().toByteArray();
        return InputBatchCodec.decode(entry.getTerm(), entry.getIndex(), bytes);
    }
}
