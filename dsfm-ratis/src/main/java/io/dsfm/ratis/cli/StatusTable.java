package io.dsfm.ratis.cli;

import io.dsfm.ratis.proto.InstanceStatus;
import io.dsfm.ratis.proto.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Help.Ansi;

/**
 * The state of a group's nodes for people: one table of nodes, one of instances, then what is wrong.
 *
 * <p>Threading: pure.
 */
final class StatusTable {

    private static final String NONE = "-";

    private StatusTable() {}

    /** The lines, coloured if {@code ansi} says so. */
    static List<String> lines(List<NodeAnswer<Status>> answers, Ansi ansi) {
        List<String> lines = new ArrayList<>();
        TextTable nodes = new TextTable(
                "NODE",
                "ADDRESS",
                "ROLE",
                ">TERM",
                "LEADER",
                ">LOG",
                ">COMMIT",
                ">APPLIED",
                ">RELEASED",
                ">SEQUENCE",
                ">SNAPSHOT",
                ">SESSIONS",
                ">CLIENTS",
                ">UPTIME");
        TextTable instances = new TextTable(
                "NODE",
                ">#",
                "VARIANT",
                "STATE",
                ">APPLIED",
                ">SEQUENCE",
                "DIGEST",
                ">WINS",
                ">DUPLICATES",
                ">LEAD-P50",
                ">LEAD-P99",
                ">BEHIND");
        for (NodeAnswer<Status> answer : answers) {
            Status status = answer.value();
            if (status == null) {
                nodes.add(
                        name(answer),
                        answer.address().address(),
                        "unreachable",
                        NONE,
                        NONE,
                        NONE,
                        NONE,
                        NONE,
                        NONE,
                        NONE,
                        NONE,
                        NONE,
                        NONE,
                        NONE);
            } else {
                addNode(nodes, answer.address(), status);
                status.getInstancesList().forEach(instance -> addInstance(instances, status.getNode(), instance));
            }
        }
        answers.stream()
                .map(NodeAnswer::value)
                .filter(status -> status != null)
                .findFirst()
                .ifPresent(status -> lines.add("group " + status.getGroup() + ", application " + status.getApplication()
                        + ", specification version " + status.getSpecificationVersion()));
        nodes.lines().forEach(line -> lines.add(coloured(line, ansi)));
        lines.add("");
        lines.addAll(instances.lines());
        addTroubles(lines, answers, ansi);
        return lines;
    }

    private static String name(NodeAnswer<Status> answer) {
        return answer.address().node().equals(NodeAddress.UNNAMED)
                ? NONE
                : answer.address().node();
    }

    private static void addNode(TextTable table, NodeAddress address, Status status) {
        String role = status.getRole().toLowerCase(Locale.ROOT);
        table.add(
                status.getNode(),
                address.address(),
                status.getLeaderReady() ? role + ", ready" : role,
                status.getTerm(),
                status.getLeader().getNode().isEmpty()
                        ? NONE
                        : status.getLeader().getNode(),
                status.getLastLogIndex() < 0 ? NONE : status.getLastLogIndex(),
                status.getCommitIndex(),
                status.getAppliedIndex(),
                status.getReleasedIndex(),
                status.getReleasedSequence(),
                status.getSnapshotIndex() < 0 ? NONE : status.getSnapshotIndex(),
                status.getSessions(),
                status.getConnections(),
                uptime(Duration.ofMillis(status.getUptimeMillis())));
    }

    private static void addInstance(TextTable table, String node, InstanceStatus instance) {
        table.add(
                node,
                instance.getOrdinal(),
                instance.getVariant(),
                instance.getState().isEmpty() ? NONE : instance.getState(),
                instance.getAppliedIndex(),
                instance.getSequence(),
                HexFormat.of().toHexDigits(instance.getDigest()),
                instance.getWins(),
                instance.getDuplicates(),
                instance.getWins() == 0 ? NONE : micros(instance.getLeadMedianNanos()),
                instance.getWins() == 0 ? NONE : micros(instance.getLeadP99Nanos()),
                instance.getBehindInputs());
    }

    private static void addTroubles(List<String> lines, List<NodeAnswer<Status>> answers, Ansi ansi) {
        for (NodeAnswer<Status> answer : answers) {
            Status status = answer.value();
            if (status == null) {
                lines.add(ansi.string("@|red " + answer.address() + " cannot be reached: |@") + answer.reason());
            } else if (status.getDivergences() > 0) {
                lines.add(ansi.string("@|red " + answer.address() + " saw " + status.getDivergences()
                                + " divergences, the last: |@")
                        + status.getLastDivergence());
            }
        }
    }

    private static String coloured(String line, Ansi ansi) {
        if (line.contains(" leader")) {
            return ansi.string("@|bold,green " + line + "|@");
        }
        return line.contains(" unreachable") ? ansi.string("@|red " + line + "|@") : line;
    }

    private static String uptime(Duration uptime) {
        if (uptime.toDays() > 0) {
            return uptime.toDays() + "d" + uptime.toHoursPart() + "h";
        }
        return uptime.toHours() > 0
                ? uptime.toHours() + "h" + uptime.toMinutesPart() + "m"
                : uptime.toMinutes() + "m" + uptime.toSecondsPart() + "s";
    }

    private static String micros(long nanos) {
        return String.format(Locale.ROOT, "%.1fus", nanos / 1_000.0);
    }
}
