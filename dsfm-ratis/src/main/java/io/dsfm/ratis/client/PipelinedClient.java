package io.dsfm.ratis.client;

import io.dsfm.ratis.wire.Transport;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The client as its callers see it: hands what they ask for to the client's own thread. Whatever is submitted while that
 * thread is busy goes out together.
 *
 * <p>Threading: any thread.
 */
final class PipelinedClient implements GroupClient {

    private static final long CLOSE_MILLIS = 1_000;
    private static final SecureRandom IDS = new SecureRandom();

    private final ClientOptions options;
    private final EventLoopGroup eventLoops;
    private final EventLoop eventLoop;
    private final SubmitQueue queue;
    private final ClientAgent agent;
    /** The own thread was told of what is queued, and has not looked yet. */
    private final AtomicBoolean woken = new AtomicBoolean();

    private final Runnable drain = this::drain;

    private PipelinedClient(ClientOptions options, Transport transport) {
        this.options = options;
        eventLoops = transport.eventLoops(1, "dsfm-client-" + options.clientId());
        eventLoop = eventLoops.next();
        queue = new SubmitQueue(options.window());
        long correlationId = IDS.nextLong();
        ClientSession session = new ClientSession(options.clientId(), correlationId, options.window(), queue);
        agent = new ClientAgent(transport, eventLoop, options, queue, session, new Random(correlationId));
    }

    static PipelinedClient start(ClientOptions options, Transport transport) {
        PipelinedClient client = new PipelinedClient(options, transport);
        client.eventLoop.execute(client.agent::start);
        return client;
    }

    @Override
    public long clientId() {
        return options.clientId();
    }

    @Override
    public CompletableFuture<Long> ready() {
        Opening opening = new Opening(ClientClock.after(options.deadline()));
        if (!tryExecute(() -> agent.await(opening))) {
            opening.completeExceptionally(closed());
        }
        return opening;
    }

    @Override
    public CompletableFuture<Result> submit(byte[] input) {
        return submit(input, options.deadline());
    }

    @Override
    public CompletableFuture<Result> submit(byte[] input, Duration deadline) {
        return request(input, Release.GROUP, deadline);
    }

    @Override
    public Submission submit(byte[] input, Release release) {
        return submit(input, release, options.deadline());
    }

    @Override
    public Submission submit(byte[] input, Release release, Duration deadline) {
        Request request = request(input, release, deadline);
        return new Submission(request.released, request);
    }

    private Request request(byte[] input, Release release, Duration deadline) {
        long deadlineNanos = ClientClock.after(deadline);
        if (!queue.tryReserve()) {
            if (eventLoop.inEventLoop()) {
                throw new IllegalStateException(
                        "window is full, and the client's own thread must not wait: window=" + options.window());
            }
            GroupClientException failure = reserve(deadlineNanos);
            if (failure != null) {
                Request refused = new Request(input, release, deadlineNanos);
                refused.giveUp(failure);
                return refused;
            }
        }
        return enqueue(input, release, deadlineNanos);
    }

    @Override
    public @Nullable CompletableFuture<Result> trySubmit(byte[] input) {
        return queue.tryReserve() ? enqueue(input, Release.GROUP, ClientClock.after(options.deadline())) : null;
    }

    @Override
    public CompletableFuture<byte[]> query(byte[] query) {
        return query(query, options.deadline());
    }

    @Override
    public CompletableFuture<byte[]> query(byte[] query, Duration deadline) {
        Question question = new Question(query, ClientClock.after(deadline));
        if (!tryExecute(() -> agent.ask(question))) {
            question.completeExceptionally(closed());
        }
        return question;
    }

    @Override
    public void close() {
        tryExecute(agent::close);
        var terminated = eventLoops.shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS);
        if (!eventLoop.inEventLoop()) {
            terminated.awaitUninterruptibly(CLOSE_MILLIS);
        }
    }

    private Request enqueue(byte[] input, Release release, long deadlineNanos) {
        Request request = new Request(input, release, deadlineNanos);
        queue.add(request);
        if (!woken.get() && woken.compareAndSet(false, true)) {
            // If the thread is gone, the queue has ended, and has failed the request.
            tryExecute(drain);
        }
        return request;
    }

    private void drain() {
        woken.set(false);
        agent.onQueued();
    }

    private @Nullable GroupClientException reserve(long deadlineNanos) {
        try {
            if (queue.tryReserve(deadlineNanos - ClientClock.nanos())) {
                return null;
            }
            return new RefusedException(
                    "window was full until the deadline: window=" + options.window() + ", executed=no");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new RefusedException("interrupted while the window was full: executed=no");
        }
    }

    private boolean tryExecute(Runnable task) {
        try {
            eventLoop.execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    private static RefusedException closed() {
        return new RefusedException("client is closed");
    }
}
