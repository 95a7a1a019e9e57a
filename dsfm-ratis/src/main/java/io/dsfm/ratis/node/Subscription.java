package io.dsfm.ratis.node;

import com.google.protobuf.ByteString;
import io.dsfm.ratis.gateway.StreamSink;
import io.dsfm.ratis.proto.StreamEndReason;
import io.dsfm.ratis.proto.StreamEnded;
import io.dsfm.ratis.proto.Subscribed;
import io.dsfm.ratis.stream.ResultCodec;
import io.dsfm.ratis.stream.ResultFilter;
import io.dsfm.ratis.stream.store.ResultStore;
import org.jspecify.annotations.Nullable;

/**
 * One subscriber to the stream, and how far it has been served. It takes from the store what it has credit for, so that one
 * that gives none costs nothing.
 *
 * <p>Threading: the stream's thread.
 *
 * <p>Invariants: everything below {@code next} was sent or is not wanted.
 */
final class Subscription {

    /** What is sent at once, but for a single result that is longer. */
    private static final int BATCH_BYTES = 64 << 10;
    /** What a filter may pass over at once, so that others get their turn. */
    private static final int PASSED_BYTES = 1 << 20;
    /** How often one that wants nothing of what comes is told how far it is. */
    private static final long TOLD_NANOS = 200_000_000L;

    private final long id;
    private final StreamSink sink;
    private final ResultFilter filter;
    private final long stallNanos;
    /** At the sequence before the first one, by the subscriber's word; null if it does not know or it has been compared. */
    private @Nullable Long previousChain;

    private long next;
    /** At the sequence before; once something was read. */
    private long chain;

    private long creditBytes;
    /** The subscriber was told of everything up to here. */
    private long toldThrough;

    private long toldNanos;
    /** Since when results have waited for credit, if {@code isWaiting}. */
    private long waitingNanos;

    private boolean isWaiting;

    /**
     * @param next the first sequence to be sent
     * @param previousChain at the sequence before, or null
     * @param stallNanos it is too slow when results have waited so long for its credit
     */
    Subscription(
            long id,
            StreamSink sink,
            ResultFilter filter,
            long next,
            @Nullable Long previousChain,
            long creditBytes,
            long stallNanos) {
        this.id = id;
        this.sink = sink;
        this.filter = filter;
        this.next = next;
        this.previousChain = previousChain;
        this.creditBytes = creditBytes;
        this.stallNanos = stallNanos;
        this.toldThrough = next - 1;
    }

    boolean is(StreamSink of, long subscriptionId) {
        return sink == of && id == subscriptionId;
    }

    boolean isOf(StreamSink of) {
        return sink == of;
    }

    void credit(long bytes, long maxBytes) {
        creditBytes = Math.min(creditBytes + bytes, maxBytes);
        isWaiting = false; // it is at work
    }

    /** Tells that it has begun. */
    void begin(ResultStore store) {
        sink.onSubscribed(Subscribed.newBuilder()
                .setSubscriptionId(id)
                .setFirstSequence(next)
                .setOldestSequence(store.oldest())
                .setNewestSequence(store.last())
                .build());
    }

    /** What {@link #serve} came to. */
    enum Served {
        /** There is nothing to be sent now. */
        IDLE,
        /** There may be more. */
        BUSY,
        /** It has ended, as the sink was told. */
        ENDED
    }

    /** Sends what may be sent, up to a bound. */
    Served serve(ResultStore store, long nowNanos) {
        if (!checkPrevious(store)) {
            return Served.ENDED;
        }
        if (next > store.last()) {
            isWaiting = false;
            tellOfPassed(nowNanos);
            return Served.IDLE;
        }
        if (next < store.oldest()) {
            end(StreamEndReason.STREAM_TOO_OLD, store, "results are not kept so long, or were missed by this node");
            return Served.ENDED;
        }
        if (creditBytes <= 0) {
            return isStalled(store, nowNanos) ? Served.ENDED : Served.IDLE;
        }
        isWaiting = false;
        return send(store, nowNanos) ? Served.BUSY : Served.IDLE;
    }

    private boolean isStalled(ResultStore store, long nowNanos) {
        if (!isWaiting) {
            isWaiting = true;
            waitingNanos = nowNanos;
        } else if (nowNanos - waitingNanos > stallNanos) {
            end(
                    StreamEndReason.STREAM_TOO_SLOW,
                    store,
                    "results were not taken: waitingMillis=" + (nowNanos - waitingNanos) / 1_000_000 + ", behind="
                            + (store.last() - next + 1));
            return true;
        }
        return false;
    }

    /** Whether what the subscriber has seen before is what this node has, as soon as that can be told. */
    private boolean checkPrevious(ResultStore store) {
        if (previousChain == null || store.last() < next - 1) {
            return true;
        }
        Long chain = store.chainDigest(next - 1);
        boolean isSame = chain == null || chain.equals(previousChain);
        if (!isSame) {
            end(
                    StreamEndReason.STREAM_CONTRADICTED,
                    store,
                    "the outputs before are not those of this node: sequence=" + (next - 1) + ", chainDigest="
                            + Long.toHexString(previousChain) + ", here=" + Long.toHexString(chain));
        }
        previousChain = null;
        return isSame;
    }

    private boolean send(ResultStore store, long nowNanos) {
        Batch batch = new Batch();
        store.read(next, record -> {
            byte[] wanted = filter.apply(record);
            batch.passedBytes += record.length;
            chain = ResultCodec.chainDigest(record);
            next++;
            if (wanted != null) {
                creditBytes -= wanted.length;
                batch.records.write(wanted, 0, wanted.length);
            }
            return creditBytes > 0 && batch.records.size() < BATCH_BYTES && batch.passedBytes < PASSED_BYTES;
        });
        if (batch.records.size() > 0) {
            tell(batch.records.toByteString(), nowNanos);
        } else {
            tellOfPassed(nowNanos);
        }
        return next <= store.last();
    }

    private void tellOfPassed(long nowNanos) {
        if (next - 1 > toldThrough && nowNanos - toldNanos > TOLD_NANOS) {
            tell(ByteString.EMPTY, nowNanos);
        }
    }

    private void tell(ByteString records, long nowNanos) {
        toldThrough = next - 1;
        toldNanos = nowNanos;
        sink.onResults(id, records, toldThrough, chain);
    }

    private static final class Batch {
        private final ByteString.Output records = ByteString.newOutput(BATCH_BYTES);
        private long passedBytes;
    }

    /** The results before it were missed, or are wrong. */
    void end(StreamEndReason reason, ResultStore store, String detail) {
        sink.onEnded(StreamEnded.newBuilder()
                .setSubscriptionId(id)
                .setReason(reason)
                .setResumeSequence(next)
                .setOldestSequence(store.oldest())
                .setDetail(detail)
                .build());
    }
}
