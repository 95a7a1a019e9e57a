package io.dsfm.sample.matching.demo.remote;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes frames: whatever comes while it writes goes out together afterwards, so that a lone frame does not wait and many
 * cost one write.
 *
 * <p>Threading: any thread publishes, and does not wait for the pipe; a thread of its own writes. Bounded by what may be under
 * way, and by {@link #MOST_BYTES}.
 *
 * <p>Failure: when the other end is gone, what is written is lost without a word. That the other end is gone is seen by
 * whoever reads from it.
 */
final class FramePublisher implements AutoCloseable {

    private static final int MOST_BYTES = 32 << 20;
    private static final int FIRST_BYTES = 1 << 16;

    private final OutputStream out;
    private final Thread writer;

    /** Guarded by this. */
    private ByteArrayOutputStream pending = new ByteArrayOutputStream(FIRST_BYTES);
    /** Guarded by this. */
    private boolean closed;

    FramePublisher(OutputStream out, String thread) {
        this.out = out;
        writer = new Thread(this::write, thread);
        writer.setDaemon(true);
        writer.start();
    }

    synchronized void publish(Frame frame) {
        byte[] bytes = frame.encode();
        if (pending.size() + bytes.length > MOST_BYTES) {
            throw new IllegalStateException("nobody reads: pendingBytes=" + pending.size());
        }
        boolean idle = pending.size() == 0;
        pending.writeBytes(bytes);
        if (idle) {
            notifyAll();
        }
    }

    /** The writer alone calls this; null for the end. */
    private synchronized boolean awaitPending() throws InterruptedException {
        while (pending.size() == 0 && !closed) {
            wait();
        }
        return !closed;
    }

    private synchronized ByteArrayOutputStream swap(ByteArrayOutputStream empty) {
        ByteArrayOutputStream filled = pending;
        pending = empty;
        return filled;
    }

    private void write() {
        try (out) {
            ByteArrayOutputStream spare = new ByteArrayOutputStream(FIRST_BYTES);
            while (awaitPending()) {
                ByteArrayOutputStream filled = swap(spare);
                filled.writeTo(out);
                out.flush();
                filled.reset();
                spare = filled;
            }
        } catch (IOException | InterruptedException e) {
            close();
        }
    }

    /** Nothing more is written; a write that waits for the pipe ends with the other end. */
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
