package io.dsfm.ratis.client;

import io.dsfm.ratis.config.HostPort;
import io.dsfm.ratis.proto.ClientFrame;
import io.dsfm.ratis.proto.NodeFrame;
import io.dsfm.ratis.proto.Refusal;
import io.dsfm.ratis.proto.SnapshotRequest;
import io.dsfm.ratis.proto.SnapshotTaken;
import io.dsfm.ratis.proto.Status;
import io.dsfm.ratis.proto.StatusRequest;
import io.dsfm.ratis.proto.TransferRequest;
import io.dsfm.ratis.proto.Welcome;
import io.dsfm.ratis.tls.ClientTls;
import io.dsfm.ratis.wire.SocketTransport;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Asks one node, whether it leads or not, about itself, and tells it what to do.
 *
 * <p>Threading: any thread may call any method. Futures complete on the client's own thread.
 *
 * <p>Failure: a future fails with {@link RefusedException} if the node refused or was not reached, with {@link
 * IndeterminateException} if the connection was lost or the time was over before it answered. Nothing is tried twice.
 */
public final class NodeClient implements AutoCloseable {

    private static final long CLOSE_MILLIS = 1_000;

    private final HostPort address;
    private final @Nullable ClientTls tls;
    private final Duration timeout;
    private final EventLoopGroup eventLoops = SocketTransport.INSTANCE.eventLoops(1, "dsfm-node-client");
    private final EventLoop eventLoop = eventLoops.next();
    private final CompletableFuture<Welcome> welcomed = new CompletableFuture<>();
    /** What was asked and not answered, by correlation id. Of the event loop, as all that follows. */
    private final Map<Long, CompletableFuture<NodeFrame>> asked = new HashMap<>();

    private @Nullable NodeLink link;
    private long lastCorrelationId;

    private NodeClient(HostPort address, @Nullable ClientTls tls, Duration timeout) {
        this.tls = tls;
        this.address = address;
        this.timeout = timeout;
    }

    /**
     * Connects to a node without TLS; else as {@link #connect(HostPort, String, ClientTls, Duration)}.
     */
    public static NodeClient connect(HostPort address, String group, Duration timeout) {
        return connect(address, group, null, timeout);
    }

    /**
     * Connects to a node, and waits until it has welcomed this client.
     *
     * @param group the group that the node must belong to; empty for any
     * @param tls whom the client trusts, of a group with TLS; null of one without
     * @param timeout how long this and each request may take
     * @throws RefusedException if the node cannot be reached or turns the client away
     */
    public static NodeClient connect(HostPort address, String group, @Nullable ClientTls tls, Duration timeout) {
        NodeClient client = new NodeClient(address, tls, timeout);
        client.eventLoop.execute(() -> client.open(group));
        try {
            client.welcomed.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS).join();
            return client;
        } catch (CompletionException e) {
            client.close();
            throw e.getCause() instanceof RefusedException refused
                    ? refused
                    : new RefusedException(
                            "no welcome in time: address=" + address + ", timeoutMillis=" + timeout.toMillis());
        }
    }

    /** What the node told of itself and its group when it welcomed this client. */
    public Welcome welcome() {
        return welcomed.join();
    }

    /** The state of the node. */
    public CompletableFuture<Status> status() {
        return ask(id -> ClientFrame.newBuilder()
                        .setStatus(StatusRequest.newBuilder().setCorrelationId(id)))
                .thenApply(NodeFrame::getStatus);
    }

    /** Has the node take a snapshot of what it has executed. */
    public CompletableFuture<SnapshotTaken> snapshot() {
        return ask(id -> ClientFrame.newBuilder()
                        .setSnapshot(SnapshotRequest.newBuilder().setCorrelationId(id)))
                .thenApply(NodeFrame::getSnapshotTaken);
    }

    /** Has the node, which leads, hand over to another one; completes when that one leads. */
    public CompletableFuture<Void> transfer(String node) {
        return ask(id -> ClientFrame.newBuilder()
                        .setTransfer(TransferRequest.newBuilder()
                                .setCorrelationId(id)
                                .setNode(node)))
                .thenApply(transferred -> null);
    }

    /** Closes the connection; what is not answered fails with {@link IndeterminateException}. */
    @Override
    public void close() {
        try {
            eventLoop.execute(() -> {
                if (link != null) {
                    link.close("client is closed");
                }
            });
        } catch (RejectedExecutionException e) {
            return;
        }
        var terminated = eventLoops.shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS);
        if (!eventLoop.inEventLoop()) {
            terminated.awaitUninterruptibly(CLOSE_MILLIS);
        }
    }

    private void open(String group) {
        link = NodeLink.open(
                SocketTransport.INSTANCE, eventLoop, address, group, tls, new Listener(), ClientClock.nanos());
    }

    private CompletableFuture<NodeFrame> ask(LongFunction<ClientFrame.Builder> question) {
        CompletableFuture<NodeFrame> answer = new CompletableFuture<>();
        try {
            eventLoop.execute(() -> send(question, answer));
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(new RefusedException("client is closed: address=" + address));
        }
        return answer;
    }

    private void send(LongFunction<ClientFrame.Builder> question, CompletableFuture<NodeFrame> answer) {
        NodeLink open = link;
        if (open == null || !open.isOpen()) {
            answer.completeExceptionally(new RefusedException("connection is lost: address=" + address));
            return;
        }
        long id = ++lastCorrelationId;
        asked.put(id, answer);
        open.send(question.apply(id).build());
        open.flush();
        var overdue = eventLoop.schedule(() -> onOverdue(id), timeout.toNanos(), TimeUnit.NANOSECONDS);
        answer.whenComplete((frame, failure) -> overdue.cancel(false));
    }

    private void onOverdue(long id) {
        CompletableFuture<NodeFrame> answer = asked.remove(id);
        if (answer != null) {
            answer.completeExceptionally(new IndeterminateException(
                    "no answer in time: address=" + address + ", timeoutMillis=" + timeout.toMillis()));
        }
    }

    private final class Listener implements NodeLink.Listener {

        @Override
        public void onFrame(NodeLink from, NodeFrame frame) {
            switch (frame.getKindCase()) {
                case WELCOME -> welcomed.complete(frame.getWelcome());
                case STATUS -> complete(frame.getStatus().getCorrelationId(), frame);
                case SNAPSHOT_TAKEN -> complete(frame.getSnapshotTaken().getCorrelationId(), frame);
                case TRANSFERRED -> complete(frame.getTransferred().getCorrelationId(), frame);
                case REFUSAL -> onRefusal(frame.getRefusal());
                default -> {
                    // Not asked for.
                }
            }
        }

        @Override
        public void onClosed(NodeLink from, String reason) {
            String what = reason + ": address=" + address;
            welcomed.completeExceptionally(new RefusedException(what));
            asked.values().forEach(answer -> answer.completeExceptionally(new IndeterminateException(what)));
            asked.clear();
        }

        @Override
        public void onReadComplete(NodeLink from) {}

        @Override
        public void onWritable(NodeLink from) {}

        private void complete(long id, NodeFrame frame) {
            CompletableFuture<NodeFrame> answer = asked.remove(id);
            if (answer != null) {
                answer.complete(frame);
            }
        }

        private void onRefusal(Refusal refusal) {
            CompletableFuture<NodeFrame> answer = asked.remove(refusal.getCorrelationId());
            if (answer != null) {
                answer.completeExceptionally(new RefusedException("node refused: reason=" + refusal.getReason()
                        + ", detail=" + refusal.getDetail() + ", leader="
                        + refusal.getLeader().getNode() + ", address=" + address));
            }
        }
    }
}
