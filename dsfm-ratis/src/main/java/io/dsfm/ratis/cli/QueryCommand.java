package io.dsfm.ratis.cli;

import io.dsfm.ratis.client.ClientOptions;
import io.dsfm.ratis.client.GroupClient;
import io.dsfm.statemachine.TextFormat;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code dsfm query}: asks the state machine and prints the answer.
 *
 * <p>Threading: the main thread.
 */
@Command(
        name = "query",
        mixinStandardHelpOptions = true,
        versionProvider = JarVersion.class,
        description =
                "Asks the state machine a question that changes nothing, and prints the answer. The answer reflects"
                        + " every result that anyone had seen before.")
final class QueryCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private GroupOptions group;

    @Mixin
    private TextOptions text;

    @Parameters(
            arity = "1..*",
            paramLabel = "TEXT",
            description = "The query, as the application writes it. Words are joined by spaces; put '--' before words"
                    + " that start with a hyphen.")
    private List<String> words;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    QueryCommand() {}

    @Override
    public Integer call() throws Exception {
        long id = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
        ClientOptions options =
                new ClientOptions(group.addresses(), group.group(), id, 1, group.deadline(), group.tls());
        TextFormat format = text.format(group);
        byte[] query = parse(format);

        try (GroupClient client = GroupClient.connect(options)) {
            byte[] answer = GroupAnswers.await(client.query(query), group, "the query got no answer");
            PrintWriter out = spec.commandLine().getOut();
            out.println(new ResultText(format, text.json()).answer(answer));
            out.flush();
        }
        return ExitCode.OK.code();
    }

    private byte[] parse(TextFormat format) {
        try {
            return format.parseQuery(String.join(" ", words));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), e.getMessage() + System.lineSeparator() + format.syntax(), e);
        }
    }
}
