package io.dsfm.ratis.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.dsfm.ratis.gateway.StreamSink;
import io.dsfm.ratis.node.Subscription.Served;
import io.dsfm.ratis.proto.StreamEndReason;
import io.dsfm.ratis.proto.StreamEnded;
import io.dsfm.ratis.proto.Subscribed;
import io.dsfm.ratis.stream.Records;
import io.dsfm.ratis.stream.ResultCodec;
import io.dsfm.ratis.stream.ResultFilter;
import io.dsfm.ratis.stream.store.ResultStore;
import io.dsfm.ratis.stream.store.StoreLimits;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What one subscriber is sent, and when. */
final class SubscriptionTest implements StreamSink {

    private static final long STALL_NANOS = 1_000_000_000L;
    private static final long HISTORY = 5;
    private static final int RECORD_BYTES = Records.record(1, 10, HISTORY).length;

    private final ResultStore store = new ResultStore(new StoreLimits(50, 1 << 30, 50, 0));
    private final List<Long> sent = new ArrayList<>();
    private long sentBytes;
    private long through;
    private @Nullable StreamEnded ended;
    private long nowNanos = 1;

    @Override
    public void onSubscribed(Subscribed subscribed) {}

    @Override
    public void onResults(long subscriptionId, ByteString records, long throughSequence, long chainDigest) {
        ByteBuffer bytes = records.asReadOnlyByteBuffer();
        while (bytes.hasRemaining()) {
            sent.add(ResultCodec.decode(bytes).sequence());
        }
        sentBytes += records.size();
        through = throughSequence;
        assertThat(chainDigest).isEqualTo(HISTORY + throughSequence);
    }

    @Override
    public void onEnded(StreamEnded end) {
        ended = end;
    }

    private void fill(int count) {
        for (int i = 0; i < count; i++) {
            store.append(Records.record(store.last() + 1, 10, HISTORY));
        }
    }

    private Subscription from(long next, @Nullable Long chain, long credit) {
        return new Subscription(1, this, ResultFilter.ALL, next, chain, credit, STALL_NANOS);
    }

    private Served serve(Subscription subscription) {
        Served served = Served.BUSY;
        while (served == Served.BUSY) {
            served = subscription.serve(store, nowNanos);
        }
        return served;
    }

    @Test
    void isSentWhatItHasCreditForAndOneMore() {
        fill(20);
        Subscription subscription = from(3, null, 2L * RECORD_BYTES + 1);
        assertThat(serve(subscription)).isEqualTo(Served.IDLE);
        assertThat(sent).containsExactly(3L, 4L, 5L);

        subscription.credit(RECORD_BYTES, 1 << 20);
        serve(subscription);
        assertThat(sent).as("the debt comes first").containsExactly(3L, 4L, 5L, 6L);

        subscription.credit(1 << 20, 2L * RECORD_BYTES);
        serve(subscription);
        assertThat(sent).as("no more than the bound").endsWith(7L, 8L).hasSize(6);
    }

    @Test
    void waitsForResultsThatAreNotThereYet() {
        fill(5);
        Subscription subscription = from(8, null, 1 << 20);
        assertThat(serve(subscription)).isEqualTo(Served.IDLE);
        nowNanos += 10 * STALL_NANOS;
        assertThat(serve(subscription)).isEqualTo(Served.IDLE);
        fill(5);
        serve(subscription);
        assertThat(sent).containsExactly(8L, 9L, 10L);
        assertThat(through).isEqualTo(10);
    }

    @Test
    void isTooSlowWhenResultsHaveWaitedForItsCreditForTooLong() {
        fill(5);
        Subscription subscription = from(1, null, 1);
        assertThat(serve(subscription)).isEqualTo(Served.IDLE);
        assertThat(sent).containsExactly(1L);
        assertThat(serve(subscription)).isEqualTo(Served.IDLE);
        nowNanos += STALL_NANOS;
        subscription.credit(1, 1 << 20); // too little to send anything, and yet a sign of life
        assertThat(serve(subscription)).isEqualTo(Served.IDLE);
        nowNanos += STALL_NANOS;
        assertThat(serve(subscription)).isEqualTo(Served.IDLE);
        nowNanos++;
        assertThat(serve(subscription)).isEqualTo(Served.ENDED);
        assertThat(ended.getReason()).isEqualTo(StreamEndReason.STREAM_TOO_SLOW);
        assertThat(ended.getResumeSequence()).isEqualTo(2);
        assertThat(ended.getOldestSequence()).isEqualTo(1);
    }

    @Test
    void isNotTooSlowWhileNothingWaitsForIt() {
        fill(1);
        Subscription subscription = from(1, null, 1);
        serve(subscription);
        nowNanos += 10 * STALL_NANOS;
        assertThat(serve(subscription)).isEqualTo(Served.IDLE);
        fill(1);
        assertThat(serve(subscription)).isEqualTo(Served.IDLE);
        assertThat(ended).isNull();
    }

    @Test
    void isToldWhenWhatItHasNotTakenIsNotKeptAnyMore() {
        fill(5);
        Subscription subscription = from(1, null, 1);
        serve(subscription);
        fill(100);
        assertThat(serve(subscription)).isEqualTo(Served.ENDED);
        assertThat(ended.getReason()).isEqualTo(StreamEndReason.STREAM_TOO_OLD);
        assertThat(ended.getResumeSequence()).isEqualTo(2);
        assertThat(ended.getOldestSequence()).isEqualTo(56);
    }

    @Test
    void isContradictedAtOnceWhenItHasSeenSomethingElse() {
        fill(5);
        assertThat(serve(from(4, HISTORY + 3, 1 << 20))).isEqualTo(Served.IDLE);
        assertThat(sent).containsExactly(4L, 5L);
        assertThat(serve(from(4, HISTORY + 4, 1 << 20))).isEqualTo(Served.ENDED);
        assertThat(ended.getReason()).isEqualTo(StreamEndReason.STREAM_CONTRADICTED);
        assertThat(sent).hasSize(2);
    }

    @Test
    void isContradictedAsSoonAsTheNodeHasComeToWhatItHasSeen() {
        fill(5);
        Subscription right = from(9, HISTORY + 8, 1 << 20);
        Subscription wrong = from(9, HISTORY + 9, 1 << 20);
        assertThat(serve(right)).isEqualTo(Served.IDLE);
        assertThat(serve(wrong)).isEqualTo(Served.IDLE);
        fill(3);
        assertThat(serve(right)).isEqualTo(Served.IDLE);
        assertThat(serve(wrong)).isEqualTo(Served.ENDED);
        fill(1);
        serve(right);
        assertThat(sent).containsExactly(9L);
    }

    @Test
    void oneThatWantsNothingOfItIsToldHowFarItIs() {
        Subscription subscription =
                new Subscription(1, this, new ResultFilter(Set.of(99L), Set.of()), 1, null, 1 << 20, STALL_NANOS);
        fill(5);
        serve(subscription);
        nowNanos += 300_000_000L;
        serve(subscription);
        assertThat(through).isEqualTo(5);
        fill(5);
        serve(subscription);
        assertThat(through).as("not that often").isEqualTo(5);
        nowNanos += 300_000_000L;
        serve(subscription);
        assertThat(through).isEqualTo(10);
        assertThat(sentBytes).isZero();
    }
}
