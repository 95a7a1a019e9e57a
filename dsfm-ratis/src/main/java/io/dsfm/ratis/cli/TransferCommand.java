package io.dsfm.ratis.cli;

import io.dsfm.ratis.client.NodeClient;
import io.dsfm.ratis.proto.Status;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code dsfm transfer}: moves the leadership to another node.
 *
 * <p>Threading: the main thread.
 */
@Command(
        name = "transfer",
        mixinStandardHelpOptions = true,
        versionProvider = ManifestVersion.class,
        description = "Hands the leadership over to a node. Done when that node leads.")
final class TransferCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private GroupOptions group;

    @Parameters(paramLabel = "NODE", description = "The id of the node that is to lead.")
    private String node;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    TransferCommand() {}

    @Override
    public Integer call() throws Exception {
        List<NodeAddress> members = NodeQuestions.members(group);
        NodeAddress target = NodeQuestions.member(members, node);
        NodeAddress leader = leader(members);
        if (leader.node().equals(target.node())) {
            print(node + " leads already");
            return ExitCode.OK.code();
        }
        NodeAnswer<Boolean> answer = NodeQuestions.ask(
                        List.of(leader), group, client -> client.transfer(node).thenApply(done -> true))
                .get(0);
        if (answer.value() == null) {
            throw new CommandException(
                    answer.exitCode(),
                    "the leadership was not handed over: from=" + leader + ", to=" + target + ", reason="
                            + answer.reason());
        }
        print(node + " leads, in place of " + leader.node());
        return ExitCode.OK.code();
    }

    /** Who says of itself that it leads, in the highest term if there are two. */
    private NodeAddress leader(List<NodeAddress> members) throws Exception {
        List<NodeAnswer<Status>> answers = NodeQuestions.ask(members, group, NodeClient::status);
        Optional<NodeAnswer<Status>> leader = answers.stream()
                .filter(answer ->
                        answer.value() != null && answer.value().getRole().equals("LEADER"))
                .max((a, b) -> Long.compare(term(a), term(b)));
        if (leader.isPresent()) {
            return leader.get().address();
        }
        if (answers.stream().allMatch(answer -> answer.value() == null)) {
            throw NodeQuestions.noneReachable(answers);
        }
        throw new CommandException(ExitCode.UNREACHABLE, "no node leads now: nodes=" + members);
    }

    private static long term(NodeAnswer<Status> answer) {
        Status status = answer.value();
        return status == null ? 0 : status.getTerm();
    }

    private void print(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
