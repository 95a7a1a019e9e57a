package io.dsfm.ratis.node;

import com.google.protobuf.ByteString;
import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.core.Input;
import io.dsfm.ratis.core.ReleaseLevel;
import io.dsfm.ratis.gateway.NodeService;
import io.dsfm.ratis.gateway.OutcomeSink;
import io.dsfm.ratis.gateway.RefusedException;
import io.dsfm.ratis.gateway.StreamSink;
import io.dsfm.ratis.proto.Leader;
import io.dsfm.ratis.proto.OpenSession;
import io.dsfm.ratis.proto.Refusal;
import io.dsfm.ratis.proto.RefusalReason;
import io.dsfm.ratis.proto.SnapshotTaken;
import io.dsfm.ratis.proto.Status;
import io.dsfm.ratis.proto.Submit;
import io.dsfm.ratis.proto.Subscribe;
import io.dsfm.ratis.proto.Welcome;
import io.dsfm.ratis.wire.WireProtocol;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * The node as its gateway sees it.
 *
 * <p>Threading: any thread; nothing blocks.
 */
final class NodeBackend implements NodeService {

    private final NodeConfig config;
    private final int specificationVersion;
    private final Members members;
    private final RatisLog log;
    private final InputPath inputPath;
    private final Execution execution;
    private final Snapshots snapshots;
    private final Leadership leadership;
    private final StatusReader statusReader;
    private final StreamAgent stream;

    NodeBackend(
            NodeConfig config,
            int specificationVersion,
            Members members,
            RatisLog log,
            InputPath inputPath,
            Execution execution,
            Snapshots snapshots,
            Leadership leadership,
            StatusReader statusReader,
            StreamAgent stream) {
        this.config = config;
        this.specificationVersion = specificationVersion;
        this.members = members;
        this.log = log;
        this.inputPath = inputPath;
        this.execution = execution;
        this.snapshots = snapshots;
        this.leadership = leadership;
        this.statusReader = statusReader;
        this.stream = stream;
    }

    @Override
    public Welcome welcome() {
        return Welcome.newBuilder()
                .setProtocolVersion(WireProtocol.VERSION)
                .setGroup(config.group())
                .setNode(config.node())
                .setApplication(config.application())
                .setSpecificationVersion(specificationVersion)
                .setMaxFrameBytes(WireProtocol.clientFrameBytes(config.limits().inputBytes()))
                .setMaxInputBytes(config.limits().inputBytes())
                .setLeader(leader())
                .addAllMembers(members.all())
                .build();
    }

    @Override
    public Leader leader() {
        return members.leader(log.leaderId());
    }

    @Override
    public int submit(List<Submit> requests, OutcomeSink sink) {
        if (!leadership.takesRequests()) {
            return 0;
        }
        int taken = 0;
        while (taken < requests.size()
                && leadership.takes(level(requests.get(taken)))
                && inputPath.offer(pending(requests.get(taken), sink))) {
            taken++;
        }
        inputPath.drain();
        return taken;
    }

    private static PendingInput pending(Submit request, OutcomeSink sink) {
        ByteString input = request.getInput();
        return new PendingInput(
                new Input.Submit(
                        request.getClientId(),
                        request.getSessionId(),
                        request.getRequestNumber(),
                        request.getAcknowledgedThrough(),
                        request.getSkip(),
                        0,
                        input.size(),
                        level(request)),
                input,
                sink);
    }

    private static ReleaseLevel level(Submit request) {
        return switch (request.getRelease()) {
            case COMMITTED -> ReleaseLevel.COMMITTED;
            case COVERED -> ReleaseLevel.COVERED;
            default -> ReleaseLevel.LOCAL; // the group's
        };
    }

    @Override
    public Refusal refusal() {
        return leadership.refusal();
    }

    @Override
    public @Nullable Refusal openSession(OpenSession request, OutcomeSink sink) {
        if (!leadership.takesRequests()) {
            return refusal();
        }
        execution.release().attach(request.getClientId(), sink);
        Input.OpenSession open = new Input.OpenSession(request.getClientId(), request.getCorrelationId());
        if (!inputPath.offer(new PendingInput(open, ByteString.EMPTY, sink))) {
            return refusal();
        }
        inputPath.signal();
        return null;
    }

    @Override
    public void attach(long clientId, OutcomeSink sink) {
        execution.release().attach(clientId, sink);
    }

    @Override
    public void detach(long[] clientIds, OutcomeSink sink) {
        execution.release().detach(clientIds, sink);
    }

    @Override
    public void keepAlive(long clientId, long sessionId) {
        if (log.isLeaderReady()) {
            inputPath.offer(PendingInput.own(new Input.KeepAlive(clientId, sessionId)));
            inputPath.signal();
        }
    }

    @Override
    public CompletableFuture<byte[]> query(byte[] query) {
        if (!log.isLeader()) {
            // Another node's state may lack what the leader has released on the word of others.
            return CompletableFuture.failedFuture(new RefusedException(refusal()));
        }
        return log.query(query).exceptionally(failure -> {
            throw new CompletionException(leadership.explain("the query was not answered", failure));
        });
    }

    @Override
    public void subscribe(Subscribe request, StreamSink sink) {
        stream.subscribe(request, sink);
    }

    @Override
    public void credit(long subscriptionId, long bytes, long maxBytes, StreamSink sink) {
        stream.credit(subscriptionId, bytes, maxBytes, sink);
    }

    @Override
    public void unsubscribe(long subscriptionId, StreamSink sink) {
        stream.unsubscribe(subscriptionId, sink);
    }

    @Override
    public void unsubscribe(StreamSink sink) {
        stream.unsubscribe(sink);
    }

    @Override
    public CompletableFuture<Status> status() {
        return statusReader.read();
    }

    @Override
    public CompletableFuture<SnapshotTaken> snapshot() {
        return snapshots.take().handle((taken, failure) -> {
            if (failure != null) {
                throw new RefusedException(Refusal.newBuilder()
                        .setReason(RefusalReason.FAILED)
                        .setDetail("no snapshot was taken: " + failure.getMessage())
                        .build());
            }
            return SnapshotTaken.newBuilder()
                    .setIndex(taken.stored().index())
                    .setSequence(taken.sequence())
                    .setSizeBytes(taken.sizeBytes())
                    .setFile(taken.stored().file().toString())
                    .build();
        });
    }

    @Override
    public CompletableFuture<Void> transfer(String node) {
        return leadership.transfer(node);
    }
}
