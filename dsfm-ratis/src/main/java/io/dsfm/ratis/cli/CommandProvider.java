package io.dsfm.ratis.cli;

/**
 * Adds a command to {@code dsfm}. Found with {@link java.util.ServiceLoader}: list the implementing class, public with a
 * public constructor without parameters, in {@code META-INF/services/io.dsfm.ratis.cli.CommandProvider}.
 *
 * <p>Threading: called once, by the main thread.
 */
public interface CommandProvider {

    /**
     * Makes the command: an object annotated with {@code picocli.CommandLine.Command} that names it, implements
     * {@code Callable<Integer>} or {@code Runnable}, and does not declare {@code -v} or {@code --verbose}, which every
     * command inherits. What it throws is told as for the commands here: {@link CommandException} and
     * {@link io.dsfm.ratis.config.ConfigException} in a message, anything else as an internal error.
     */
    Object command();
}
