package io.dsfm.ratis.tls;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;

/**
 * Stands before TLS until the handshake is through, and bounds what a connection may have sent by then. While a handshake
 * waits for its turn, TLS keeps what comes in, and no frame that could be too long is made of it yet.
 *
 * <p>Threading: the channel's event loop.
 */
final class HandshakeBound extends ChannelInboundHandlerAdapter {

    /** A handshake with a long chain takes a tenth of it; nobody sends much before there was an answer. */
    static final int BYTES_MAX = 128 << 10;

    private long bytes;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf buffer) {
            bytes += buffer.readableBytes();
        }
        if (bytes > BYTES_MAX) {
            ReferenceCountUtil.release(message);
            context.close();
        } else {
            context.fireChannelRead(message);
        }
    }
}
