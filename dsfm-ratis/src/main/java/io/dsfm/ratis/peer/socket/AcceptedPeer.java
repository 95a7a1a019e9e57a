package io.dsfm.ratis.peer.socket;

import io.dsfm.ratis.peer.PeerMessage;
import io.dsfm.ratis.peer.PeerReceiver;
import io.dsfm.ratis.tls.NodeTls;
import io.dsfm.ratis.wire.SeldomWarning;
import io.dsfm.ratis.wire.SocketTransport;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * A connection that another node has made to this one: what comes on it goes to the receiver, answers go back on it.
 *
 * <p>Threading: the channel's event loop; answers may come from any thread.
 *
 * <p>Failure: whoever is not a node of the group is told so and disconnected, before it can say anything else.
 */
final class AcceptedPeer extends SimpleChannelInboundHandler<ByteBuf> {

    private static final Logger LOG = LoggerFactory.getLogger(AcceptedPeer.class);

    private final String group;
    private final String self;
    private final String membersDigest;
    private final Set<String> others;
    private final PeerReceiver receiver;
    private final @Nullable NodeTls tls;
    private final SeldomWarning warning;
    /** Who it is; null until it has said hello. */
    private @Nullable String from;

    AcceptedPeer(
            String group,
            String self,
            String membersDigest,
            Set<String> others,
            PeerReceiver receiver,
            @Nullable NodeTls tls,
            SeldomWarning warning) {
        this.group = group;
        this.self = self;
        this.membersDigest = membersDigest;
        this.others = others;
        this.receiver = receiver;
        this.tls = tls;
        this.warning = warning;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        context.executor()
                .schedule(
                        () -> {
                            if (from == null) {
                                context.close();
                            }
                        },
                        Frame.HANDSHAKE_MILLIS,
                        TimeUnit.MILLISECONDS);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf frame) throws IOException {
        int kind = frame.readUnsignedByte();
        int code = frame.readUnsignedByte();
        long correlationId = frame.readLong();
        byte[] body = Frame.readBody(frame);
        String node = from;
        if (node == null) {
            welcome(context.channel(), kind, body);
            return;
        }
        switch (kind) {
            case Frame.ASK -> answer(context.channel(), node, PeerMessage.of(code), correlationId, body);
            case Frame.TELL -> receiver.onTell(node, PeerMessage.of(code), body);
            default -> throw new IOException("unexpected frame from a node: kind=" + kind + ", node=" + node);
        }
    }

    private void welcome(Channel channel, int kind, byte[] body) throws IOException {
        if (kind != Frame.HELLO) {
            throw new IOException("a connection did not begin with a hello: kind=" + kind);
        }
        Hello hello = Hello.decode(body);
        check(hello);
        if (tls != null) {
            tls.requireNode(channel, hello.from());
        }
        from = hello.from();
        // The other side sends nothing until it is welcome, so the decoder holds nothing back.
        channel.pipeline().replace(HelloDecoder.class, "frames", Frame.decoder(Frame.LENGTH_MAX));
        Frame.send(channel, Frame.WELCOME, 0, 0, new byte[0]);
    }

    private void check(Hello hello) throws IOException {
        if (!hello.group().equals(group) || !hello.to().equals(self)) {
            throw new IOException("a node of another group, or it means another node; members have to be the same in"
                    + " the configuration of every node: found group=" + hello.group() + ", from=" + hello.from()
                    + ", to=" + hello.to() + "; accepted: group=" + group + ", to=" + self);
        }
        if (!others.contains(hello.from()) || !hello.hasMembers(membersDigest)) {
            throw new IOException(membersDiffer(hello.from()));
        }
    }

    /** In the same words on both sides and in both directions, so that a node says it once of each other. */
    private String membersDiffer(String other) {
        boolean isFirst = self.compareTo(other) < 0;
        return "the configurations of two nodes name different members, so these nodes do not work together: group="
                + group + ", nodes=" + (isFirst ? self : other) + " and " + (isFirst ? other : self)
                + "; compare 'members' in both files: the same nodes in the same order, each with the same"
                + " raft-address and client-address; then start the node whose file was wrong again";
    }

    private void answer(Channel channel, String node, PeerMessage message, long correlationId, byte[] body) {
        receiver.onAsk(node, message, body).whenComplete((reply, failure) -> {
            if (failure == null) {
                Frame.send(channel, Frame.REPLY, message.code(), correlationId, reply);
            } else {
                byte[] text = String.valueOf(failure).getBytes(StandardCharsets.UTF_8);
                Frame.send(channel, Frame.FAILURE, message.code(), correlationId, text);
            }
        });
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable thrown) {
        Throwable cause = thrown instanceof DecoderException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (context.channel().isActive() && !SocketTransport.isBroken(cause)) {
            Level level =
                    warning.isDue(String.valueOf(cause.getMessage()), System.nanoTime()) ? Level.WARN : Level.DEBUG;
            LOG.atLevel(level)
                    .log(
                            "a connection to the port for nodes is closed: remote={}, node={}, {}",
                            context.channel().remoteAddress(),
                            from == null ? "unknown" : from,
                            cause instanceof IOException ? cause.getMessage() : cause.toString());
            byte[] text = String.valueOf(cause.getMessage()).getBytes(StandardCharsets.UTF_8);
            Frame.send(context.channel(), Frame.FAILURE, 0, 0, text);
        }
        context.close();
    }
}
