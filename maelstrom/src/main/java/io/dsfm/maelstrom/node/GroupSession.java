package io.dsfm.maelstrom.node;

import io.dsfm.maelstrom.workload.store.ReplyCodec;
import io.dsfm.maelstrom.workload.store.Status;
import io.dsfm.ratis.client.ClientOptions;
import io.dsfm.ratis.client.GroupClient;
import io.dsfm.ratis.client.Release;
import io.dsfm.ratis.client.Result;
import io.dsfm.ratis.client.SessionLostException;
import io.dsfm.ratis.client.Submission;
import io.dsfm.ratis.config.HostPort;
import io.dsfm.ratis.wire.LocalTransport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's own session with the group, in which it does what Maelstrom's clients ask of it: numbered requests, sent again
 * to whoever leads, executed once. A process has a session of its own; one that is lost, perhaps since a clock jumped past
 * its end, is replaced by another.
 *
 * <p>Threading: any thread; nothing blocks. Futures complete on the client's thread.
 */
final class GroupSession implements ClientDesk.Group, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GroupSession.class);
    private static final int WINDOW = 1_024;

    private final List<HostPort> addresses;
    private final String group;
    private final LocalTransport transport;
    private final LongSupplier clientIds;
    private final Duration longest;
    private final AtomicInteger underWay = new AtomicInteger();
    private GroupClient client;
    private boolean isClosed;

    /**
     * @param addresses of all nodes
     * @param clientIds gives ids above 0 that no process has used before
     * @param longest the longest deadline of all
     */
    GroupSession(
            List<HostPort> addresses,
            String group,
            LocalTransport transport,
            LongSupplier clientIds,
            Duration longest) {
        this.addresses = List.copyOf(addresses);
        this.group = group;
        this.transport = transport;
        this.clientIds = clientIds;
        this.longest = longest;
        this.client = connect();
    }

    private GroupClient connect() {
        return GroupClient.connect(
                new ClientOptions(addresses, group, clientIds.getAsLong(), WINDOW, longest), transport);
    }

    /**
     * Executes an input, and gives the reply that leaves first: with release level local it may be revoked. A refusal is
     * waited for until it holds for good: the client takes it as definite, and after it was revoked the input may be executed.
     *
     * @return fails as {@link GroupClient}'s do; empty-handed with a {@link WindowFullException} if too many are under way
     */
    @Override
    public CompletableFuture<byte[]> submit(byte[] input, Duration deadline) {
        if (underWay.incrementAndGet() > WINDOW) {
            underWay.decrementAndGet();
            return CompletableFuture.failedFuture(new WindowFullException());
        }
        GroupClient asked = client();
        // Among no more than fit, so that this does not wait.
        Submission submission = asked.submit(input, Release.GROUP, deadline);
        submission.settled().whenComplete((result, failure) -> {
            underWay.decrementAndGet();
            onSettled(asked, failure);
        });
        return reply(submission);
    }

    /** The reply that a client may be given. */
    static CompletableFuture<byte[]> reply(Submission submission) {
        CompletableFuture<byte[]> reply = new CompletableFuture<>();
        submission
                .released()
                .thenCompose(
                        first -> isRefusal(first) ? submission.settled() : CompletableFuture.completedFuture(first))
                .whenComplete((result, failure) -> {
                    if (failure == null) {
                        reply.complete(result.reply());
                    } else {
                        reply.completeExceptionally(Verdict.cause(failure));
                    }
                });
        return reply;
    }

    private static boolean isRefusal(Result result) {
        return ReplyCodec.decode(result.reply()).status() != Status.OK;
    }

    /** Asks a query, linearizable. */
    @Override
    public CompletableFuture<byte[]> query(byte[] query, Duration deadline) {
        return client().query(query, deadline);
    }

    private synchronized GroupClient client() {
        return client;
    }

    private void onSettled(GroupClient asked, @Nullable Throwable failure) {
        if (failure == null || !(Verdict.cause(failure) instanceof SessionLostException)) {
            return;
        }
        synchronized (this) {
            if (asked != client || isClosed) {
                return;
            }
            client = connect();
        }
        LOG.info("the session was lost, another is opened: {}", failure.getMessage());
        asked.close();
    }

    @Override
    public void close() {
        GroupClient last;
        synchronized (this) {
            isClosed = true;
            last = client;
        }
        last.close();
    }
}
