package io.dsfm.maelstrom.node;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One end of a client's connection to another node: what the channel here gives goes there in numbered chunks, each sent
 * again until it is acknowledged; what comes from there is written to the channel in order, once.
 *
 * <p>Threading: the tunnels' event loop.
 *
 * <p>Invariants: all chunks below {@code expected} were written. At most {@link #UNDER_WAY_BYTES} are not acknowledged.
 *
 * <p>Failure: a chunk that is not acknowledged after its last sending closes the channel, as a broken connection would.
 */
final class TunnelEnd extends ChannelInboundHandlerAdapter {

    /** How long each sending of a chunk may take to be acknowledged; then the connection is broken. */
    private static final List<Duration> PATIENCE =
            List.of(Duration.ofMillis(500), Duration.ofMillis(1_000), Duration.ofMillis(2_000));

    private static final long UNDER_WAY_BYTES = 32L << 20;
    private static final int EARLY = 1_024;

    private final Tunnels.Wire wire;
    private final String peer;
    private final long stream;
    private final boolean isEntrance;
    private final Runnable onGone;
    private final Map<Long, Chunk> early = new HashMap<>();
    private ByteArrayOutputStream read = new ByteArrayOutputStream();
    private @Nullable Channel channel;
    private long lastNumber = -1;
    private long expected;
    private long underWayBytes;
    private boolean isClosed;

    /**
     * @param wire takes chunks to the other node
     * @param peer the other node
     * @param stream of this connection
     * @param isEntrance whether the client is here, or the node
     * @param onGone is told when there is no connection any more
     */
    TunnelEnd(Tunnels.Wire wire, String peer, long stream, boolean isEntrance, Runnable onGone) {
        this.wire = wire;
        this.peer = peer;
        this.stream = stream;
        this.isEntrance = isEntrance;
        this.onGone = onGone;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        channel = context.channel();
        if (isClosed) {
            channel.close();
        } else {
            write();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            byte[] copy = new byte[bytes.readableBytes()];
            bytes.readBytes(copy);
            read.write(copy, 0, copy.length);
        } finally {
            bytes.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (read.size() > 0) {
            byte[] bytes = read.toByteArray();
            read = new ByteArrayOutputStream();
            send(false, bytes);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        close();
    }

    private void send(boolean isLast, byte[] bytes) {
        underWayBytes += bytes.length;
        Chunk chunk = new Chunk(isEntrance, isLast, stream, ++lastNumber, bytes);
        if (underWayBytes > UNDER_WAY_BYTES) {
            close();
        } else {
            send(chunk, 0);
        }
    }

    private void send(Chunk chunk, int sendings) {
        CompletableFuture<Boolean> taken = wire.send(peer, chunk, PATIENCE.get(sendings));
        taken.whenComplete((isTaken, failure) -> wire.execute(() -> {
            if (failure == null) {
                underWayBytes -= chunk.bytes().length;
                if (!isTaken) {
                    close();
                }
            } else if (!isClosed || chunk.isLast()) {
                if (sendings + 1 < PATIENCE.size()) {
                    send(chunk, sendings + 1);
                } else {
                    close();
                }
            }
        }));
    }

    /** A chunk came from the other end. */
    void onChunk(Chunk chunk) {
        if (chunk.number() >= expected && early.size() < EARLY) {
            early.put(chunk.number(), chunk);
            write();
        }
    }

    private void write() {
        Channel open = channel;
        if (open == null) {
            return;
        }
        for (Chunk next = early.remove(expected); next != null; next = early.remove(expected)) {
            expected++;
            if (next.bytes().length > 0) {
                open.write(Unpooled.wrappedBuffer(next.bytes()), open.voidPromise());
            }
            if (next.isLast()) {
                open.flush();
                close();
                return;
            }
        }
        open.flush();
    }

    /** The connection is over: here at once, there when it hears of it. */
    void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        send(new Chunk(isEntrance, true, stream, ++lastNumber, new byte[0]), 0);
        if (channel != null) {
            channel.close();
        }
        onGone.run();
    }
}
