package io.dsfm.ratis.client;

import io.dsfm.ratis.config.HostPort;
import io.dsfm.ratis.proto.ClientFrame;
import io.dsfm.ratis.proto.NodeFrame;
import io.dsfm.ratis.proto.Ping;
import io.dsfm.ratis.proto.Welcome;
import io.dsfm.ratis.tls.ClientTls;
import io.dsfm.ratis.wire.FrameDecoder;
import io.dsfm.ratis.wire.FrameEncoder;
import io.dsfm.ratis.wire.Transport;
import io.dsfm.ratis.wire.WireProtocol;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A connection to one node, from the attempt to connect on.
 *
 * <p>Threading: the client's event loop, which is also the channel's.
 */
final class NodeLink {

    /** Nothing is asked that was not answered. */
    static final long NOT_ASKED = Long.MIN_VALUE;

    /** How long a node may take to answer: to be connected to, to welcome, to a ping. */
    static final long ANSWER_NANOS = TimeUnit.MILLISECONDS.toNanos(750);

    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(256 << 10, 1 << 20);

    /** Hears of a link's life; called on the client's event loop. */
    interface Listener {
        /** The node sent a frame; {@link Welcome} first. */
        void onFrame(NodeLink link, NodeFrame frame);

        /** All frames that were there have been told. */
        void onReadComplete(NodeLink link);

        /** More can be written again. */
        void onWritable(NodeLink link);

        /** The link is of no use any more; told once. */
        void onClosed(NodeLink link, String reason);
    }

    private final HostPort address;
    private final String group;
    private final Listener listener;
    private final Channel channel;
    private @Nullable Welcome welcome;
    private boolean closed;
    /** When the oldest question that is not answered was asked. */
    private long askedNanos;
    /** When the node was last heard of. */
    private long heardNanos;

    private NodeLink(
            Transport transport,
            EventLoop eventLoop,
            HostPort address,
            String group,
            @Nullable ClientTls tls,
            Listener listener,
            long nowNanos) {
        this.address = address;
        this.group = group;
        this.listener = listener;
        askedNanos = nowNanos;
        heardNanos = nowNanos;
        var connecting = transport
                .connecting(eventLoop, (int) TimeUnit.NANOSECONDS.toMillis(ANSWER_NANOS))
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel ch) {
                        if (tls != null) {
                            ch.pipeline().addLast(tls.connecting(ch.alloc(), address.host(), address.port()));
                        }
                        ch.pipeline()
                                .addLast(new FrameDecoder(NodeFrame.parser(), WireProtocol.NODE_FRAME_BYTES))
                                .addLast(FrameEncoder.INSTANCE)
                                .addLast(new FrameAdapter());
                    }
                })
                .connect(transport.address(address.host(), address.port()));
        channel = connecting.channel();
        connecting.addListener(connected -> {
            if (!connected.isSuccess()) {
                // Later: this may run before the caller has the link.
                eventLoop.execute(() -> close(LinkFailure.connecting(connected.cause())));
            }
        });
    }

    /** Begins to connect. */
    static NodeLink open(
            Transport transport,
            EventLoop eventLoop,
            HostPort address,
            String group,
            @Nullable ClientTls tls,
            Listener listener,
            long nowNanos) {
        return new NodeLink(transport, eventLoop, address, group, tls, listener, nowNanos);
    }

    HostPort address() {
        return address;
    }

    /** What the node last said of itself; null until it has welcomed. */
    @Nullable
    Welcome welcome() {
        return welcome;
    }

    boolean isOpen() {
        return welcome != null && !closed;
    }

    boolean isWritable() {
        return channel.isWritable();
    }

    long heardNanos() {
        return heardNanos;
    }

    /** When the oldest question without answer was asked; {@link #NOT_ASKED} for none. */
    long askedNanos() {
        return askedNanos;
    }

    void send(ClientFrame frame) {
        channel.write(frame, channel.voidPromise());
    }

    void flush() {
        channel.flush();
    }

    /** Asks for a sign of life, unless something is asked already. */
    void ping(long nowNanos) {
        ask(ClientFrame.newBuilder().setPing(Ping.getDefaultInstance()).build(), nowNanos);
    }

    /** Asks who leads, unless something is asked already; answered by another {@link Welcome}. */
    void askLeader(long nowNanos) {
        ask(ClientFrame.newBuilder().setHello(WireProtocol.hello(group)).build(), nowNanos);
    }

    void close(String reason) {
        if (closed) {
            return;
        }
        closed = true;
        channel.close();
        listener.onClosed(this, reason);
    }

    private void ask(ClientFrame question, long nowNanos) {
        if (askedNanos == NOT_ASKED) {
            askedNanos = nowNanos;
            send(question);
            flush();
        }
    }

    private final class FrameAdapter extends SimpleChannelInboundHandler<NodeFrame> {

        @Override
        public void channelActive(ChannelHandlerContext context) {
            send(ClientFrame.newBuilder().setHello(WireProtocol.hello(group)).build());
            flush();
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, NodeFrame frame) {
            if (closed) {
                return;
            }
            askedNanos = NOT_ASKED;
            heardNanos = ClientClock.nanos();
            if (frame.hasGoodbye()) {
                close("node said goodbye: reason=" + frame.getGoodbye().getReason() + ", detail="
                        + frame.getGoodbye().getDetail());
                return;
            }
            if (frame.hasWelcome()) {
                welcome = frame.getWelcome();
            } else if (welcome == null) {
                close("not welcomed: kind=" + frame.getKindCase());
                return;
            }
            listener.onFrame(NodeLink.this, frame);
        }

        /** A handshake is an answer too: what the node takes for it does not count for its welcome. */
        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof SslHandshakeCompletionEvent handshake && !closed) {
                if (handshake.isSuccess()) {
                    askedNanos = ClientClock.nanos();
                } else {
                    close(LinkFailure.handshake(handshake.cause()));
                }
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            if (!closed) {
                listener.onReadComplete(NodeLink.this);
            }
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) {
            if (!closed && channel.isWritable()) {
                listener.onWritable(NodeLink.this);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            close("connection lost");
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            close(LinkFailure.connected(cause, welcome != null));
        }
    }
}
