package io.dsfm.ratis.peer.socket;

import io.dsfm.ratis.peer.PeerException;
import io.dsfm.ratis.peer.PeerMessage;
import io.dsfm.ratis.peer.PeerNetwork;
import io.dsfm.ratis.peer.PeerReceiver;
import io.dsfm.ratis.tls.NodeTls;
import io.dsfm.ratis.wire.SeldomWarning;
import io.dsfm.ratis.wire.SocketTransport;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The network of a node over TCP.
 *
 * <p>Threading: any thread. Messages of one node come in on one event loop, in order.
 */
public final class PeerSockets implements PeerNetwork {

    private static final long CLOSE_MILLIS = 1_000;

    private final SeldomWarning warning = new SeldomWarning();
    private final String group;
    private final String self;
    private final String membersDigest;
    private final InetSocketAddress bind;
    private final Map<String, PeerLink> links = new LinkedHashMap<>();
    private final @Nullable NodeTls tls;
    private final EventLoopGroup eventLoops;
    private final ChannelGroup accepted = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private volatile @Nullable Channel server;

    /**
     * Does nothing yet.
     *
     * @param group the name of the group: nodes of others are turned away
     * @param self this node
     * @param membersDigest of the list of all members: nodes that have been given another are turned away
     * @param bind where the others reach it
     * @param others where the others are reached, by node
     * @param answerTimeout after so long without an answer, a link is given up and made anew
     * @param tls on all links; null for none
     * @param eventLoops of sockets; ended by {@link #close}
     */
    public PeerSockets(
            String group,
            String self,
            String membersDigest,
            InetSocketAddress bind,
            Map<String, InetSocketAddress> others,
            Duration answerTimeout,
            @Nullable NodeTls tls,
            EventLoopGroup eventLoops) {
        this.tls = tls;
        this.group = group;
        this.self = self;
        this.membersDigest = membersDigest;
        this.bind = bind;
        this.eventLoops = eventLoops;
        others.forEach((node, address) -> links.put(
                node,
                new PeerLink(
                        new Hello(group, self, node, membersDigest),
                        address,
                        eventLoops,
                        answerTimeout.toNanos(),
                        tls,
                        warning)));
    }

    @Override
    public void start(PeerReceiver receiver) throws IOException {
        ChannelFuture bound = new ServerBootstrap()
                .group(eventLoops)
                .channel(SocketTransport.INSTANCE.serverChannel())
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accepted.add(channel);
                        if (tls != null) {
                            tls.accepting(channel, PeerSockets::needsTls);
                        }
                        channel.pipeline()
                                .addLast(new HelloDecoder())
                                .addLast(new AcceptedPeer(
                                        group, self, membersDigest, links.keySet(), receiver, tls, warning));
                    }
                })
                .bind(bind)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            close();
            throw new IOException("cannot listen for other nodes: address=" + bind, bound.cause());
        }
        server = bound.channel();
        links.values().forEach(link -> link.start(receiver));
    }

    private static ByteBuf needsTls(ChannelHandlerContext context) {
        String text = "a connection without TLS to a node that has it; " + NodeTls.ALL_OR_NONE;
        return Frame.encode(context.alloc(), Frame.FAILURE, 0, 0, text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public CompletableFuture<byte[]> ask(String node, PeerMessage message, byte[] body) {
        PeerLink link = links.get(node);
        return link == null
                ? CompletableFuture.failedFuture(
                        new PeerException("not a node of the group: node=" + node + ", accepted: " + links.keySet()))
                : link.ask(message, body);
    }

    @Override
    public void tell(String node, PeerMessage message, byte[] body) {
        PeerLink link = links.get(node);
        if (link != null) {
            link.tell(message, body);
        }
    }

    @Override
    public boolean isConnected(String node) {
        PeerLink link = links.get(node);
        return link != null && link.isUp();
    }

    /** Gives up every connection that this node has made, and makes each again; completes when all are up. */
    public CompletableFuture<Void> reconnect() {
        return CompletableFuture.allOf(
                links.values().stream().map(PeerLink::reconnect).toArray(CompletableFuture<?>[]::new));
    }

    @Override
    public InetSocketAddress address() {
        return (InetSocketAddress) Objects.requireNonNull(server, "not started").localAddress();
    }

    @Override
    public void close() {
        Channel listening = server;
        if (listening != null) {
            listening.close().awaitUninterruptibly(CLOSE_MILLIS);
        }
        links.values().forEach(PeerLink::close);
        accepted.close().awaitUninterruptibly(CLOSE_MILLIS);
        eventLoops.shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly(CLOSE_MILLIS);
    }
}
