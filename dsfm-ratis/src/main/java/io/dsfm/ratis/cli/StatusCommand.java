package io.dsfm.ratis.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dsfm.ratis.client.NodeClient;
import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.proto.Status;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code dsfm status}: shows what each node of a group tells of itself.
 *
 * <p>Threading: the main thread.
 */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        versionProvider = JarVersion.class,
        description = {
            "Shows the nodes of a group and their instances, as each node sees itself; those that cannot be reached are"
                    + " named with the reason. Done if one node answers.",
            "Of an instance: WINS are the outputs that it had first in its node, DUPLICATES those that came later and were"
                    + " compared, both since the node's start; LEAD-P50 and LEAD-P99 by how much its first ones came"
                    + " before the next instance's; BEHIND by how many inputs it is behind its node's most advanced instance."
        })
final class StatusCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private GroupOptions group;

    @Option(names = "--json", description = "Write everything, metrics included, as JSON.")
    private boolean json;

    @Option(
            names = "--self",
            description = "Ask only the node whose configuration --config names: a health check, which fails with exit"
                    + " code 4 while that node does not answer.")
    private boolean self;

    @Option(
            names = "--watch",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "Show it again and again, so long apart, until interrupted.")
    private @Nullable Duration watch;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    StatusCommand() {}

    @Override
    public Integer call() throws Exception {
        if (watch == null) {
            show();
        } else {
            while (!Thread.interrupted()) {
                try {
                    show();
                } catch (CommandException e) {
                    spec.commandLine().getErr().println(e.getMessage()); // the group may come back
                    spec.commandLine().getErr().flush();
                }
                Thread.sleep(watch.toMillis());
            }
        }
        return ExitCode.OK.code();
    }

    private void show() throws Exception {
        List<NodeAnswer<Status>> answers = NodeQuestions.ask(nodes(), group, NodeClient::status);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(StatusJson.of(answers)));
        } else if (answers.stream().anyMatch(answer -> answer.value() != null)) {
            StatusTable.lines(answers, Ansi.AUTO).forEach(out::println);
        }
        out.flush();
        if (answers.stream().allMatch(answer -> answer.value() == null)) {
            throw NodeQuestions.noneReachable(answers);
        }
    }

    private List<NodeAddress> nodes() throws Exception {
        if (!self) {
            try {
                return NodeQuestions.members(group);
            } catch (CommandException e) {
                return group.nodes(); // none answers, as is about to be shown
            }
        }
        NodeConfig config = group.config();
        if (config == null) {
            throw new ParameterException(spec.commandLine(), "--self needs --config FILE, which says who that is");
        }
        return List.of(new NodeAddress(config.node(), config.self().clientAddress()));
    }
}
