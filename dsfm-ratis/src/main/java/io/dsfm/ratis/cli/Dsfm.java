package io.dsfm.ratis.cli;

import java.io.InputStream;
import java.util.Map;
import java.util.ServiceLoader;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The program: {@code dsfm} and its commands, those of other modules included.
 *
 * <p>Threading: the main thread.
 */
@Command(
        name = "dsfm",
        mixinStandardHelpOptions = true,
        versionProvider = JarVersion.class,
        description = "Runs and asks nodes of replicated, diverse, deterministic state machines.",
        subcommands = {
            NodeCommand.class,
            SubmitCommand.class,
            QueryCommand.class,
            TailCommand.class,
            StatusCommand.class,
            SnapshotCommand.class,
            TransferCommand.class,
            ReplayCommand.class,
            NewCommand.class,
            GenerateCompletion.class,
            CommandLine.HelpCommand.class
        },
        footer = {
            "",
            "Environment:",
            "  DSFM_NODES            client addresses, without --nodes and --config",
            "  DSFM_LOG_LEVEL        ERROR, WARN (default; INFO for nodes), INFO, DEBUG",
            "  DSFM_RATIS_LOG_LEVEL  the same for Apache Ratis (default WARN)",
            "  NO_COLOR              any value: no colours",
            "  JAVA_HOME             the JDK to run on (default: the java on the PATH)",
            "  DSFM_CLASSPATH        jars or folders with your state machines, in front of the class path",
            "  DSFM_JAVA_OPTS        options for the JVM, such as -Xmx2g"
        })
public final class Dsfm implements Runnable {

    private final Map<String, String> environment;
    private final InputStream input;

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Show stack traces of failures.")
    private boolean verbose;

    @SuppressWarnings("NullAway.Init") // picocli sets `spec`
    Dsfm(Map<String, String> environment, InputStream input) {
        this.environment = environment;
        this.input = input;
    }

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(commandLine(System.getenv(), System.in).execute(arguments));
    }

    /** The program with an environment and a standard input of its choice. */
    static CommandLine commandLine(Map<String, String> environment, InputStream input) {
        Dsfm dsfm = new Dsfm(environment, input);
        CommandLine commandLine = new CommandLine(dsfm);
        for (CommandProvider provider : ServiceLoader.load(CommandProvider.class)) {
            commandLine.addSubcommand(provider.command());
        }
        describeExitCodes(commandLine);
        return commandLine
                .setExecutionStrategy(dsfm::execute)
                .setParameterExceptionHandler(FailureReport::onUsageError)
                .setExecutionExceptionHandler(FailureReport::onFailure);
    }

    /** Without a command there is nothing to do. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    boolean verbose() {
        return verbose;
    }

    Map<String, String> environment() {
        return environment;
    }

    InputStream input() {
        return input;
    }

    /** Nodes say what they do, other commands only what goes wrong. */
    private int execute(ParseResult parsed) {
        boolean node =
                parsed.subcommands().stream().anyMatch(sub -> sub.commandSpec().userObject() instanceof NodeCommand);
        try {
            LogLevel.settle(environment, node ? "INFO" : "WARN");
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        try {
            return new CommandLine.RunLast().execute(parsed);
        } catch (Error e) {
            return FailureReport.onError(e, spec.commandLine());
        }
    }

    private static void describeExitCodes(CommandLine commandLine) {
        commandLine
                .getCommandSpec()
                .usageMessage()
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(ExitCode.list());
        commandLine.getSubcommands().values().forEach(Dsfm::describeExitCodes);
    }
}
