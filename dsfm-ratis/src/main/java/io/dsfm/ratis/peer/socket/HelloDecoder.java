package io.dsfm.ratis.peer.socket;

import io.dsfm.ratis.tls.NodeTls;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the first frame of whoever connects, until another decoder takes its place; knows a node that wants TLS.
 *
 * <p>Threading: the channel's event loop.
 */
final class HelloDecoder extends LengthFieldBasedFrameDecoder {

    private static final int HEADER_BYTES = 5;

    HelloDecoder() {
        super(Frame.HELLO_LENGTH_MAX, 0, 4, 0, 4);
    }

    @Override
    protected @Nullable Object decode(ChannelHandlerContext context, ByteBuf in) throws Exception {
        // As a length, this is far above what a first frame may have.
        if (in.readableBytes() >= HEADER_BYTES && SslHandler.isEncrypted(in, false)) {
            in.skipBytes(in.readableBytes());
            throw new IOException("a connection with TLS to a node that has none; " + NodeTls.ALL_OR_NONE);
        }
        return super.decode(context, in);
    }
}
