package io.dsfm.ratis.cli;

import io.dsfm.ratis.client.NodeClient;
import io.dsfm.ratis.proto.SnapshotTaken;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code dsfm snapshot}: has nodes take a snapshot.
 *
 * <p>Threading: the main thread.
 */
@Command(
        name = "snapshot",
        mixinStandardHelpOptions = true,
        versionProvider = ManifestVersion.class,
        description = "Has nodes take a snapshot of their state and purge the log up to it. Done if each of them did.")
final class SnapshotCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private GroupOptions group;

    @Parameters(arity = "0..*", paramLabel = "NODE", description = "The nodes, by id. Default: all of the group.")
    private List<String> chosen = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    SnapshotCommand() {}

    @Override
    public Integer call() throws Exception {
        List<NodeAnswer<SnapshotTaken>> answers = NodeQuestions.ask(nodes(), group, NodeClient::snapshot);
        if (answers.stream().allMatch(answer -> answer.exitCode() == ExitCode.UNREACHABLE)) {
            throw NodeQuestions.noneReachable(answers);
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        boolean all = true;
        for (NodeAnswer<SnapshotTaken> answer : answers) {
            SnapshotTaken taken = answer.value();
            if (taken == null) {
                all = false;
                err.println(answer.address() + " took no snapshot: " + answer.reason());
            } else {
                out.println(answer.address().node() + " took a snapshot: index=" + taken.getIndex() + ", sequence="
                        + taken.getSequence() + ", sizeBytes=" + taken.getSizeBytes() + ", file=" + taken.getFile());
            }
        }
        out.flush();
        err.flush();
        return (all ? ExitCode.OK : ExitCode.FAILED).code();
    }

    private List<NodeAddress> nodes() throws Exception {
        List<NodeAddress> members = NodeQuestions.members(group);
        if (chosen.isEmpty()) {
            return members;
        }
        List<NodeAddress> nodes = new ArrayList<>();
        for (String node : chosen) {
            nodes.add(NodeQuestions.member(members, node));
        }
        return nodes;
    }
}
