package io.dsfm.ratis.gateway;

import io.dsfm.ratis.proto.Leader;
import io.dsfm.ratis.proto.OpenSession;
import io.dsfm.ratis.proto.Refusal;
import io.dsfm.ratis.proto.SnapshotTaken;
import io.dsfm.ratis.proto.Status;
import io.dsfm.ratis.proto.Submit;
import io.dsfm.ratis.proto.Subscribe;
import io.dsfm.ratis.proto.Welcome;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway asks of the node behind it.
 *
 * <p>Threading: called by any of the gateway's event loops; no method blocks. Futures complete on any thread.
 */
public interface NodeService {

    /** What a connection is told when it is accepted. */
    Welcome welcome();

    /** Who leads, as far as this node knows. */
    Leader leader();

    /**
     * Hands over requests of one connection for the log, in order. From the first refused one on, all of the call are
     * refused. What is taken is answered later through {@link OutcomeSink#onOutcome} of the connection attached to the
     * client, or, if it is unknown what became of it, by {@link OutcomeSink#onLeaderChanged}.
     *
     * @param requests checked against the protocol: ids above 0, sizes within the limits
     * @param sink is told by {@link OutcomeSink#onRefused} of a request that was taken and yet did not enter the log
     * @return the number taken, from 0; why the next one was not is told by {@link #refusal}
     */
    int submit(List<Submit> requests, OutcomeSink sink);

    /** Why the node does not take requests now; {@link #submit} has just taken fewer than it was given. */
    Refusal refusal();

    /**
     * Opens a session through the log, and attaches the sink to the client: from now on, what is released for the client
     * goes to this sink, and no longer to one attached before. Answered by {@link OutcomeSink#onSessionOpened}.
     *
     * @return why it was refused, or null if it was taken
     */
    @Nullable
    Refusal openSession(OpenSession request, OutcomeSink sink);

    /**
     * Attaches the sink to a client whose session is open already: the connection was made anew. What is released for
     * the client from now on goes to this sink.
     */
    void attach(long clientId, OutcomeSink sink);

    /**
     * Detaches the sink from those of these clients to which it is still attached: the connection is gone.
     *
     * @param clientIds all to which it was ever attached; not changed afterwards
     */
    void detach(long[] clientIds, OutcomeSink sink);

    /** Keeps a session from expiring, through the log. Without answer; nothing happens if the node is not the leader. */
    void keepAlive(long clientId, long sessionId);

    /**
     * Answers a query from a state that holds every result released before the call, by any node.
     *
     * @return the answer; fails with {@link RefusedException} if it was refused, as it is by every node but the leader
     */
    CompletableFuture<byte[]> query(byte[] query);

    /**
     * Sends the stream of results to the sink from now on, within the credit that the request gives, which is within {@link
     * #credit}'s bound. Answered by {@link StreamSink#onSubscribed} or {@link StreamSink#onEnded}.
     */
    void subscribe(Subscribe request, StreamSink sink);

    /** A subscription may be sent so many bytes more, as long as not more than {@code maxBytes} are outstanding. */
    void credit(long subscriptionId, long bytes, long maxBytes, StreamSink sink);

    /** Nothing more goes to this subscription. */
    void unsubscribe(long subscriptionId, StreamSink sink);

    /** Nothing more goes to the sink: the connection is gone. */
    void unsubscribe(StreamSink sink);

    /** The state of the node, without a correlation id. */
    CompletableFuture<Status> status();

    /** Takes a snapshot of what has been executed, and purges the log up to it; without a correlation id. */
    CompletableFuture<SnapshotTaken> snapshot();

    /** Hands the leadership to another node; completes when that node leads. */
    CompletableFuture<Void> transfer(String node);
}
