package io.dsfm.ratis.wire;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.Errors;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;

/** Netty's means on this machine: epoll where there is a native library for it, else NIO. */
public final class SocketTransport implements Transport {

    /** The one there is. */
    public static final SocketTransport INSTANCE = new SocketTransport();

    private static final int BACKLOG = 1_024;

    private final boolean isEpoll = Epoll.isAvailable();

    private SocketTransport() {}

    @Override
    public EventLoopGroup eventLoops(int threads, String name) {
        return new MultiThreadIoEventLoopGroup(
                threads,
                new DefaultThreadFactory(name, true),
                isEpoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    }

    /** The channel that accepts connections on such event loops. */
    public Class<? extends ServerChannel> serverChannel() {
        return isEpoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    /** The channel that connects on such event loops. */
    public Class<? extends SocketChannel> clientChannel() {
        return isEpoll ? EpollSocketChannel.class : NioSocketChannel.class;
    }

    /** Whether it is a failure of the socket, as when the process at the other end dies, and not of what came on it. */
    public static boolean isBroken(Throwable cause) {
        return cause instanceof SocketException || cause instanceof Errors.NativeIoException;
    }

    @Override
    public ServerBootstrap listening(EventLoopGroup eventLoops) {
        return new ServerBootstrap()
                .group(eventLoops)
                .channel(serverChannel())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true);
    }

    @Override
    public Bootstrap connecting(EventLoop eventLoop, int timeoutMillis) {
        return new Bootstrap()
                .group(eventLoop)
                .channel(clientChannel())
                .resolver(NameLookup.INSTANCE)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, timeoutMillis);
    }

    @Override
    public SocketAddress address(String host, int port) {
        return InetSocketAddress.createUnresolved(host, port);
    }

    @Override
    public SocketAddress listenAddress(String host, int port) {
        return new InetSocketAddress(host, port);
    }

    @Override
    public boolean usesSockets() {
        return true;
    }
}
