package io.dsfm.ratis.wire;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.local.LocalServerChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.SocketAddress;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Connections within the process, without any socket. Each transport has addresses of its own: the same host and port in
 * two of them are two places.
 */
public final class LocalTransport implements Transport {

    private static final AtomicLong TRANSPORTS = new AtomicLong();

    private final long number = TRANSPORTS.incrementAndGet();

    /** With addresses of its own. */
    public LocalTransport() {}

    @Override
    public EventLoopGroup eventLoops(int threads, String name) {
        return new MultiThreadIoEventLoopGroup(
                threads, new DefaultThreadFactory(name, true), LocalIoHandler.newFactory());
    }

    @Override
    public ServerBootstrap listening(EventLoopGroup eventLoops) {
        return new ServerBootstrap().group(eventLoops).channel(LocalServerChannel.class);
    }

    @Override
    public Bootstrap connecting(EventLoop eventLoop, int timeoutMillis) {
        return new Bootstrap().group(eventLoop).channel(LocalChannel.class); // succeeds or fails at once
    }

    @Override
    public SocketAddress address(String host, int port) {
        return new LocalAddress("dsfm-" + number + "/" + host + ":" + port);
    }

    @Override
    public SocketAddress listenAddress(String host, int port) {
        return address(host, port);
    }

    @Override
    public boolean usesSockets() {
        return false;
    }
}
