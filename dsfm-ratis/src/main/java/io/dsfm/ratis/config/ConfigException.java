package io.dsfm.ratis.config;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A node cannot be started with what it was told: all that is wrong, each as one sentence that a person can act on.
 *
 * <p>Failure: misuse; nothing was changed.
 */
public final class ConfigException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    /** Carries one problem or more, in the order in which they are to be read. */
    public ConfigException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining(System.lineSeparator())));
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("a configuration is refused for no reason: problems=" + problems);
        }
        this.problems = List.copyOf(problems);
    }

    /** Carries one problem. */
    public ConfigException(Problem problem) {
        this(List.of(problem));
    }

    /** What is wrong; at least one. */
    public List<Problem> problems() {
        return problems;
    }

    /**
     * One thing that is wrong.
     *
     * @param where the file, with line and column where there are any, or another place such as "command line"
     * @param key the path of the option, such as {@code limits.input-bytes}; empty if it is about the whole file
     * @param found what is wrong, with the value as it was given
     * @param accepted what would be right
     */
    public record Problem(String where, String key, String found, String accepted) {

        /** {@code where: key: found; accepted: what is accepted}. */
        @Override
        public String toString() {
            return where + ": " + (key.isEmpty() ? "" : key + ": ") + found + "; accepted: " + accepted;
        }
    }
}
