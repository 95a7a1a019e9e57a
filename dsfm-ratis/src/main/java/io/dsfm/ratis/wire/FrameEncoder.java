package io.dsfm.ratis.wire;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.MessageToByteEncoder;
import java.io.IOException;

/**
 * Makes a frame of each message that goes out, in one buffer of its exact size.
 *
 * <p>Threading: stateless.
 */
@Sharable
public final class FrameEncoder extends MessageToByteEncoder<MessageLite> {

    /** For every channel. */
    public static final FrameEncoder INSTANCE = new FrameEncoder();

    private FrameEncoder() {
        super(MessageLite.class);
    }

    @Override
    protected ByteBuf allocateBuffer(ChannelHandlerContext context, MessageLite message, boolean preferDirect) {
        return context.alloc().ioBuffer(WireProtocol.LENGTH_BYTES + message.getSerializedSize());
    }

    /** The frame of one message, for a connection without this encoder. */
    public static ByteBuf frame(ByteBufAllocator allocator, MessageLite message) {
        byte[] bytes = message.toByteArray();
        return allocator
                .ioBuffer(WireProtocol.LENGTH_BYTES + bytes.length)
                .writeInt(bytes.length)
                .writeBytes(bytes);
    }

    @Override
    protected void encode(ChannelHandlerContext context, MessageLite message, ByteBuf out) throws IOException {
        int sizeBytes = message.getSerializedSize();
        out.writeInt(sizeBytes);
        CodedOutputStream stream = CodedOutputStream.newInstance(out.nioBuffer(out.writerIndex(), sizeBytes));
        message.writeTo(stream);
        stream.flush();
        out.writerIndex(out.writerIndex() + sizeBytes);
    }
}
