package io.dsfm.ratis.tls;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslHandler;
import java.util.List;
import java.util.function.Function;

/**
 * Stands before TLS until the first bytes are there: who speaks without is told so in its own language, and is disconnected.
 *
 * <p>Threading: the channel's event loop.
 */
final class PlainDetector extends ByteToMessageDecoder {

    /** So many bytes tell. */
    private static final int HEADER_BYTES = 5;

    private final Function<ChannelHandlerContext, ByteBuf> refusal;
    private boolean isRefused;

    PlainDetector(Function<ChannelHandlerContext, ByteBuf> refusal) {
        this.refusal = refusal;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (isRefused) {
            in.skipBytes(in.readableBytes());
        } else if (in.readableBytes() >= HEADER_BYTES) {
            if (SslHandler.isEncrypted(in, false)) {
                context.pipeline().remove(this); // what was read goes on to TLS
            } else {
                isRefused = true;
                in.skipBytes(in.readableBytes());
                context.writeAndFlush(refusal.apply(context)).addListener(ChannelFutureListener.CLOSE);
            }
        }
    }
}
