package io.dsfm.sample.matching.demo.load;

import io.dsfm.ratis.client.ClientOptions;
import io.dsfm.ratis.client.GroupClient;
import io.dsfm.ratis.client.Release;
import io.dsfm.ratis.client.Result;
import io.dsfm.ratis.client.ResultStream;
import io.dsfm.ratis.client.StreamOptions;
import io.dsfm.ratis.client.Submission;
import io.dsfm.ratis.stream.ResultFilter;
import io.dsfm.ratis.stream.StreamResult;
import io.dsfm.sample.matching.demo.check.Journal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One client of the load: submits orders under its id, and writes down what comes back. It can die, as a process does, with
 * orders under way, and come back under the same id: what had been executed by then it learns from the stream of results,
 * and the rest it submits again. Its journal is what it would have on disk.
 *
 * <p>Threading: {@link #submit} and {@link #dieAndComeBack} on one thread; results come on the client's.
 */
public final class Trader implements AutoCloseable {

    /** Hears of what becomes of orders, one at a time for each trader. */
    interface Listener {

        /** A result has left, perhaps a provisional one. */
        void onReleased(long order, long dueNanos);

        /** The result that holds has come. */
        void onSettled(boolean wasRevoked);

        /** There will be none. */
        void onFailed(Throwable failure);
    }

    private static final class Order {
        final long number;
        final long requestNumber;
        final long dueNanos;
        final byte[] input;

        @Nullable
        Result released;

        Order(long number, long requestNumber, long dueNanos, byte[] input) {
            this.number = number;
            this.requestNumber = requestNumber;
            this.dueNanos = dueNanos;
            this.input = input;
        }
    }

    private final ClientOptions options;
    private final Journal journal;
    /** What has no result that holds yet, in the order of submission. */
    private final Deque<Order> open = new ArrayDeque<>();

    private @Nullable Listener listener;
    private GroupClient client;
    /** How often it has died: what an earlier life hears is lost. */
    private int deaths;
    /** Of the last result that holds. */
    private long lastSequence;

    private Trader(ClientOptions options, Journal journal) {
        this.options = options;
        this.journal = journal;
        this.client = GroupClient.connect(options);
    }

    /** Connects, and waits for the session; the group must never have heard of the id. */
    public static Trader connect(ClientOptions options, Journal journal)
            throws InterruptedException, ExecutionException, TimeoutException {
        Trader trader = new Trader(options, journal);
        boolean isReady = false;
        try {
            long executed = trader.awaitSession();
            if (executed != 0) {
                throw new IllegalStateException(
                        "the group is not new: clientId=" + options.clientId() + ", requestsExecuted=" + executed);
            }
            isReady = true;
            return trader;
        } finally {
            if (!isReady) {
                trader.close();
            }
        }
    }

    private long awaitSession() throws InterruptedException, ExecutionException, TimeoutException {
        return client.ready().get(options.deadline().toNanos(), TimeUnit.NANOSECONDS);
    }

    synchronized void listener(Listener hearing) {
        listener = hearing;
    }

    /** The id of the client. */
    public long clientId() {
        return options.clientId();
    }

    void submit(long number, long dueNanos, byte[] input) throws IOException {
        Order order;
        synchronized (this) {
            journal.onSubmitted(input);
            order = new Order(number, journal.submitted(), dueNanos, input);
            open.addLast(order);
        }
        send(order);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // outcomes go to the methods below
    private void send(Order order) {
        int life = deaths();
        Submission submission = client.submit(order.input, Release.GROUP);
        submission.released().thenAccept(result -> onReleased(life, order, result));
        submission.settled().whenComplete((result, failure) -> onSettled(life, order, result, failure));
    }

    private synchronized int deaths() {
        return deaths;
    }

    private synchronized void onReleased(int life, Order order, Result result) {
        if (life == deaths && order.released == null) {
            order.released = result;
            hearing().onReleased(order.number, order.dueNanos);
        }
    }

    private synchronized void onSettled(int life, Order order, @Nullable Result result, @Nullable Throwable failure) {
        if (life != deaths) {
            return;
        }
        if (result == null) {
            hearing().onFailed(failure == null ? new IllegalStateException("no result") : failure);
        } else {
            settle(order, result);
        }
    }

    private void settle(Order order, Result result) {
        try {
            open.remove(order);
            journal.onResult(result);
            lastSequence = Math.max(lastSequence, result.sequence());
            hearing().onSettled(order.released != null && !order.released.isSameAs(result));
        } catch (IOException e) {
            hearing().onFailed(new UncheckedIOException(e));
        }
    }

    private Listener hearing() {
        if (listener == null) {
            throw new IllegalStateException("nobody hears this trader: clientId=" + clientId());
        }
        return listener;
    }

    /**
     * Its connections break without a word, and it starts anew under the same id.
     *
     * @return how many orders were under way when it died: those that had been executed, and those submitted again
     */
    public Fate dieAndComeBack() throws InterruptedException, ExecutionException, TimeoutException {
        List<Order> lost;
        synchronized (this) {
            deaths++;
            lost = new ArrayList<>(open);
        }
        client.close();
        client = GroupClient.connect(options);
        long executed = awaitSession();
        List<Order> toLearn =
                lost.stream().filter(order -> order.requestNumber <= executed).toList();
        learn(toLearn);
        List<Order> again =
                lost.stream().filter(order -> order.requestNumber > executed).toList();
        again.forEach(this::send);
        return new Fate(toLearn.size(), again.size());
    }

    /**
     * What became of the orders under way when a client died.
     *
     * @param executed had been executed, so that only their results were missing
     * @param submittedAgain had not been, and never would
     */
    public record Fate(int executed, int submittedAgain) {}

    private void learn(List<Order> orders) throws InterruptedException, TimeoutException {
        if (orders.isEmpty()) {
            return;
        }
        StreamOptions wanted = StreamOptions.from(options.addresses(), options.group(), lastSequence + 1)
                .with(new ResultFilter(Set.of(options.clientId()), Set.of()));
        try (ResultStream stream = ResultStream.open(wanted)) {
            for (Order order : orders) {
                learn(order, take(stream, options.deadline()));
            }
        }
    }

    private StreamResult take(ResultStream stream, Duration patience) throws InterruptedException, TimeoutException {
        StreamResult result = stream.take(patience);
        if (result == null) {
            throw new TimeoutException(
                    "no result came from the stream: clientId=" + clientId() + ", from=" + stream.nextSequence());
        }
        return result;
    }

    private synchronized void learn(Order order, StreamResult told) {
        List<Result.Event> events = told.events().stream()
                .map(event -> new Result.Event(event.type(), event.payload()))
                .toList();
        Result result =
                new Result(told.number(), told.index(), told.sequence(), told.timestampNanos(), told.reply(), events);
        if (order.released == null) {
            order.released = result;
            hearing().onReleased(order.number, order.dueNanos);
        }
        settle(order, result);
    }

    @Override
    public void close() {
        client.close();
    }
}
