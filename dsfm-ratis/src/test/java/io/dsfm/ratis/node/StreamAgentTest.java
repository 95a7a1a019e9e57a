package io.dsfm.ratis.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.core.Outcome;
import io.dsfm.ratis.gateway.StreamSink;
import io.dsfm.ratis.proto.StreamEnded;
import io.dsfm.ratis.proto.Subscribe;
import io.dsfm.ratis.proto.Subscribed;
import io.dsfm.ratis.stream.Records;
import io.dsfm.statemachine.Digest64;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node's stream under subscribers that take its thread's time. */
@Timeout(60)
final class StreamAgentTest {

    private static final NodeConfig.Stream CONFIG =
            new NodeConfig.Stream(1 << 20, 1L << 30, 1_000_000, 0, Duration.ofMinutes(1));
    private static final int SUBSCRIBERS = 100;
    /** As many results come while one subscriber is served. */
    private static final int RESULTS_EACH = 2_000;

    @TempDir
    private Path directory;

    private long sequence;
    private long chain = Digest64.EMPTY;

    /** All that comes while a hundred are served would not fit into the queue. */
    @Test
    void resultsAreTakenWhileManyAreServed() throws InterruptedException {
        StreamAgent stream = new StreamAgent(CONFIG, directory, () -> 0L);
        Queue<StreamEnded> ended = new ConcurrentLinkedQueue<>();
        CountDownLatch served = new CountDownLatch(SUBSCRIBERS);
        stream.onRestored(0, Digest64.EMPTY);
        commit(stream, 1);
        for (int i = 0; i < SUBSCRIBERS; i++) {
            stream.subscribe(request(i), new StreamSink() {
                @Override
                public void onSubscribed(Subscribed subscribed) {}

                @Override
                public void onResults(long id, ByteString records, long throughSequence, long chainDigest) {
                    if (throughSequence == 1) {
                        commit(stream, RESULTS_EACH); // nobody else adds, and it is this thread that takes
                        served.countDown();
                    }
                }

                @Override
                public void onEnded(StreamEnded end) {
                    ended.add(end);
                }
            });
        }
        stream.start();
        served.await();
        // What was dropped at the end would show with what comes behind it.
        while (stream.newest() < sequence && ended.isEmpty()) {
            commit(stream, 1);
            for (int i = 0; i < 1_000 && !stream.isKept(sequence) && ended.isEmpty(); i++) {
                LockSupport.parkNanos(1_000_000);
            }
        }
        stream.stop();

        assertThat(ended).isEmpty();
        assertThat(stream.oldest()).isEqualTo(1);
        assertThat(stream.newest()).isGreaterThan((long) SUBSCRIBERS * RESULTS_EACH);
    }

    private void commit(StreamAgent stream, int results) {
        for (int i = 0; i < results; i++) {
            Outcome next = Records.next(++sequence, "", chain);
            chain = next.chainDigest();
            stream.onCommitted(next);
        }
    }

    /** With credit for the first result alone. */
    private static Subscribe request(long id) {
        return Subscribe.newBuilder()
                .setSubscriptionId(id)
                .setFromSequence(1)
                .setCreditBytes(1)
                .build();
    }
}
