package io.dsfm.maelstrom.node;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only one that writes the protocol: whole lines, flushed when nothing more waits. What has expired while it waited is
 * dropped: whom it is for may be gone, and Maelstrom does not forgive a message to nobody.
 *
 * <p>Threading: any thread sends, and does not wait; one thread of its own writes.
 *
 * <p>Failure: what is sent while too much waits, or after the other end is gone, is lost, as on any network.
 */
final class ProtocolWriter implements Outbox, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ProtocolWriter.class);
    private static final int WAITING = 65_536;
    private static final long WAITING_BYTES = 128L << 20;
    private static final long CLOSE_MILLIS = 1_000;
    /** A line of no bytes: nothing comes after it. */
    private static final Line END = new Line(new byte[0], null);

    private final OutputStream out;
    private final LongSupplier nanoClock;
    private final BlockingQueue<Line> waiting = new LinkedBlockingQueue<>(WAITING);
    private final AtomicLong waitingBytes = new AtomicLong();
    private final AtomicBoolean isLosing = new AtomicBoolean();
    private final Thread thread = new Thread(this::run, "protocol-out");

    /**
     * What is to be written.
     *
     * @param expiryNanos by the writer's clock; null for never
     */
    private record Line(byte[] bytes, @Nullable Long expiryNanos) {}

    /**
     * @param nanoClock by which messages expire, as {@link System#nanoTime}
     */
    ProtocolWriter(OutputStream out, LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.out = new BufferedOutputStream(out, 1 << 16);
        thread.setDaemon(true);
        thread.start();
    }

    /** Sends a message. */
    @Override
    public void accept(Message message) {
        send(new Line(MessageCodec.encode(message), null));
    }

    /** Sends a message, unless it has waited until after this time, by the writer's clock. */
    @Override
    public void acceptUntil(Message message, long expiryNanos) {
        send(new Line(MessageCodec.encode(message), expiryNanos));
    }

    private void send(Line line) {
        int size = line.bytes().length;
        if (waitingBytes.addAndGet(size) > WAITING_BYTES || !waiting.offer(line)) {
            waitingBytes.addAndGet(-size);
            if (!isLosing.getAndSet(true)) {
                LOG.warn("messages are lost, too many wait to be read: waitingBytes={}", waitingBytes);
            }
        }
    }

    private void run() {
        try {
            for (Line line = waiting.take(); line.bytes().length > 0; line = next()) {
                waitingBytes.addAndGet(-line.bytes().length);
                if (isExpired(line)) {
                    LOG.warn("a reply waited too long to be read: sizeBytes={}", line.bytes().length);
                } else {
                    out.write(line.bytes());
                }
            }
            out.flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.warn("nobody reads the protocol any more: {}", e.toString());
        }
    }

    private boolean isExpired(Line line) {
        return line.expiryNanos() != null && nanoClock.getAsLong() - line.expiryNanos() > 0;
    }

    private Line next() throws IOException, InterruptedException {
        Line line = waiting.poll();
        if (line != null) {
            return line;
        }
        out.flush();
        isLosing.set(false);
        return waiting.take();
    }

    /** Writes what waits, in bounded time. */
    @Override
    public void close() throws InterruptedException {
        if (!waiting.offer(END, CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
            return;
        }
        thread.join(CLOSE_MILLIS);
    }
}
