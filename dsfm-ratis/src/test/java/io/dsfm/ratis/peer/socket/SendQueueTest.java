package io.dsfm.ratis.peer.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.dsfm.ratis.wire.LocalTransport;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The order in which frames leave. */
final class SendQueueTest {

    private static final byte[] BODY = {7};

    private final LocalTransport transport = new LocalTransport();
    private final EventLoopGroup eventLoops = transport.eventLoops(2, "send-queue");
    private final BlockingQueue<Long> received = new LinkedBlockingQueue<>();
    private Channel channel;
    private SendQueue queue;

    @BeforeEach
    void connect() throws InterruptedException {
        transport
                .listening(eventLoops)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel accepted) {
                        accepted.pipeline()
                                .addLast(Frame.decoder(Frame.LENGTH_MAX))
                                .addLast(new Receiver());
                    }
                })
                .bind(transport.address("here", 1))
                .sync();
        channel = transport
                .connecting(eventLoops.next(), 1_000)
                .handler(new ChannelInboundHandlerAdapter())
                .connect(transport.address("here", 1))
                .sync()
                .channel();
        queue = new SendQueue(channel);
    }

    @AfterEach
    void close() {
        eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    @Test
    void whatTheEventLoopSendsDoesNotOvertakeWhatOthersGaveBefore() throws InterruptedException {
        CountDownLatch isBusy = new CountDownLatch(1);
        CountDownLatch isGiven = new CountDownLatch(1);
        channel.eventLoop().execute(() -> {
            isBusy.countDown();
            await(isGiven);
            queue.send(Frame.TELL, 0, 2, BODY);
        });
        await(isBusy);

        queue.send(Frame.TELL, 0, 1, BODY);
        isGiven.countDown();

        assertThat(received(2)).containsExactly(1L, 2L);
    }

    @Test
    void everythingLeavesWhoeverGivesIt() throws InterruptedException {
        int each = 10_000;
        Thread other = new Thread(() -> sendAll(1, each));
        other.start();
        channel.eventLoop().execute(() -> sendAll(each + 1, each));
        other.join();

        List<Long> all = received(2 * each);

        assertThat(all.stream().filter(number -> number <= each)).isSorted();
        assertThat(all.stream().filter(number -> number > each)).isSorted();
        assertThat(all).doesNotHaveDuplicates();
    }

    private void sendAll(int first, int count) {
        for (int number = first; number < first + count; number++) {
            queue.send(Frame.TELL, 0, number, BODY);
        }
    }

    private List<Long> received(int count) throws InterruptedException {
        List<Long> all = new ArrayList<>();
        while (all.size() < count) {
            Long next = received.poll(30, TimeUnit.SECONDS);
            assertThat(next).as("number %d of %d", all.size() + 1, count).isNotNull();
            all.add(next);
        }
        return all;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private final class Receiver extends SimpleChannelInboundHandler<ByteBuf> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf frame) {
            frame.skipBytes(2);
            received.add(frame.readLong());
        }
    }
}
