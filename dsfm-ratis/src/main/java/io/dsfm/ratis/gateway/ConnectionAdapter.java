package io.dsfm.ratis.gateway;

import io.dsfm.ratis.proto.ClientFrame;
import io.dsfm.ratis.proto.GoodbyeReason;
import io.dsfm.ratis.proto.Hello;
import io.dsfm.ratis.proto.Leader;
import io.dsfm.ratis.proto.NodeFrame;
import io.dsfm.ratis.proto.Pong;
import io.dsfm.ratis.proto.Welcome;
import io.dsfm.ratis.wire.FrameDecoder;
import io.dsfm.ratis.wire.WireProtocol;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.timeout.IdleStateEvent;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Reads what one client sends: its handshake, then its requests.
 *
 * <p>Threading: the connection's event loop.
 *
 * <p>Failure: whatever is not the protocol is answered with a goodbye, and ends this connection alone.
 */
final class ConnectionAdapter extends SimpleChannelInboundHandler<ClientFrame> {

    private final Channel channel;
    private final FrameDecoder decoder;
    private final GatewayContext gateway;
    private final ConnectionPublisher publisher;
    private final Connection sink;
    private final RequestAdapter requests;
    private final Subscriptions subscriptions;
    private boolean greeted;

    ConnectionAdapter(Channel channel, FrameDecoder decoder, GatewayContext gateway) {
        this.channel = channel;
        this.decoder = decoder;
        this.gateway = gateway;
        SubmitGate gate = new SubmitGate(gateway.limits().inputBytes());
        publisher = new ConnectionPublisher(
                channel, gateway.limits().connectionBytes(), gateway.budget(), gateway.metrics(), gateway.warning());
        sink = new Connection(channel, publisher, gate);
        requests = new RequestAdapter(gateway, publisher, sink, gate);
        subscriptions = new Subscriptions(gateway, publisher, sink);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        switch (gateway.connections().add(this)) {
            case TAKEN ->
                context.executor()
                        .schedule(
                                this::onHandshakeTimeout,
                                gateway.timeouts().handshake().toNanos(),
                                TimeUnit.NANOSECONDS);
            case FULL ->
                goodbye(
                        GoodbyeReason.TOO_MANY_CONNECTIONS,
                        "node is full: connections=" + gateway.limits().connections());
            case OVERRUN -> context.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        gateway.connections().remove(this);
        sink.onGone();
        requests.onGone();
        subscriptions.onGone();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ClientFrame frame) {
        if (publisher.isClosing()) {
            return;
        }
        if (frame.hasHello()) {
            onHello(frame.getHello());
        } else if (!greeted) {
            goodbye(GoodbyeReason.UNSUPPORTED_PROTOCOL, "first frame is not Hello: kind=" + frame.getKindCase());
        } else if (frame.hasPing()) {
            Pong pong = Pong.newBuilder()
                    .setCorrelationId(frame.getPing().getCorrelationId())
                    .build();
            publisher.send(NodeFrame.newBuilder().setPong(pong).build());
        } else if (!requests.onFrame(frame) && !subscriptions.onFrame(frame)) {
            goodbye(GoodbyeReason.PROTOCOL_VIOLATION, "unknown frame: kind=" + frame.getKindCase());
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        requests.onReadComplete();
        context.flush();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof IdleStateEvent) {
            goodbye(
                    GoodbyeReason.TIMED_OUT,
                    "nothing received: idleMillis=" + gateway.timeouts().idle().toMillis());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            context.close();
        } else if (!greeted) {
            goodbye(GoodbyeReason.UNSUPPORTED_PROTOCOL, "first frame is not Hello: " + cause.getMessage());
        } else if (cause instanceof TooLongFrameException) {
            goodbye(GoodbyeReason.FRAME_TOO_LARGE, cause.getMessage());
        } else {
            goodbye(GoodbyeReason.PROTOCOL_VIOLATION, "not a frame: " + cause.getMessage());
        }
    }

    /** Also later than at first: a client that looks for the leader asks again whom this node knows. */
    private void onHello(Hello hello) {
        Welcome welcome = gateway.node().welcome();
        if (hello.getMagic() != WireProtocol.MAGIC || hello.getProtocolVersion() != WireProtocol.VERSION) {
            goodbye(
                    GoodbyeReason.UNSUPPORTED_PROTOCOL,
                    "protocol not spoken: magic=0x" + Integer.toHexString(hello.getMagic()) + ", version="
                            + Integer.toUnsignedString(hello.getProtocolVersion()) + ", accepted: 0x"
                            + Integer.toHexString(WireProtocol.MAGIC) + ", " + WireProtocol.VERSION);
        } else if (!hello.getGroup().isEmpty() && !hello.getGroup().equals(welcome.getGroup())) {
            goodbye(
                    GoodbyeReason.WRONG_GROUP,
                    "node is of another group: group=" + hello.getGroup() + ", accepted: " + welcome.getGroup());
        } else {
            greeted = true;
            int frameBytes = WireProtocol.clientFrameBytes(gateway.limits().inputBytes());
            decoder.limit(frameBytes);
            publisher.send(NodeFrame.newBuilder()
                    .setWelcome(welcome.toBuilder()
                            .setProtocolVersion(WireProtocol.VERSION)
                            .setMaxFrameBytes(frameBytes)
                            .setMaxInputBytes(gateway.limits().inputBytes())
                            .setLeader(gateway.node().leader()))
                    .build());
        }
    }

    private void onHandshakeTimeout() {
        if (!greeted) {
            goodbye(
                    GoodbyeReason.TIMED_OUT,
                    "no handshake: afterMillis="
                            + gateway.timeouts().handshake().toMillis());
        }
    }

    private void goodbye(GoodbyeReason reason, String detail) {
        decoder.discardAll();
        sink.onGone();
        publisher.goodbye(reason, detail);
    }

    /** The gateway closes. Any thread. */
    void onShutdown() {
        sink.execute(() -> goodbye(GoodbyeReason.SHUTTING_DOWN, "node stops"));
    }

    /** The node knows of another leader; clients with requests here are told through their sinks. Any thread. */
    void onLeaderChanged(Leader leader) {
        sink.execute(() -> {
            if (greeted && !requests.hasClients()) {
                sink.onLeaderChanged(leader);
            }
        });
    }

    Channel channel() {
        return channel;
    }
}
