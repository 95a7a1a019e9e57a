package io.dsfm.ratis.gateway;

import com.codahale.metrics.MetricRegistry;
import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.proto.ClientFrame;
import io.dsfm.ratis.proto.Goodbye;
import io.dsfm.ratis.proto.GoodbyeReason;
import io.dsfm.ratis.proto.Leader;
import io.dsfm.ratis.proto.NodeFrame;
import io.dsfm.ratis.tls.NodeTls;
import io.dsfm.ratis.wire.FrameDecoder;
import io.dsfm.ratis.wire.FrameEncoder;
import io.dsfm.ratis.wire.SeldomWarning;
import io.dsfm.ratis.wire.SocketTransport;
import io.dsfm.ratis.wire.Transport;
import io.dsfm.ratis.wire.WireProtocol;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.timeout.IdleStateHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The client port of a node: accepts connections, and takes requests to the node and what leaves to the clients.
 *
 * <p>Threading: any thread may call any method. Connections are spread over {@link #EVENT_LOOPS} threads, or those that
 * the transport has.
 *
 * <p>Failure: a client that breaks the protocol, falls silent or does not read is disconnected; it costs a bounded number
 * of bytes and no other client's requests.
 */
public final class Gateway implements AutoCloseable {

    /** Enough for decoding what one node can order; a node has other work for its cores. */
    private static final int EVENT_LOOPS = 2;

    /** How long {@link #close} waits for clients to be told, at most. */
    private static final long CLOSE_MILLIS = 1_000;

    private final Transport transport;
    private final @Nullable NodeTls tls;
    private final EventLoopGroup eventLoops;
    private final Channel server;
    private final GatewayContext context;

    /**
     * Listens from now on.
     *
     * @param bind where; port 0 for any
     * @throws UncheckedIOException if that is not possible, with the address
     */
    public Gateway(
            InetSocketAddress bind,
            NodeConfig.Limits limits,
            NodeConfig.Timeouts timeouts,
            NodeService node,
            MetricRegistry metrics) {
        this(SocketTransport.INSTANCE, bind, limits, timeouts, node, null, metrics);
    }

    /**
     * Listens from now on, by {@code transport}.
     *
     * @param bind where, one of the transport's addresses
     * @param tls on all connections; null for none
     * @throws UncheckedIOException if that is not possible, with the address
     */
    public Gateway(
            Transport transport,
            SocketAddress bind,
            NodeConfig.Limits limits,
            NodeConfig.Timeouts timeouts,
            NodeService node,
            @Nullable NodeTls tls,
            MetricRegistry metrics) {
        this.tls = tls;
        Connections connections = new Connections(limits.connections());
        WaitingBudget budget = WaitingBudget.ofMemory(connections.count()::get);
        context = new GatewayContext(
                node,
                limits,
                timeouts,
                connections,
                new ConcurrentHashMap<>(),
                budget,
                new GatewayMetrics(metrics, connections.count(), budget),
                new SeldomWarning());
        this.transport = transport;
        eventLoops = transport.eventLoops(EVENT_LOOPS, "dsfm-gateway");
        ChannelFuture bound = transport
                .listening(eventLoops)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        onConnection(channel);
                    }
                })
                .bind(bind)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            transport.release(eventLoops, CLOSE_MILLIS);
            Throwable cause = bound.cause();
            throw new UncheckedIOException(
                    "cannot listen for clients: address=" + bind + ", reason=" + cause.getMessage(),
                    cause instanceof IOException io ? io : new IOException(cause));
        }
        server = bound.channel();
    }

    /** Where it listens, with the port that it got; of a gateway on sockets. */
    public InetSocketAddress address() {
        return (InetSocketAddress) server.localAddress();
    }

    /** How many connections are open. */
    public int connections() {
        return context.connections().count().get();
    }

    /**
     * Tells clients that wait for a leader to be known. Those whose requests are with the node are told through {@link
     * OutcomeSink#onLeaderChanged}, after what was released for them.
     */
    public void onLeaderChanged(Leader leader) {
        context.connections().forEach(connection -> connection.onLeaderChanged(leader));
    }

    /** Says goodbye to each client and closes, in bounded time. */
    @Override
    public void close() {
        server.close().awaitUninterruptibly(CLOSE_MILLIS);
        List<ChannelFuture> closed = new ArrayList<>();
        context.connections().forEach(connection -> {
            closed.add(connection.channel().closeFuture());
            connection.onShutdown();
        });
        long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_MILLIS);
        for (ChannelFuture future : closed) {
            future.awaitUninterruptibly(Math.max(1, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
        }
        transport.release(eventLoops, CLOSE_MILLIS);
    }

    private void onConnection(Channel channel) {
        FrameDecoder decoder = new FrameDecoder(
                ClientFrame.parser(),
                WireProtocol.clientFrameBytes(context.limits().inputBytes()));
        decoder.limit(WireProtocol.HELLO_FRAME_BYTES);
        if (tls != null) {
            tls.acceptingClient(channel, context.timeouts().handshake(), Gateway::needsTls);
        }
        channel.pipeline()
                .addLast(new IdleStateHandler(context.timeouts().idle().toNanos(), 0, 0, TimeUnit.NANOSECONDS))
                .addLast(decoder)
                .addLast(FrameEncoder.INSTANCE)
                .addLast(new ConnectionAdapter(channel, decoder, context));
    }

    /** A goodbye in the clear, to a client that has no TLS. */
    private static ByteBuf needsTls(ChannelHandlerContext context) {
        return FrameEncoder.frame(
                context.alloc(),
                NodeFrame.newBuilder()
                        .setGoodbye(Goodbye.newBuilder()
                                .setReason(GoodbyeReason.UNSUPPORTED_PROTOCOL)
                                .setDetail("this group has TLS on its client ports, and the client has none:"
                                        + " it has to be told whom to trust, 'dsfm' by --tls-trust FILE"))
                        .build());
    }
}
