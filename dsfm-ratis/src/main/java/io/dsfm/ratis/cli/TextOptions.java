package io.dsfm.ratis.cli;

import io.dsfm.ratis.config.ConfigException;
import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.statemachine.StateMachineProvider;
import io.dsfm.statemachine.TextFormat;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * How a command reads inputs and queries and writes what comes back.
 *
 * <p>Threading: the main thread.
 */
final class TextOptions {

    @Option(
            names = "--application",
            paramLabel = "NAME",
            description = "Read and write text as this application does. Default: the application that the group runs.")
    private @Nullable String application;

    @Option(names = "--hex", description = "Read and write bytes in hexadecimal digits.")
    private boolean hexadecimal;

    @Option(names = "--json", description = "Write one JSON object a line, with text and bytes.")
    private boolean json;

    boolean json() {
        return json;
    }

    /** Finds the format on the class path, asking the group for its application if nothing else tells. */
    TextFormat format(GroupOptions group) throws ConfigException, CommandException {
        if (hexadecimal) {
            return TextFormat.HEXADECIMAL;
        }
        String name = application == null ? ofGroup(group) : application;
        SortedMap<String, TextFormat> formats = formats();
        TextFormat format = formats.get(name);
        if (format == null) {
            String accepted = formats.isEmpty()
                    ? "its jar on the class path, where there is no application"
                    : String.join(", ", formats.keySet());
            throw new CommandException(
                    ExitCode.USAGE,
                    "application '" + name + "' is not on the class path; accepted: --hex, to write bytes; or "
                            + accepted + " (DSFM_CLASSPATH adds jars)");
        }
        return format;
    }

    /** By application; its variants are taken to agree. */
    private static SortedMap<String, TextFormat> formats() throws CommandException {
        SortedMap<String, TextFormat> formats = new TreeMap<>();
        try {
            ServiceLoader.load(StateMachineProvider.class)
                    .forEach(provider -> formats.putIfAbsent(provider.application(), provider.textFormat()));
        } catch (ServiceConfigurationError e) {
            throw new CommandException(
                    ExitCode.USAGE, "a state machine provider cannot be loaded: " + e.getMessage(), e);
        }
        return formats;
    }

    private static String ofGroup(GroupOptions group) throws ConfigException, CommandException {
        NodeConfig config = group.config();
        return config == null ? NodeQuestions.application(group) : config.application();
    }
}
