package io.dsfm.ratis.wire;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * How bytes get from a client to a node: over sockets, or within one process.
 *
 * <p>Threading: any thread.
 */
public interface Transport {

    /** Event loops whose threads have this name and do not keep the process alive. */
    EventLoopGroup eventLoops(int threads, String name);

    /**
     * Nothing runs on the event loops any more that the caller put there.
     *
     * @param millis how long to wait for what is under way, at most
     */
    default void release(EventLoopGroup eventLoops, long millis) {
        eventLoops.shutdownGracefully(0, millis, TimeUnit.MILLISECONDS).awaitUninterruptibly(millis);
    }

    /** What listens for connections on such event loops; the caller adds what is to be done with them. */
    ServerBootstrap listening(EventLoopGroup eventLoops);

    /** What connects on one of them, and gives up after so long; the caller adds what is to be done with the connection. */
    Bootstrap connecting(EventLoop eventLoop, int timeoutMillis);

    /** Where a node is reached that its configuration puts at this host and port; the host is looked up for each connection. */
    SocketAddress address(String host, int port);

    /** Where a node listens whose configuration puts it there; the host is looked up now. */
    SocketAddress listenAddress(String host, int port);

    /** Whether an address is one of the machine's, which others might have taken. */
    boolean usesSockets();
}
