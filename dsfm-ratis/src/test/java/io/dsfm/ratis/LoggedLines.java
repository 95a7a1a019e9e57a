package io.dsfm.ratis;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/**
 * What a class logs, from a level on, until this is closed.
 *
 * <p>Threading: any.
 */
public final class LoggedLines implements AutoCloseable {

    private final Logger logger;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage());
        }
    };

    public LoggedLines(Class<?> logging, Level level) {
        logger = (Logger) LoggerFactory.getLogger(logging);
        appender.start();
        logger.setLevel(level);
        logger.addAppender(appender);
    }

    /** So far, without the levels and times. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
        logger.setLevel(null); // as its parent's
    }
}
