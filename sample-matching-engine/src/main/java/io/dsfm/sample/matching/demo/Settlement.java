package io.dsfm.sample.matching.demo;

import io.dsfm.ratis.cluster.LocalCluster;
import io.dsfm.ratis.cluster.NodeProcess;
import io.dsfm.ratis.proto.InstanceStatus;
import io.dsfm.ratis.proto.Status;
import io.dsfm.sample.matching.demo.check.DigestCheck;
import io.dsfm.sample.matching.demo.check.DigestCheck.InstanceState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Waits, after the last result, until all live nodes have executed everything, and compares them.
 *
 * @param statuses of the nodes that answered
 * @param findings what is wrong, in words; empty if all instances are the same
 */
record Settlement(Map<NodeProcess, Status> statuses, List<String> findings) {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long POLL_MILLIS = 50;

    /**
     * Asks until all are the same after the last result, or the time is over: secondaries hear of the end a little later.
     *
     * @param lastSequence the highest sequence that a client has seen
     */
    static Settlement await(LocalCluster cluster, long lastSequence) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Map<NodeProcess, Status> statuses = cluster.statuses();
            List<String> findings = new ArrayList<>(DigestCheck.compare(lastSequence, states(statuses)));
            cluster.nodes().stream()
                    .filter(node -> node.isAlive() && !statuses.containsKey(node))
                    .forEach(node -> findings.add("a node does not tell its state: node=" + node.id()));
            statuses.forEach((node, status) -> {
                if (status.getDivergences() > 0) {
                    findings.add("a node found a divergence: node=" + node.id() + ", " + status.getLastDivergence());
                }
            });
            if (findings.isEmpty() || System.nanoTime() - deadline > 0) {
                return new Settlement(statuses, findings);
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private static List<InstanceState> states(Map<NodeProcess, Status> statuses) {
        List<InstanceState> states = new ArrayList<>();
        statuses.forEach((node, status) -> {
            for (InstanceStatus instance : status.getInstancesList()) {
                states.add(new InstanceState(
                        node.id(),
                        instance.getOrdinal(),
                        instance.getVariant(),
                        instance.getSequence(),
                        instance.getDigest()));
            }
        });
        return states;
    }
}
