package io.dsfm.ratis.client;

import io.dsfm.ratis.wire.SocketTransport;
import io.dsfm.ratis.wire.Transport;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A client of a group: submits inputs and asks queries.
 *
 * <p>Each input is executed exactly once, and inputs of one client are executed in the order in which they were
 * submitted, through lost connections, changes of leader and restarts of nodes: the client numbers its requests, resends
 * those without answer to whoever leads, and the group recognises what it has executed.
 *
 * <p>Threading: any thread may call any method. Futures complete on the client's own thread, which a continuation must
 * not block.
 *
 * <p>Failure: a future fails with
 *
 * <ul>
 *   <li>{@link RefusedException}: the input was not executed and never will be; it may be submitted again;
 *   <li>{@link IndeterminateException}: its deadline passed or the client was closed while it was unknown whether it was
 *       executed;
 *   <li>{@link SessionLostException}: the session expired or was taken over; this client submits no more.
 * </ul>
 */
public interface GroupClient extends AutoCloseable {

    /**
     * Starts a client. It connects, finds the leader and opens a session by itself, from now on and whenever it must.
     * Requests wait for that until their deadline.
     */
    static GroupClient connect(ClientOptions options) {
        return connect(options, SocketTransport.INSTANCE);
    }

    /** Starts a client that reaches the nodes by {@code transport}; else as {@link #connect(ClientOptions)}. */
    static GroupClient connect(ClientOptions options, Transport transport) {
        return PipelinedClient.start(options, transport);
    }

    /** The id under which the group knows this client. */
    long clientId();

    /**
     * Completes when the session is open, with the highest request number that was ever executed for this client id: 0,
     * or more if an earlier process used the id. Fails as requests do.
     */
    CompletableFuture<Long> ready();

    /**
     * Submits an input, with the default deadline; completes with the result that holds for good, also in a group that
     * releases provisional ones. Blocks while {@link ClientOptions#window()} requests are under way.
     *
     * @param input at most as many bytes as the group accepts; not copied, so not to be changed until it is answered
     */
    CompletableFuture<Result> submit(byte[] input);

    /** Submits an input that is to be answered within {@code deadline} from now. */
    CompletableFuture<Result> submit(byte[] input, Duration deadline);

    /**
     * Submits an input whose result may leave at {@code release} or at the group's level, whichever is stricter, with the
     * default deadline. Whether a result that left early holds is told too.
     */
    Submission submit(byte[] input, Release release);

    /** Submits an input in the same way that is to be answered within {@code deadline} from now. */
    Submission submit(byte[] input, Release release, Duration deadline);

    /** Submits an input unless the window is full: then null. */
    @org.jspecify.annotations.Nullable
    CompletableFuture<Result> trySubmit(byte[] input);

    /**
     * Asks a query; linearizable: the answer reflects every result that anyone had seen before the call. Answered by the
     * leader.
     */
    CompletableFuture<byte[]> query(byte[] query);

    /** Asks a query that is to be answered within {@code deadline} from now. */
    CompletableFuture<byte[]> query(byte[] query, Duration deadline);

    /**
     * Closes the connections; what is unanswered fails with {@link IndeterminateException}, or with {@link
     * RefusedException} if it was never sent. The session stays.
     */
    @Override
    void close();
}
