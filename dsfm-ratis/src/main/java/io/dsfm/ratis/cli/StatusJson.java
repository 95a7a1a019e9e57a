package io.dsfm.ratis.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dsfm.ratis.proto.InstanceStatus;
import io.dsfm.ratis.proto.Leader;
import io.dsfm.ratis.proto.Status;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/**
 * The state of a group's nodes for programs, everything that the nodes tell. Digests are texts, since they do not fit
 * into the numbers of every reader of JSON.
 *
 * <p>Threading: pure.
 */
final class StatusJson {

    private StatusJson() {}

    /** All answers, in order. */
    static ObjectNode of(List<NodeAnswer<Status>> answers) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ArrayNode nodes = root.putArray("nodes");
        for (NodeAnswer<Status> answer : answers) {
            ObjectNode node = nodes.addObject();
            node.put("address", answer.address().address().toString());
            Status status = answer.value();
            node.put("reachable", status != null);
            if (status == null) {
                node.put("node", answer.address().node()).put("reason", answer.reason());
            } else {
                addStatus(node, status);
            }
        }
        return root;
    }

    private static void addStatus(ObjectNode node, Status status) {
        node.put("group", status.getGroup())
                .put("node", status.getNode())
                .put("application", status.getApplication())
                .put("specificationVersion", status.getSpecificationVersion())
                .put("role", status.getRole())
                .put("leaderReady", status.getLeaderReady())
                .put("term", status.getTerm());
        addLeader(node, status.getLeader());
        node.put("lastLogIndex", status.getLastLogIndex())
                .put("commitIndex", status.getCommitIndex())
                .put("appliedIndex", status.getAppliedIndex())
                .put("releasedIndex", status.getReleasedIndex())
                .put("releasedSequence", status.getReleasedSequence())
                .put("snapshotIndex", status.getSnapshotIndex())
                .put("sessions", status.getSessions())
                .put("connections", status.getConnections())
                .put("divergences", status.getDivergences())
                .put("lastDivergence", status.getLastDivergence())
                .put("uptimeMillis", status.getUptimeMillis());
        ArrayNode instances = node.putArray("instances");
        status.getInstancesList().forEach(instance -> addInstance(instances.addObject(), instance));
        ObjectNode metrics = node.putObject("metrics");
        new TreeMap<>(status.getMetricsMap()).forEach(metrics::put);
    }

    private static void addLeader(ObjectNode node, Leader leader) {
        if (leader.getNode().isEmpty()) {
            node.putNull("leader");
        } else {
            node.put("leader", leader.getNode()).put("leaderAddress", leader.getClientAddress());
        }
    }

    private static void addInstance(ObjectNode node, InstanceStatus instance) {
        node.put("ordinal", instance.getOrdinal())
                .put("variant", instance.getVariant())
                .put("appliedIndex", instance.getAppliedIndex())
                .put("sequence", instance.getSequence())
                .put("digest", HexFormat.of().toHexDigits(instance.getDigest()))
                .put("wins", instance.getWins())
                .put("duplicates", instance.getDuplicates())
                .put("leadMedianNanos", instance.getLeadMedianNanos())
                .put("leadP99Nanos", instance.getLeadP99Nanos())
                .put("state", instance.getState())
                .put("behindInputs", instance.getBehindInputs());
    }
}
