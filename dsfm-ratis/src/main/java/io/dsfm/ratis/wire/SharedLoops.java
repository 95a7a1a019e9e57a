package io.dsfm.ratis.wire;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.net.SocketAddress;

/**
 * Sockets on event loops that belong to somebody else: a message that comes in on one connection goes out on another of
 * the same loop without a thread being woken.
 *
 * <p>Threading: any thread.
 *
 * @param eventLoops ended by their owner, after everything that runs on them was closed
 */
public record SharedLoops(EventLoopGroup eventLoops) implements Transport {

    @Override
    public EventLoopGroup eventLoops(int threads, String name) {
        return eventLoops;
    }

    @Override
    public void release(EventLoopGroup lent, long millis) {
        // Their owner ends them.
    }

    @Override
    public ServerBootstrap listening(EventLoopGroup on) {
        return SocketTransport.INSTANCE.listening(on);
    }

    @Override
    public Bootstrap connecting(EventLoop eventLoop, int timeoutMillis) {
        return SocketTransport.INSTANCE.connecting(eventLoop, timeoutMillis);
    }

    @Override
    public SocketAddress address(String host, int port) {
        return SocketTransport.INSTANCE.address(host, port);
    }

    @Override
    public SocketAddress listenAddress(String host, int port) {
        return SocketTransport.INSTANCE.listenAddress(host, port);
    }

    @Override
    public boolean usesSockets() {
        return true;
    }
}
