package io.dsfm.ratis.client;

import io.dsfm.ratis.stream.StreamResult;
import io.dsfm.ratis.wire.SocketTransport;
import io.dsfm.ratis.wire.Transport;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The stream of results of a group: every result that is committed, in order of sequence, each once, without gaps but for
 * what the filter leaves out. It follows the group by itself: when a node fails or falls silent, it goes on at another one
 * with the next result. What it has given is never contradicted: the node it goes on at has to have the same results before.
 *
 * <pre>{@code
 * try (ResultStream stream = ResultStream.open(StreamOptions.from(addresses, "group", 1))) {
 *     while (true) {
 *         StreamResult result = stream.take();
 *         ...
 *     }
 * }
 * }</pre>
 *
 * <p>Threading: one thread takes; any thread may close it, or ask for the rest. What is not taken waits, and the nodes send no
 * more than the window allows.
 *
 * <p>Failure: {@link StreamEndedException}, after everything that came before.
 */
public final class ResultStream implements AutoCloseable {

    private static final long CLOSE_MILLIS = 1_000;

    private final EventLoopGroup eventLoops;
    private final EventLoop eventLoop;
    private final StreamBuffer buffer;
    private final StreamFollower follower;

    private ResultStream(StreamOptions options, Transport transport) {
        eventLoops = transport.eventLoops(1, "dsfm-stream");
        eventLoop = eventLoops.next();
        buffer = new StreamBuffer(options.from(), options.windowBytes());
        long seed = new SecureRandom().nextLong();
        follower = new StreamFollower(transport, eventLoop, options, buffer, new Random(seed));
    }

    /** Starts a stream. It connects and finds a node by itself, from now on and whenever it must. */
    public static ResultStream open(StreamOptions options) {
        return open(options, SocketTransport.INSTANCE);
    }

    /** Starts a stream that reaches the nodes by {@code transport}; else as {@link #open(StreamOptions)}. */
    public static ResultStream open(StreamOptions options, Transport transport) {
        ResultStream stream = new ResultStream(options, transport);
        stream.eventLoop.execute(stream.follower::start);
        return stream;
    }

    /** The next result; waits for it. */
    public StreamResult take() throws InterruptedException {
        StreamResult result = null;
        while (result == null) {
            result = take(Duration.ofHours(1));
        }
        return result;
    }

    /** The next result; null if none came in time. */
    public @Nullable StreamResult take(Duration timeout) throws InterruptedException {
        StreamResult result = buffer.take(timeout);
        if (buffer.tryClaimCredit()) {
            tryExecute(follower::giveCredit);
        }
        return result;
    }

    /**
     * The sequence from which a new stream would give what this one has not: one above the last result taken, or, with a
     * filter, above what is known to be passed over. {@link StreamOptions#NEXT} or {@link StreamOptions#OLDEST}, if that is
     * what was asked for and no node has answered yet.
     */
    public long nextSequence() {
        return buffer.nextSequence();
    }

    /** For how long no node has sent for this stream; zero while one does. */
    public Duration disconnectedFor() {
        return Duration.ofNanos(follower.disconnectedNanos());
    }

    /** Why the last attempt to reach a node failed, for people. */
    public String lastFailure() {
        return follower.lastFailure();
    }

    /** Ends it: whoever waits for a result gets {@link StreamEndedException}. */
    @Override
    public void close() {
        tryExecute(follower::close);
        var terminated = eventLoops.shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS);
        if (!eventLoop.inEventLoop()) {
            terminated.awaitUninterruptibly(CLOSE_MILLIS);
        }
    }

    /** What has come and was not taken; for tests. */
    long waitingBytes() {
        return buffer.waitingBytes();
    }

    private void tryExecute(Runnable task) {
        try {
            eventLoop.execute(task);
        } catch (RejectedExecutionException e) {
            // closed
        }
    }
}
