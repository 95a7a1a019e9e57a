package io.dsfm.ratis.cli;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How much is logged: what the environment says, or else what the command finds right. It is settled before the first
 * logger is made, since {@code logback.xml} reads it then.
 *
 * <p>Threading: the main thread.
 */
final class LogLevel {

    static final String VARIABLE = "DSFM_LOG_LEVEL";

    /** Read by {@code logback.xml}, which would take a word that it does not know for DEBUG. */
    static final String RATIS_VARIABLE = "DSFM_RATIS_LOG_LEVEL";

    /** What {@code logback.xml} reads. */
    private static final String PROPERTY = "dsfm.log.level";

    private static final Set<String> LEVELS = Set.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "OFF");

    private LogLevel() {}

    /**
     * Settles the level, unless an earlier call has.
     *
     * @param unlessSet the level where the environment says nothing
     * @throws IllegalArgumentException if the environment says a word that is no level
     */
    static void settle(Map<String, String> environment, String unlessSet) {
        String level = level(environment, VARIABLE, unlessSet);
        level(environment, RATIS_VARIABLE, "WARN");
        if (System.getProperty(PROPERTY) == null) {
            System.setProperty(PROPERTY, level);
        }
    }

    private static String level(Map<String, String> environment, String variable, String unlessSet) {
        String found = environment.getOrDefault(variable, "");
        String level = found.isBlank() ? unlessSet : found.toUpperCase(Locale.ROOT);
        if (!LEVELS.contains(level)) {
            throw new IllegalArgumentException("environment: " + variable + ": found '" + found + "'; accepted: "
                    + String.join(", ", LEVELS.stream().sorted().toList()));
        }
        return level;
    }
}
