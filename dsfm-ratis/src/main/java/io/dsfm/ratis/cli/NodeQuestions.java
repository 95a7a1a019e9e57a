package io.dsfm.ratis.cli;

import io.dsfm.ratis.client.GroupClientException;
import io.dsfm.ratis.client.NodeClient;
import io.dsfm.ratis.client.RefusedException;
import io.dsfm.ratis.config.ConfigException;
import io.dsfm.ratis.config.HostPort;
import io.dsfm.ratis.proto.Member;
import io.dsfm.ratis.proto.Status;
import io.dsfm.ratis.proto.Welcome;
import io.dsfm.ratis.tls.ClientTls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Asks single nodes, several at the same time, each for itself: what one answers is not the group's word.
 *
 * <p>Threading: the main thread, and one of its own for each node while it is asked.
 */
final class NodeQuestions {

    private static final int MAX_THREADS = 16;

    private NodeQuestions() {}

    /** What is asked of a node. */
    interface Question<T> {
        CompletableFuture<T> ask(NodeClient client);
    }

    /** Asks each of the nodes; the answers, or why there is none, in the order of the nodes. */
    static <T> List<NodeAnswer<T>> ask(List<NodeAddress> nodes, GroupOptions group, Question<T> question)
            throws ConfigException, InterruptedException {
        String groupName = group.group();
        ClientTls tls = group.tls();
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(nodes.size(), MAX_THREADS));
        try {
            List<Callable<NodeAnswer<T>>> calls = new ArrayList<>();
            for (NodeAddress node : nodes) {
                calls.add(() -> ask(node, groupName, tls, group.deadline(), question));
            }
            List<NodeAnswer<T>> answers = new ArrayList<>();
            for (Future<NodeAnswer<T>> answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
            return answers;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a node could not be asked: nodes=" + nodes, e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private static <T> NodeAnswer<T> ask(
            NodeAddress node, String group, @Nullable ClientTls tls, Duration deadline, Question<T> question) {
        try (NodeClient client = NodeClient.connect(node.address(), group, tls, deadline)) {
            String name = client.welcome().getNode();
            return answer(new NodeAddress(name, node.address()), question.ask(client));
        } catch (RefusedException e) {
            return new NodeAnswer<>(node, null, String.valueOf(e.getMessage()), ExitCode.UNREACHABLE);
        }
    }

    private static <T> NodeAnswer<T> answer(NodeAddress node, CompletableFuture<T> pending) {
        try {
            return new NodeAnswer<>(node, pending.join(), "", ExitCode.OK);
        } catch (CompletionException e) {
            if (e.getCause() instanceof GroupClientException failure) {
                String reason = String.valueOf(failure.getMessage());
                return new NodeAnswer<>(node, null, reason, FailureReport.exitCode(failure));
            }
            throw e;
        }
    }

    /** The nodes of the group; where only addresses were named, those that the first of them to answer knows. */
    static List<NodeAddress> members(GroupOptions group)
            throws ConfigException, CommandException, InterruptedException {
        if (group.config() != null) {
            return group.nodes();
        }
        List<NodeAnswer<Welcome>> welcomes =
                ask(group.nodes(), group, client -> CompletableFuture.completedFuture(client.welcome()));
        for (NodeAnswer<Welcome> answer : welcomes) {
            if (answer.value() != null) {
                List<NodeAddress> members = new ArrayList<>();
                for (Member member : answer.value().getMembersList()) {
                    members.add(new NodeAddress(member.getNode(), HostPort.parse(member.getClientAddress())));
                }
                return members;
            }
        }
        throw noneReachable(welcomes);
    }

    /** The member with this id. */
    static NodeAddress member(List<NodeAddress> members, String node) throws CommandException {
        return members.stream()
                .filter(member -> member.node().equals(node))
                .findFirst()
                .orElseThrow(() -> new CommandException(
                        ExitCode.USAGE, "no such node: found '" + node + "'; accepted: one of " + members));
    }

    /** The application that the group runs. */
    static String application(GroupOptions group) throws ConfigException, CommandException {
        try {
            List<NodeAnswer<Status>> answers = ask(group.nodes(), group, NodeClient::status);
            for (NodeAnswer<Status> answer : answers) {
                if (answer.value() != null) {
                    return answer.value().getApplication();
                }
            }
            throw noneReachable(answers);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException(ExitCode.UNREACHABLE, "interrupted while asking the group", e);
        }
    }

    /** Tells why none of the nodes answered. */
    static <T> CommandException noneReachable(List<NodeAnswer<T>> answers) {
        StringBuilder message = new StringBuilder("no node can be reached:");
        for (NodeAnswer<T> answer : answers) {
            message.append(System.lineSeparator())
                    .append("  ")
                    .append(answer.address())
                    .append(": ")
                    .append(answer.reason());
        }
        return new CommandException(ExitCode.UNREACHABLE, message.toString());
    }
}
