package io.dsfm.ratis.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class NameLookupTest {

    private final EventLoopGroup eventLoops = SocketTransport.INSTANCE.eventLoops(1, "name-test");
    private final EventLoop eventLoop = eventLoops.next();
    private final CountDownLatch answer = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch isAsked = new CountDownLatch(1);
    private final NameLookup lookup = new NameLookup(this::find, Duration.ofSeconds(50));
    private ServerSocket server;

    private InetAddress[] find(String host) throws UnknownHostException {
        asked.incrementAndGet();
        isAsked.countDown();
        awaitAnswer();
        return switch (host) {
            case "gone" -> throw new UnknownHostException(host);
            case "empty" -> new InetAddress[0];
            default -> new InetAddress[] {InetAddress.getLoopbackAddress()};
        };
    }

    private void awaitAnswer() {
        try {
            answer.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        answer.countDown();
        server.close();
        eventLoops.shutdownGracefully();
    }

    @Test
    void leavesTheEventLoopFreeWhileTheNameServerDoesNotAnswer() {
        ChannelFuture first = connect("there");
        ChannelFuture second = connect("there");

        Channel other = connect("127.0.0.1").syncUninterruptibly().channel();
        assertThat(other.isActive()).isTrue();
        assertThat(first.isDone()).isFalse();

        answer.countDown();
        assertThat(first.syncUninterruptibly().channel().isActive()).isTrue();
        assertThat(second.syncUninterruptibly().channel().isActive()).isTrue();
        assertThat(asked).hasValue(1);
    }

    @Test
    void asksAnewForEachConnection() {
        answer.countDown();
        connect("there").syncUninterruptibly();
        connect("there").syncUninterruptibly();

        assertThat(asked).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gone", "empty"})
    void tellsThatAHostIsUnknown(String host) {
        answer.countDown();

        assertThat(connect(host).awaitUninterruptibly().cause()).isInstanceOf(UnknownHostException.class);
    }

    @Test
    void tellsWhoWaitsThatTheNameServerDoesNotAnswer() throws InterruptedException {
        NameLookup impatient = new NameLookup(this::find, Duration.ofMillis(20));

        assertThat(connect("there", impatient).awaitUninterruptibly().cause())
                .isInstanceOf(UnknownHostException.class)
                .hasMessage("there: no answer of the name server after 20 ms");
        isAsked.await();
        assertThat(connect("there", impatient).awaitUninterruptibly().cause()).isInstanceOf(UnknownHostException.class);
        assertThat(asked).as("the first lookup goes on").hasValue(1);
    }

    @Test
    void takesAddressesInDigitsAsTheyAre() {
        assertThat(connect("127.0.0.1").syncUninterruptibly().channel().remoteAddress())
                .isEqualTo(server.getLocalSocketAddress());
        assertThat(asked).hasValue(0);
    }

    @Test
    void isWhatConnectionsUse() {
        Bootstrap connecting = SocketTransport.INSTANCE.connecting(eventLoop, 1_000);

        assertThat(connecting.config().resolver()).isSameAs(NameLookup.INSTANCE);
        assertThat(SocketTransport.INSTANCE.address("localhost", server.getLocalPort()))
                .isEqualTo(InetSocketAddress.createUnresolved("localhost", server.getLocalPort()));
    }

    private ChannelFuture connect(String host) {
        return connect(host, lookup);
    }

    private ChannelFuture connect(String host, NameLookup names) {
        return SocketTransport.INSTANCE
                .connecting(eventLoop, 10_000)
                .resolver(names)
                .handler(new ChannelInboundHandlerAdapter())
                .connect(SocketTransport.INSTANCE.address(host, server.getLocalPort()));
    }
}
