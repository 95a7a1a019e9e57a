package io.dsfm.ratis.tls;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The warnings that are logged while this is open. */
final class HeardLogs extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.dsfm.ratis");
    private final @Nullable Level before;
    private final List<ILoggingEvent> warnings = new CopyOnWriteArrayList<>();
    private final BlockingQueue<ILoggingEvent> unheard = new LinkedBlockingQueue<>();

    HeardLogs() {
        setContext(logger.getLoggerContext());
        before = logger.getLevel();
        logger.setLevel(Level.WARN);
        start();
        logger.addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
            warnings.add(event);
            unheard.add(event);
        }
    }

    /** Waits for a warning with all these texts in it. */
    String await(String... texts) throws InterruptedException {
        for (ILoggingEvent said : warnings) {
            if (List.of(texts).stream().allMatch(said.getFormattedMessage()::contains)) {
                return said.getFormattedMessage();
            }
        }
        for (ILoggingEvent next = unheard.poll(10, TimeUnit.SECONDS);
                next != null;
                next = unheard.poll(10, TimeUnit.SECONDS)) {
            String message = next.getFormattedMessage();
            if (List.of(texts).stream().allMatch(message::contains)) {
                return message;
            }
        }
        throw new AssertionError("nobody said " + List.of(texts) + ", but: "
                + warnings.stream().map(ILoggingEvent::getFormattedMessage).toList());
    }

    List<ILoggingEvent> warnings() {
        return List.copyOf(warnings);
    }

    @Override
    public void close() {
        logger.detachAppender(this);
        logger.setLevel(before);
        stop();
    }
}
