package io.dsfm.ratis.cli;

import io.dsfm.ratis.client.ClientOptions;
import io.dsfm.ratis.client.GroupClient;
import io.dsfm.ratis.client.Result;
import io.dsfm.statemachine.TextFormat;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code dsfm submit}: has inputs executed and prints their results.
 *
 * <p>Threading: the main thread.
 */
@Command(
        name = "submit",
        mixinStandardHelpOptions = true,
        versionProvider = JarVersion.class,
        description = {
            "Has an input executed, exactly once, and prints its result.",
            "A line has the input's sequence, the reply and the events, with tabs between them. With '-', each line of"
                    + " standard input is an input; the next are sent while the first are under way, and there is one"
                    + " line for each, in the same order."
        })
final class SubmitCommand implements Callable<Integer> {

    private static final String STANDARD_INPUT = "-";

    @Spec
    private CommandSpec spec;

    @Mixin
    private GroupOptions group;

    @Mixin
    private TextOptions text;

    @Option(
            names = "--client-id",
            paramLabel = "N",
            description = "Submit as this client, a number above 0; it must not be in use. Default: a random one.")
    private @Nullable Long clientId;

    @Option(
            names = "--window",
            paramLabel = "N",
            defaultValue = "1024",
            description = "Have at most so many inputs under way, 1 to 65536 (default: ${DEFAULT-VALUE}).")
    private int window;

    @Parameters(
            arity = "1..*",
            paramLabel = "TEXT",
            description = "The input, as the application writes it; or '-' for lines of standard input. Words are"
                    + " joined by spaces; put '--' before words that start with a hyphen.")
    private List<String> words;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    SubmitCommand() {}

    @Override
    public Integer call() throws Exception {
        long id = clientId == null ? ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE) : clientId;
        ClientOptions options = options(id);
        TextFormat format = text.format(group);
        ResultText resultText = new ResultText(format, text.json());
        boolean lines = words.equals(List.of(STANDARD_INPUT));
        byte[] input = lines ? new byte[0] : parse(format, String.join(" ", words));

        try (GroupClient client = GroupClient.connect(options)) {
            GroupAnswers.await(client.ready(), group, "no leader opened a session");
            if (lines) {
                return submitLines(client, format, resultText).code();
            }
            Result result = GroupAnswers.await(client.submit(input), group, "the input got no result");
            PrintWriter out = spec.commandLine().getOut();
            out.println(resultText.line(result));
            out.flush();
            return ExitCode.OK.code();
        }
    }

    private ClientOptions options(long id) throws Exception {
        try {
            return new ClientOptions(group.addresses(), group.group(), id, window, group.deadline(), group.tls());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private byte[] parse(TextFormat format, String line) {
        try {
            return format.parseInput(line);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), e.getMessage() + System.lineSeparator() + format.syntax(), e);
        }
    }

    private ExitCode submitLines(GroupClient client, TextFormat format, ResultText resultText) throws Exception {
        Dsfm dsfm = (Dsfm) spec.root().userObject();
        // not closed: standard input is not ours
        BufferedReader reader = new BufferedReader(new InputStreamReader(dsfm.input(), Charset.defaultCharset()));
        ResultPrinter printer = new ResultPrinter(spec.commandLine().getOut(), resultText);
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (!line.isBlank()) {
                printer.add(submitLine(client, format, line));
            }
        }
        return printer.finish();
    }

    private static CompletableFuture<Result> submitLine(GroupClient client, TextFormat format, String line) {
        try {
            return client.submit(format.parseInput(line));
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
