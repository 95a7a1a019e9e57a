package io.dsfm.ratis.gateway;

import com.google.protobuf.ByteString;
import io.dsfm.ratis.proto.Answer;
import io.dsfm.ratis.proto.ClientFrame;
import io.dsfm.ratis.proto.KeepAlive;
import io.dsfm.ratis.proto.NodeFrame;
import io.dsfm.ratis.proto.OpenSession;
import io.dsfm.ratis.proto.Query;
import io.dsfm.ratis.proto.Refusal;
import io.dsfm.ratis.proto.RefusalReason;
import io.dsfm.ratis.proto.Submit;
import io.dsfm.ratis.proto.Transferred;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes the requests of one client that has shaken hands to the node, inputs in batches: all that is read at once goes to
 * the node in one call.
 *
 * <p>Threading: the connection's event loop.
 *
 * <p>Invariants: at most {@link #ASKED} questions of the client are under way, at most {@link #BATCH_REQUESTS} inputs wait
 * for the end of the read.
 */
final class RequestAdapter {

    private static final int ASKED = 1_024;
    private static final int BATCH_REQUESTS = 1_024;

    private final GatewayContext gateway;
    private final NodeService node;
    private final ConnectionPublisher publisher;
    private final Connection sink;
    private final SubmitGate gate;
    private List<Submit> batch = new ArrayList<>();
    private int asked;

    RequestAdapter(GatewayContext gateway, ConnectionPublisher publisher, Connection sink, SubmitGate gate) {
        this.gateway = gateway;
        this.node = gateway.node();
        this.publisher = publisher;
        this.sink = sink;
        this.gate = gate;
    }

    /** Whether the node may have this connection's sink for some client. */
    boolean hasClients() {
        return gate.hasClients();
    }

    /** Does what the frame asks for; false if it is not a request. */
    boolean onFrame(ClientFrame frame) {
        switch (frame.getKindCase()) {
            case SUBMIT -> frame.getSubmit().getRequestsList().forEach(this::onSubmit);
            case OPEN_SESSION -> onOpenSession(frame.getOpenSession());
            case KEEP_ALIVE -> onKeepAlive(frame.getKeepAlive());
            case QUERY -> onQuery(frame.getQuery());
            case STATUS -> {
                long id = frame.getStatus().getCorrelationId();
                ask(
                        id,
                        node::status,
                        status -> NodeFrame.newBuilder()
                                .setStatus(status.toBuilder().setCorrelationId(id)));
            }
            case SNAPSHOT -> {
                long id = frame.getSnapshot().getCorrelationId();
                ask(
                        id,
                        node::snapshot,
                        taken -> NodeFrame.newBuilder()
                                .setSnapshotTaken(taken.toBuilder().setCorrelationId(id)));
            }
            case TRANSFER -> {
                long id = frame.getTransfer().getCorrelationId();
                String target = frame.getTransfer().getNode();
                ask(
                        id,
                        () -> node.transfer(target),
                        done -> NodeFrame.newBuilder()
                                .setTransferred(Transferred.newBuilder()
                                        .setCorrelationId(id)
                                        .setNode(target)));
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Nothing more is there to be read now: what was read goes to the node. */
    void onReadComplete() {
        if (batch.isEmpty()) {
            return;
        }
        List<Submit> requests = batch;
        batch = new ArrayList<>();
        gateway.metrics().requests.mark(requests.size());
        int taken = node.submit(requests, sink);
        if (taken < requests.size()) {
            gate.refuse(requests.subList(taken, requests.size()), node.refusal(), this::refuse);
        }
    }

    void onGone() {
        batch = new ArrayList<>();
        if (hasClients()) {
            long[] clientIds = gate.clients();
            for (long clientId : clientIds) {
                gateway.owners().remove(clientId, sink);
            }
            node.detach(clientIds, sink);
        }
    }

    private void onSubmit(Submit request) {
        long clientId = request.getClientId();
        if (!gate.knows(clientId)) {
            Refusal refusal = addClient(clientId);
            if (refusal != null) {
                refuse(refusal.toBuilder()
                        .setRequestNumber(request.getRequestNumber())
                        .build());
                return;
            }
            node.attach(clientId, sink);
        }
        Refusal refusal = gate.check(request);
        if (refusal != null) {
            refuse(refusal);
            return;
        }
        batch.add(request);
        if (batch.size() == BATCH_REQUESTS) {
            onReadComplete();
        }
    }

    private void onOpenSession(OpenSession request) {
        Refusal refusal = addClient(request.getClientId());
        if (refusal == null) {
            refusal = node.openSession(request, sink);
        }
        if (refusal != null) {
            refuse(refusal.toBuilder()
                    .setCorrelationId(request.getCorrelationId())
                    .build());
        }
    }

    private void onKeepAlive(KeepAlive request) {
        if (request.getClientId() > 0 && request.getSessionId() > 0) {
            node.keepAlive(request.getClientId(), request.getSessionId());
        }
    }

    private void onQuery(Query query) {
        long id = query.getCorrelationId();
        int limitBytes = gateway.limits().inputBytes();
        if (query.getQuery().size() > limitBytes) {
            refuse(refusal(
                    id,
                    RefusalReason.TOO_LARGE,
                    "query too long: sizeBytes=" + query.getQuery().size() + ", accepted: up to " + limitBytes));
            return;
        }
        gateway.metrics().queries.mark();
        ask(
                id,
                () -> node.query(query.getQuery().toByteArray()),
                answer -> NodeFrame.newBuilder()
                        .setAnswer(Answer.newBuilder().setCorrelationId(id).setAnswer(ByteString.copyFrom(answer))));
    }

    private <T> void ask(
            long correlationId, Supplier<CompletableFuture<T>> question, Function<T, NodeFrame.Builder> frame) {
        if (asked == ASKED) {
            refuse(refusal(correlationId, RefusalReason.BUSY, "too many questions under way: asked=" + asked));
            return;
        }
        asked++;
        question.get()
                .whenComplete((answer, failure) -> sink.execute(() -> {
                    asked--;
                    if (failure == null) {
                        publisher.send(frame.apply(answer).build());
                    } else {
                        refuse(refusal(correlationId, failure));
                    }
                    publisher.flush();
                }));
    }

    private @Nullable Refusal addClient(long clientId) {
        if (clientId > 0 && gate.tryAdd(clientId)) {
            Connection before = gateway.owners().put(clientId, sink);
            if (before != null && before != sink) {
                before.onReplaced(clientId);
            }
            return null;
        }
        String detail = clientId > 0
                ? "too many clients on one connection: clientId=" + clientId + ", accepted: " + SubmitGate.CLIENTS
                : "not a client: clientId=" + Long.toUnsignedString(clientId) + ", accepted: 1 to " + Long.MAX_VALUE;
        return Refusal.newBuilder()
                .setReason(RefusalReason.INVALID)
                .setClientId(clientId)
                .setDetail(detail)
                .build();
    }

    private void refuse(Refusal refusal) {
        gateway.metrics().refusals.mark();
        publisher.send(NodeFrame.newBuilder().setRefusal(refusal).build());
    }

    private static Refusal refusal(long correlationId, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof RefusedException refused) {
            return refused.refusal().toBuilder().setCorrelationId(correlationId).build();
        }
        return refusal(correlationId, RefusalReason.FAILED, String.valueOf(cause));
    }

    private static Refusal refusal(long correlationId, RefusalReason reason, String detail) {
        return Refusal.newBuilder()
                .setReason(reason)
                .setCorrelationId(correlationId)
                .setDetail(detail)
                .build();
    }
}
