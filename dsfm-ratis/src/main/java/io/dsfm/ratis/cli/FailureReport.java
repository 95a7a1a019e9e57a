package io.dsfm.ratis.cli;

import io.dsfm.ratis.client.IndeterminateException;
import io.dsfm.ratis.client.RefusedException;
import io.dsfm.ratis.client.SessionLostException;
import io.dsfm.ratis.config.ConfigException;
import io.dsfm.ratis.config.DamagedDataException;
import io.dsfm.ratis.node.NodeFailedException;
import io.dsfm.ratis.node.NodeStartException;
import io.dsfm.ratis.replay.ReplayException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells the user why a command failed, and finds the exit code. */
final class FailureReport {

    private FailureReport() {}

    /** The command line is wrong. */
    static int onUsageError(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(command.getCommandSpec().qualifiedName() + ": " + failure.getMessage());
        UnmatchedArgumentException.printSuggestions(failure, err);
        err.println("See '" + command.getCommandSpec().qualifiedName() + " --help'.");
        err.flush();
        return ExitCode.USAGE.code();
    }

    /** The command threw. */
    static int onFailure(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        ExitCode exitCode = exitCode(failure);
        String name = command.getCommandSpec().qualifiedName();
        boolean told = failure instanceof CommandException
                || failure instanceof NodeFailedException
                || failure instanceof ReplayException;
        boolean internal = exitCode == ExitCode.INTERNAL && !told;
        String message = internal ? "internal error: " + failure : String.valueOf(failure.getMessage());
        message.lines().forEach(line -> err.println(name + ": " + line));
        boolean verbose = command.getCommandSpec().root().userObject() instanceof Dsfm dsfm && dsfm.verbose();
        if (verbose || internal) {
            failure.printStackTrace(err);
        }
        err.flush();
        return exitCode.code();
    }

    /** The JVM or an assertion failed; picocli itself hands on exceptions only. */
    static int onError(Error error, CommandLine command) {
        PrintWriter err = command.getErr();
        err.println("dsfm: internal error: " + error);
        if (error instanceof IllegalAccessError) {
            err.println("dsfm: the JVM lacks options that the launcher 'dsfm' gives it, such as --add-opens");
        }
        error.printStackTrace(err);
        err.flush();
        return ExitCode.INTERNAL.code();
    }

    /** The kind of failure; anything that nobody expected is internal. */
    static ExitCode exitCode(Throwable failure) {
        if (failure instanceof CommandException expected) {
            return expected.exitCode();
        }
        if (failure instanceof ConfigException) {
            return ExitCode.USAGE;
        }
        if (failure instanceof DamagedDataException) {
            return ExitCode.DAMAGED_DATA;
        }
        if (failure instanceof NodeStartException start) {
            return switch (start.kind()) {
                case CONFIGURATION -> ExitCode.USAGE;
                case DAMAGED -> ExitCode.DAMAGED_DATA;
                case FAILED -> ExitCode.FAILED;
            };
        }
        if (failure instanceof ReplayException replay) {
            return switch (replay.kind()) {
                case NOT_THERE -> ExitCode.FAILED;
                case STATE_MACHINE -> ExitCode.INTERNAL;
            };
        }
        if (failure instanceof IndeterminateException) {
            return ExitCode.UNREACHABLE;
        }
        if (failure instanceof RefusedException || failure instanceof SessionLostException) {
            return ExitCode.FAILED;
        }
        return ExitCode.INTERNAL;
    }
}
