package io.dsfm.ratis.cli;

/**
 * A command cannot go on, for a reason that its user is told in one message, without a stack trace unless asked for.
 *
 * <p>Failure: as its exit code says.
 */
public final class CommandException extends Exception {

    private static final long serialVersionUID = 1;

    private final ExitCode exitCode;

    /** Ends a command. */
    public CommandException(ExitCode exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** Ends a command because of a failure that {@code message} already tells of. */
    public CommandException(ExitCode exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** What the process ends with. */
    public ExitCode exitCode() {
        return exitCode;
    }
}
