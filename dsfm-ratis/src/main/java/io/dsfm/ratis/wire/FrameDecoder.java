package io.dsfm.ratis.wire;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.codec.TooLongFrameException;
import org.jspecify.annotations.Nullable;

/**
 * Makes messages of the bytes that come in.
 *
 * <p>Threading: the channel's event loop.
 *
 * <p>Failure: a frame above the limit fires {@link TooLongFrameException}, one that is not a message fires a
 * {@link io.netty.handler.codec.DecoderException}; the receiver says goodbye and calls {@link #discardAll}.
 */
public final class FrameDecoder extends LengthFieldBasedFrameDecoder {

    private final Parser<? extends MessageLite> parser;
    /** At most the limit given to the constructor. */
    private int limitBytes;

    private boolean discarding;

    /** Expects frames of at most {@code limitBytes} without the length. */
    public FrameDecoder(Parser<? extends MessageLite> parser, int limitBytes) {
        super(limitBytes + WireProtocol.LENGTH_BYTES, 0, WireProtocol.LENGTH_BYTES, 0, WireProtocol.LENGTH_BYTES);
        this.parser = parser;
        this.limitBytes = limitBytes;
    }

    /** From the next frame on, accepts at most so many bytes; not more than the constructor was given. */
    public void limit(int bytes) {
        limitBytes = bytes;
    }

    /** From now on, whatever comes in is dropped. */
    public void discardAll() {
        discarding = true;
    }

    @Override
    protected @Nullable Object decode(ChannelHandlerContext context, ByteBuf in) throws Exception {
        if (discarding) {
            in.skipBytes(in.readableBytes());
            return null;
        }
        if (in.readableBytes() >= WireProtocol.LENGTH_BYTES) {
            long lengthBytes = in.getUnsignedInt(in.readerIndex());
            if (lengthBytes > limitBytes) {
                in.skipBytes(in.readableBytes());
                discarding = true;
                throw new TooLongFrameException(
                        "frame too long: lengthBytes=" + lengthBytes + ", accepted: up to " + limitBytes);
            }
        }
        ByteBuf frame = (ByteBuf) super.decode(context, in);
        if (frame == null) {
            return null;
        }
        try {
            return parser.parseFrom(frame.nioBuffer());
        } finally {
            frame.release();
        }
    }
}
