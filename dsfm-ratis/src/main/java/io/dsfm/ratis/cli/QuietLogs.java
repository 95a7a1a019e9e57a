package io.dsfm.ratis.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * While open, nodes in this process and what they are made of say only what is an error: what a rehearsal's nodes tell of
 * themselves looks as if the operator's own node did it. Who asks for DEBUG hears everything.
 *
 * <p>Threading: the main thread.
 */
final class QuietLogs implements AutoCloseable {

    private static final List<String> NODES = List.of("io.dsfm.ratis", "org.apache.ratis");

    /** Their levels from before; null of one that had none of its own. */
    private final Map<Logger, @Nullable Level> before = new LinkedHashMap<>();

    private QuietLogs() {}

    /**
     * Quiets all but one.
     *
     * @param heard the logger, below which all say what they would
     */
    static QuietLogs except(String heard) {
        QuietLogs quiet = new QuietLogs();
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            Logger exception = context.getLogger(heard);
            if (exception.getEffectiveLevel().isGreaterOrEqual(Level.INFO)) {
                quiet.set(exception, exception.getEffectiveLevel());
                for (String name : NODES) {
                    Logger logger = context.getLogger(name);
                    if (Level.ERROR.isGreaterOrEqual(logger.getEffectiveLevel())) {
                        quiet.set(logger, Level.ERROR);
                    }
                }
            }
        }
        return quiet;
    }

    private void set(Logger logger, Level level) {
        before.put(logger, logger.getLevel());
        logger.setLevel(level);
    }

    @Override
    public void close() {
        before.forEach(Logger::setLevel);
    }
}
