package io.dsfm.ratis.gateway;

import com.google.protobuf.ByteString;
import io.dsfm.ratis.proto.ClientFrame;
import io.dsfm.ratis.proto.NodeFrame;
import io.dsfm.ratis.proto.StreamCredit;
import io.dsfm.ratis.proto.StreamEndReason;
import io.dsfm.ratis.proto.StreamEnded;
import io.dsfm.ratis.proto.StreamResults;
import io.dsfm.ratis.proto.Subscribe;
import io.dsfm.ratis.proto.Subscribed;
import java.util.HashSet;
import java.util.Set;

/**
 * What one connection has subscribed to.
 *
 * <p>Threading: the connection's event loop, except what {@link StreamSink} asks for, which any thread may call.
 *
 * <p>Invariants: at most {@link #SUBSCRIPTIONS_MAX} at a time, each with at most the connection's share of credit, so that
 * what waits to be sent stays within the connection's bound.
 */
final class Subscriptions implements StreamSink {

    static final int SUBSCRIPTIONS_MAX = 16;

    private final GatewayContext gateway;
    private final ConnectionPublisher publisher;
    private final Connection connection;
    private final Set<Long> open = new HashSet<>();

    Subscriptions(GatewayContext gateway, ConnectionPublisher publisher, Connection connection) {
        this.gateway = gateway;
        this.publisher = publisher;
        this.connection = connection;
    }

    /** Does what the frame asks for; false if it is not about subscriptions. */
    boolean onFrame(ClientFrame frame) {
        switch (frame.getKindCase()) {
            case SUBSCRIBE -> onSubscribe(frame.getSubscribe());
            case STREAM_CREDIT -> onCredit(frame.getStreamCredit());
            case UNSUBSCRIBE -> {
                long id = frame.getUnsubscribe().getSubscriptionId();
                if (open.remove(id)) {
                    gateway.node().unsubscribe(id, this);
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    void onGone() {
        if (!open.isEmpty()) {
            open.clear();
            gateway.node().unsubscribe(this);
        }
    }

    private void onSubscribe(Subscribe subscribe) {
        long id = subscribe.getSubscriptionId();
        if (open.size() == SUBSCRIPTIONS_MAX || open.contains(id)) {
            boolean isTwice = open.contains(id);
            send(NodeFrame.newBuilder()
                    .setStreamEnded(StreamEnded.newBuilder()
                            .setSubscriptionId(id)
                            .setReason(isTwice ? StreamEndReason.STREAM_INVALID : StreamEndReason.STREAM_TOO_MANY)
                            .setResumeSequence(subscribe.getFromSequence())
                            .setDetail(
                                    isTwice
                                            ? "a subscription has this id: subscriptionId=" + id
                                            : "too many subscriptions on one connection: accepted: "
                                                    + SUBSCRIPTIONS_MAX)));
            return;
        }
        open.add(id);
        gateway.node()
                .subscribe(
                        subscribe.toBuilder()
                                .setCreditBytes(bounded(subscribe.getCreditBytes()))
                                .build(),
                        this);
    }

    private void onCredit(StreamCredit credit) {
        long id = credit.getSubscriptionId();
        if (open.contains(id)) {
            gateway.node().credit(id, bounded(credit.getCreditBytes()), creditMax(), this);
        }
    }

    /** A number of bytes that may be outstanding at most; what a client gives beyond is lost to it. */
    private long bounded(long creditBytes) {
        return creditBytes < 0 ? creditMax() : Math.min(creditBytes, creditMax());
    }

    private long creditMax() {
        return gateway.limits().connectionBytes() / (2 * SUBSCRIPTIONS_MAX);
    }

    @Override
    public void onSubscribed(Subscribed subscribed) {
        connection.execute(() ->
                send(NodeFrame.newBuilder().setSubscribed(subscribed.toBuilder().setCreditMaxBytes(creditMax()))));
    }

    @Override
    public void onResults(long subscriptionId, ByteString records, long throughSequence, long chainDigest) {
        connection.execute(() -> {
            if (open.contains(subscriptionId)) {
                send(NodeFrame.newBuilder()
                        .setStreamResults(StreamResults.newBuilder()
                                .setSubscriptionId(subscriptionId)
                                .setRecords(records)
                                .setThroughSequence(throughSequence)
                                .setChainDigest(chainDigest)));
            }
        });
    }

    @Override
    public void onEnded(StreamEnded ended) {
        connection.execute(() -> {
            open.remove(ended.getSubscriptionId());
            send(NodeFrame.newBuilder().setStreamEnded(ended));
        });
    }

    private void send(NodeFrame.Builder frame) {
        publisher.send(frame.build());
        publisher.flush();
    }
}
