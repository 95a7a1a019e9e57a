package io.dsfm.maelstrom.node;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only one that writes the protocol: whole lines, flushed when nothing more waits.
 *
 * <p>Threading: any thread sends, and does not wait; one thread of its own writes.
 *
 * <p>Failure: what is sent while too much waits, or after the other end is gone, is lost, as on any network.
 */
final class ProtocolWriter implements Consumer<Message>, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ProtocolWriter.class);
    private static final int WAITING = 65_536;
    private static final long WAITING_BYTES = 128L << 20;
    private static final long CLOSE_MILLIS = 1_000;
    private static final byte[] END = new byte[0];

    private final OutputStream out;
    private final BlockingQueue<byte[]> waiting = new LinkedBlockingQueue<>(WAITING);
    private final AtomicLong waitingBytes = new AtomicLong();
    private final AtomicBoolean isLosing = new AtomicBoolean();
    private final Thread thread = new Thread(this::run, "protocol-out");

    ProtocolWriter(OutputStream out) {
        this.out = new BufferedOutputStream(out, 1 << 16);
        thread.setDaemon(true);
        thread.start();
    }

    /** Sends a message. */
    @Override
    public void accept(Message message) {
        byte[] line = MessageCodec.encode(message);
        if (waitingBytes.addAndGet(line.length) > WAITING_BYTES || !waiting.offer(line)) {
            waitingBytes.addAndGet(-line.length);
            if (!isLosing.getAndSet(true)) {
                LOG.warn("messages are lost, too many wait to be read: waitingBytes={}", waitingBytes);
            }
        }
    }

    private void run() {
        try {
            for (byte[] line = waiting.take(); line != END; line = next()) {
                out.write(line);
                waitingBytes.addAndGet(-line.length);
            }
            out.flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.warn("nobody reads the protocol any more: {}", e.toString());
        }
    }

    private byte[] next() throws IOException, InterruptedException {
        byte[] line = waiting.poll();
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
