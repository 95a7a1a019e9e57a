package io.dsfm.ratis.node;

import com.codahale.metrics.MetricRegistry;
import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.core.InstanceScore;
import io.dsfm.ratis.proto.InstanceStatus;
import io.dsfm.ratis.proto.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.statemachine.SnapshotInfo;

/**
 * Reads the node's state for people and programs that watch it.
 *
 * <p>Threading: any thread; nothing blocks. Each instance is asked on its own thread, so that its sequence and its digest
 * belong together; one that does not answer in time is reported with what is known of it, and digest 0.
 */
final class StatusReader {

    private static final long INSTANCE_TIMEOUT_MILLIS = 1_000;

    private final NodeConfig config;
    private final int specificationVersion;
    private final Members members;
    private final RatisLog log;
    private final Execution execution;
    private final SnapshotStore store;
    private final MetricRegistry metrics;
    private final LongSupplier nanoClock;
    private final long startedNanos;

    StatusReader(
            NodeConfig config,
            int specificationVersion,
            Members members,
            RatisLog log,
            Execution execution,
            SnapshotStore store,
            MetricRegistry metrics,
            LongSupplier nanoClock) {
        this.config = config;
        this.specificationVersion = specificationVersion;
        this.members = members;
        this.log = log;
        this.execution = execution;
        this.store = store;
        this.metrics = metrics;
        this.nanoClock = nanoClock;
        this.startedNanos = nanoClock.getAsLong();
    }

    CompletableFuture<Status> read() {
        List<CompletableFuture<InstanceStatus.Builder>> instances = new ArrayList<>();
        for (Instance instance : execution.instances()) {
            instances.add(ask(instance));
        }
        return CompletableFuture.allOf(instances.toArray(CompletableFuture<?>[]::new))
                .thenCombine(execution.release().scores(), (done, scores) -> {
                    Status.Builder status = status();
                    for (int i = 0; i < instances.size(); i++) {
                        status.addInstances(withScore(instances.get(i).join(), scores.get(i)));
                    }
                    return status.build();
                });
    }

    private Status.Builder status() {
        DivisionInfo info = log.division().getInfo();
        SnapshotInfo snapshot = store.getLatestSnapshot();
        Released released = execution.release().released();
        Progress reached = execution.mostAdvanced().progress();
        Status.Builder status = Status.newBuilder()
                .setGroup(config.group())
                .setNode(config.node())
                .setApplication(config.application())
                .setSpecificationVersion(specificationVersion)
                .setRole(info.getCurrentRole().toString())
                .setLeaderReady(log.isLeaderReady())
                .setTerm(info.getCurrentTerm())
                .setLeader(members.leader(log.leaderId()))
                .setLastLogIndex(log.division().getRaftLog().getNextIndex() - 1)
                .setCommitIndex(Math.max(0, log.division().getRaftLog().getLastCommittedIndex()))
                .setAppliedIndex(reached.index())
                .setReleasedIndex(released.index())
                .setReleasedSequence(released.sequence())
                .setSnapshotIndex(snapshot == null ? -1 : snapshot.getIndex())
                .setSessions(reached.sessions())
                .setDivergences(execution.alarm().count())
                .setLastDivergence(execution.alarm().lastDescription())
                .setUptimeMillis(TimeUnit.NANOSECONDS.toMillis(nanoClock.getAsLong() - startedNanos));
        MetricValues.forEach(metrics, status::putMetrics);
        status.setConnections(
                status.getMetricsOrDefault("gateway.connections", 0) > 0
                        ? (int) status.getMetricsOrThrow("gateway.connections")
                        : 0);
        return status;
    }

    private CompletableFuture<InstanceStatus.Builder> ask(Instance instance) {
        return instance.execute(replica -> describe(instance)
                        .setAppliedIndex(replica.lastIndex())
                        .setSequence(replica.sequence())
                        .setDigest(replica.resultDigest()))
                .completeOnTimeout(describe(instance), INSTANCE_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                .exceptionally(failure -> describe(instance));
    }

    private InstanceStatus.Builder describe(Instance instance) {
        long behind = execution.mostAdvanced().progress().position()
                - instance.progress().position();
        return InstanceStatus.newBuilder()
                .setOrdinal(instance.ordinal())
                .setVariant(instance.provider().variant())
                .setState(instance.state().name().toLowerCase(Locale.ROOT))
                .setAppliedIndex(instance.progress().index())
                .setSequence(instance.progress().sequence())
                .setBehindInputs(Math.max(0, behind));
    }

    private static InstanceStatus withScore(InstanceStatus.Builder status, InstanceScore score) {
        return status.setWins(score.wins())
                .setDuplicates(score.duplicates())
                .setLeadMedianNanos(score.leadMedianNanos())
                .setLeadP99Nanos(score.leadP99Nanos())
                .build();
    }
}
