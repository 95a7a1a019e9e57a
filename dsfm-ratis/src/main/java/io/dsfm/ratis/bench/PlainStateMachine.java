package io.dsfm.ratis.bench;

import io.dsfm.statemachine.InputContext;
import io.dsfm.statemachine.StateMachine;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RaftPeerRole;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;

/**
 * The application on plain Ratis: one instance, executed when an entry is committed, by the thread that applies the log;
 * the reply and the events are the request's answer. The leader puts its clock's time before the input into the entry, as
 * a deterministic application needs it. The request's first 8 bytes are the client's id.
 *
 * <p>Threading: Ratis's; entries are applied by one thread.
 */
final class PlainStateMachine extends BaseStateMachine {

    private static final int TIMESTAMP_BYTES = 8;

    private final StateMachine application;
    private final PlainAnswer answer = new PlainAnswer();
    private final Context context = new Context();

    PlainStateMachine(StateMachine application) {
        this.application = application;
    }

    @Override
    public TransactionContext startTransaction(RaftClientRequest request) {
        Instant now = Instant.now();
        ByteBuffer timestamp = ByteBuffer.allocate(TIMESTAMP_BYTES);
        timestamp.putLong(0, now.getEpochSecond() * 1_000_000_000L + now.getNano());
        ByteString entry = UnsafeByteOperations.unsafeWrap(timestamp)
                .concat(request.getMessage().getContent());
        return TransactionContext.newBuilder()
                .setStateMachine(this)
                .setClientRequest(request)
                .setServerRole(RaftPeerRole.LEADER)
                .setLogData(entry)
                .build();
    }

    @Override
    public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
        LogEntryProto entry = transaction.getLogEntry();
        ByteString data = entry.getStateMachineLogEntry().getLogData();
        ByteBuffer bytes = data.asReadOnlyByteBuffer();
        context.next(entry.getIndex(), bytes.getLong(), bytes.getLong());
        answer.begin();
        application.execute(context, bytes.slice(), answer);
        updateLastAppliedTermIndex(entry.getTerm(), entry.getIndex());
        byte[] encoded = answer.encode(context.index, context.sequence, context.timestampNanos);
        return CompletableFuture.completedFuture(Message.valueOf(UnsafeByteOperations.unsafeWrap(encoded)));
    }

    /** Tells nothing: that it is answered shows that there is a leader. */
    @Override
    public CompletableFuture<Message> query(Message request) {
        return CompletableFuture.completedFuture(Message.EMPTY);
    }

    private static final class Context implements InputContext {
        private long index;
        private long sequence;
        private long timestampNanos;
        private long clientId;

        void next(long entryIndex, long entryTimestampNanos, long entryClientId) {
            index = entryIndex;
            clientId = entryClientId;
            sequence++;
            timestampNanos = Math.max(timestampNanos, entryTimestampNanos);
        }

        @Override
        public long index() {
            return index;
        }

        @Override
        public long sequence() {
            return sequence;
        }

        @Override
        public long timestampNanos() {
            return timestampNanos;
        }

        @Override
        public long clientId() {
            return clientId;
        }
    }
}
