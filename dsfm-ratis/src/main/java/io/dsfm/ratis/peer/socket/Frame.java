package io.dsfm.ratis.peer.socket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;

/**
 * The frames between nodes: length (4 bytes, of what follows), kind (1), message (1), correlation id (8), body. All big
 * endian.
 */
final class Frame {

    /** The first frame of the one who connects; its body is a {@link Hello}. */
    static final int HELLO = 1;
    /** The answer to it: from here on the link is up. */
    static final int WELCOME = 2;

    static final int ASK = 3;
    static final int TELL = 4;
    /** The answer to an {@link #ASK}, under its correlation id. */
    static final int REPLY = 5;
    /** Instead of an answer, or of {@link #WELCOME}; the body says why, in UTF-8. */
    static final int FAILURE = 6;

    /** The longest frame: an appender's limit is below it. */
    static final int LENGTH_MAX = 256 << 20;

    /** The longest first frame: a stranger is not worth more memory than this. */
    static final int HELLO_LENGTH_MAX = 4 << 10;

    /** How long the one who connects has to say who it is, and the other to answer that. */
    static final long HANDSHAKE_MILLIS = 3_000;

    private static final int HEADER_BYTES = 1 + 1 + 8;

    private Frame() {}

    static ByteBuf encode(ByteBufAllocator allocator, int kind, int message, long correlationId, byte[] body) {
        ByteBuf frame = allocator.ioBuffer(4 + HEADER_BYTES + body.length);
        frame.writeInt(HEADER_BYTES + body.length);
        frame.writeByte(kind);
        frame.writeByte(message);
        frame.writeLong(correlationId);
        frame.writeBytes(body);
        return frame;
    }

    static void send(Channel channel, int kind, int message, long correlationId, byte[] body) {
        channel.writeAndFlush(encode(channel.alloc(), kind, message, correlationId, body), channel.voidPromise());
    }

    static byte[] readBody(ByteBuf frame) {
        byte[] body = new byte[frame.readableBytes()];
        frame.readBytes(body);
        return body;
    }

    static LengthFieldBasedFrameDecoder decoder(int lengthMax) {
        return new LengthFieldBasedFrameDecoder(lengthMax, 0, 4, 0, 4);
    }
}
