package io.dsfm.ratis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import com.google.protobuf.ByteString;
import io.dsfm.ratis.proto.Answer;
import io.dsfm.ratis.proto.GoodbyeReason;
import io.dsfm.ratis.proto.NodeFrame;
import io.dsfm.ratis.wire.SeldomWarning;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is sent to clients that read, that do not, and to whom it cannot be sent. */
final class ConnectionPublisherTest {

    private static final int FRAME_BYTES = 1_000;

    private int connections = 4;
    private final WaitingBudget budget = new WaitingBudget(8L * FRAME_BYTES, () -> connections);

    /** A client to whom everything is on its way until it reads. */
    private final class Client {
        private final EmbeddedChannel channel = new EmbeddedChannel();
        private final List<ChannelPromise> unread = new ArrayList<>();
        private @Nullable NodeFrame goodbye;
        private final ConnectionPublisher publisher;

        Client() {
            channel.pipeline().addFirst(new ChannelOutboundHandlerAdapter() {
                @Override
                public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
                    NodeFrame frame = (NodeFrame) message;
                    if (frame.hasGoodbye()) {
                        goodbye = frame;
                    } else {
                        unread.add(promise);
                    }
                }
            });
            publisher = new ConnectionPublisher(
                    channel,
                    100 * FRAME_BYTES,
                    budget,
                    new GatewayMetrics(new MetricRegistry(), new AtomicInteger(), budget),
                    new SeldomWarning());
        }

        void send(int frames) {
            int overheadBytes = frame(0).getSerializedSize() + ConnectionPublisher.OVERHEAD_BYTES + 6;
            for (int i = 0; i < frames; i++) {
                publisher.send(frame(FRAME_BYTES - overheadBytes));
            }
        }

        void readAll() {
            unread.forEach(ChannelPromise::setSuccess);
            unread.clear();
        }

        void close() {
            channel.close();
            channel.runPendingTasks();
        }
    }

    private static NodeFrame frame(int bytes) {
        return NodeFrame.newBuilder()
                .setAnswer(Answer.newBuilder().setCorrelationId(1).setAnswer(ByteString.copyFrom(new byte[bytes])))
                .build();
    }

    /** Else the client waits for it for ever, or takes what comes next for all there was. */
    @Test
    void aFrameThatCannotBeWrittenEndsTheConnection() {
        Client client = new Client();
        client.send(2);

        client.unread.get(0).setFailure(new IllegalStateException("cannot be encoded"));

        assertThat(client.channel.isOpen()).isFalse();
    }

    @Test
    void aClientMayHaveMoreThanItsShareWhileThereIsEnoughForAll() {
        Client client = new Client();

        client.send(7);

        assertThat(client.goodbye).isNull();
        assertThat(budget.waitingBytes()).isBetween(6L * FRAME_BYTES, 7L * FRAME_BYTES);
    }

    @Test
    void whenTooMuchWaitsForAllTheSlowestGoAndTheOthersStay() {
        Client slow = new Client();
        Client other = new Client();
        Client third = new Client();
        slow.send(5);
        other.send(1);
        third.send(1);

        other.send(1);
        third.send(1);
        assertThat(other.goodbye).as("it has no more than its share").isNull();
        assertThat(third.goodbye).isNull();
        slow.send(1);

        assertThat(slow.goodbye).isNotNull();
        assertThat(slow.goodbye.getGoodbye().getReason()).isEqualTo(GoodbyeReason.TOO_SLOW);
        assertThat(slow.goodbye.getGoodbye().getDetail()).contains("a share of 2000", "accepted: 8000");
        slow.close();
        other.send(1);
        assertThat(other.goodbye).as("there is room again").isNull();
    }

    @Test
    void whatIsReadOrGoesWithAConnectionIsGivenBackOnce() {
        Client reads = new Client();
        reads.send(5);
        reads.readAll();
        assertThat(budget.waitingBytes()).isZero();

        Client leaves = new Client();
        leaves.send(5);
        leaves.close();
        assertThat(budget.waitingBytes()).isZero();
        leaves.unread.forEach(promise -> promise.tryFailure(new IllegalStateException("closed")));
        leaves.publisher.reserve(3 * FRAME_BYTES);
        assertThat(budget.waitingBytes()).isZero();
    }
}
