package io.dsfm.maelstrom.node;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the protocol.
 *
 * <p>Threading: the thread that calls {@link #run}, which also hands the messages over.
 *
 * <p>Failure: a line that is no message, or that its receiver fails at, is told in the log, and the next one is read.
 */
final class ProtocolReader {

    private static final Logger LOG = LoggerFactory.getLogger(ProtocolReader.class);
    private static final int SHOWN = 200;

    private final BufferedReader in;
    private final Consumer<Message> receiver;

    ProtocolReader(InputStream in, Consumer<Message> receiver) {
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16);
        this.receiver = receiver;
    }

    /** Reads until the input ends. */
    void run() {
        try {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (!line.isBlank()) {
                    onLine(line);
                }
            }
        } catch (IOException e) {
            LOG.warn("the input ends: {}", e.toString());
        }
    }

    private void onLine(String line) {
        Optional<Message> message = MessageCodec.decode(line);
        if (message.isEmpty()) {
            LOG.warn("not a message: line={}", line.substring(0, Math.min(line.length(), SHOWN)));
            return;
        }
        try {
            receiver.accept(message.get());
        } catch (RuntimeException e) {
            LOG.error("a message was not dealt with: type={}", message.get().type(), e);
        }
    }
}
