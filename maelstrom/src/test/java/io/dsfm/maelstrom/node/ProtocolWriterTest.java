package io.dsfm.maelstrom.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What waits to be written. */
class ProtocolWriterTest {

    /** Takes nothing until it is told to, as a pipe that nobody reads. */
    private static final class Pipe extends ByteArrayOutputStream {
        private final CountDownLatch isReached = new CountDownLatch(1);
        private final CountDownLatch isRead = new CountDownLatch(1);

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            isReached.countDown();
            try {
                isRead.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            super.write(bytes, offset, length);
        }
    }

    private static Message message(String dest) {
        return new Message("n1", dest, MessageCodec.body("x"));
    }

    @Test
    void whatHasExpiredBeforeItsTurnIsNotWritten() throws Exception {
        AtomicLong nanos = new AtomicLong(100);
        Pipe pipe = new Pipe();
        try (ProtocolWriter writer = new ProtocolWriter(pipe, nanos::get)) {
            writer.accept(message("first"));
            pipe.isReached.await(); // the writer stands at the pipe; what comes now has to wait
            writer.acceptUntil(message("late"), 200);
            writer.acceptUntil(message("early"), 300);
            writer.accept(message("node"));
            nanos.set(250);
            pipe.isRead.countDown();
        }
        assertThat(pipe.toString(StandardCharsets.UTF_8).lines())
                .extracting(line -> line.replaceAll(".*\"dest\":\"(\\w+)\".*", "$1"))
                .containsExactly("first", "early", "node");
    }
}
