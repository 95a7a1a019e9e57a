package io.dsfm.ratis.peer.socket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What goes out on one connection, in the order in which it was given. Netty alone does not keep that order: what the event
 * loop's own thread writes overtakes what other threads have left for it to write, and a follower refuses entries that come
 * before their predecessors.
 *
 * <p>Threading: any thread sends, and does not wait; the channel's event loop writes, all that is there with one flush.
 *
 * <p>Failure: what cannot be written any more is lost, as on any connection.
 */
final class SendQueue {

    private final Channel channel;
    private final Queue<ByteBuf> frames = new ConcurrentLinkedQueue<>();
    /** The event loop has been asked to write, and has not begun to. */
    private final AtomicBoolean isAsked = new AtomicBoolean();

    SendQueue(Channel channel) {
        this.channel = channel;
    }

    Channel channel() {
        return channel;
    }

    void send(int kind, int message, long correlationId, byte[] body) {
        frames.add(Frame.encode(channel.alloc(), kind, message, correlationId, body));
        if (channel.eventLoop().inEventLoop()) {
            write();
        } else if (!isAsked.getAndSet(true)) {
            try {
                channel.eventLoop().execute(this::onAsked);
            } catch (RejectedExecutionException e) {
                drop();
            }
        }
    }

    private void onAsked() {
        isAsked.set(false); // before it looks: what is given from here on asks again
        write();
    }

    private void write() {
        boolean isWritten = false;
        for (ByteBuf frame = frames.poll(); frame != null; frame = frames.poll()) {
            channel.write(frame, channel.voidPromise());
            isWritten = true;
        }
        if (isWritten) {
            channel.flush();
        }
    }

    /** The event loop has ended. */
    private void drop() {
        isAsked.set(false);
        for (ByteBuf frame = frames.poll(); frame != null; frame = frames.poll()) {
            frame.release();
        }
    }
}
