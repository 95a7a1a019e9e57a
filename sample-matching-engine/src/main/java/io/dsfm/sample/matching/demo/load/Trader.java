package io.dsfm.sample.matching.demo.load;

import io.dsfm.ratis.client.Result;
import io.dsfm.sample.matching.demo.check.Journal;
import io.dsfm.sample.matching.demo.load.Outstanding.Input;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One client of the load: submits orders under its id, and writes down what comes back. What it knows is what it would have on
 * disk: its way to the group may end without a word, as a process does, and be taken up again.
 *
 * <p>Threading: {@link #submit} and {@link #comeBack} on one thread; results come on another.
 */
public final class Trader implements OrderEntry.Receiver, AutoCloseable {

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
        final long dueNanos;
        final byte[] input;

        @Nullable
        Result released;

        Order(long number, long dueNanos, byte[] input) {
            this.number = number;
            this.dueNanos = dueNanos;
            this.input = input;
        }
    }

    private final Journal journal;
    private final OrderEntry entry;
    /** What has no result that holds yet, by request number. */
    private final TreeMap<Long, Order> open = new TreeMap<>();

    private @Nullable Listener listener;
    /** Of the last result that came when all before it had come. */
    private long lastSequence;
    /** The highest number of an order that has a result that holds. */
    private long highestAnswered;

    @SuppressWarnings("ThisEscapedInObjectConstruction") // nothing is heard before it resumes
    private Trader(Journal journal, Function<OrderEntry.Receiver, OrderEntry> way) {
        this.journal = journal;
        this.entry = way.apply(this);
    }

    /**
     * Connects, and waits for the session; the group must never have heard of the id.
     *
     * @param way makes the way to the group, which does nothing yet
     */
    public static Trader connect(Journal journal, Function<OrderEntry.Receiver, OrderEntry> way)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        Trader trader = new Trader(journal, way);
        boolean isReady = false;
        try {
            trader.resume(Outstanding.NONE);
            isReady = true;
            return trader;
        } finally {
            if (!isReady) {
                trader.close();
            }
        }
    }

    private long resume(Outstanding outstanding)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        // all that has a result was executed, and nothing that was never submitted
        long lowest = outstanding.inputs().isEmpty()
                ? journal.submitted()
                : outstanding.inputs().get(0).requestNumber() - 1;
        long executed = entry.resume(outstanding);
        if (executed < lowest || executed > journal.submitted()) {
            throw new IllegalStateException("the group has executed what it cannot have: clientId=" + clientId()
                    + ", requestsExecuted=" + executed + ", possible=" + lowest + " to " + journal.submitted());
        }
        return executed;
    }

    /** The id of the client. */
    public long clientId() {
        return journal.clientId();
    }

    synchronized void listener(Listener hearing) {
        listener = hearing;
    }

    void submit(long number, long dueNanos, byte[] input) throws IOException {
        long requestNumber;
        synchronized (this) {
            journal.onSubmitted(input);
            requestNumber = journal.submitted();
            open.put(requestNumber, new Order(number, dueNanos, input));
        }
        entry.submit(requestNumber, input);
    }

    /** How many orders have no result that holds. */
    public synchronized int underWay() {
        return open.size();
    }

    /** Whether an order above this number, of the whole flow, has a result that holds. */
    public synchronized boolean hasAnswerAfter(long order) {
        return highestAnswered > order;
    }

    /** Its way to the group has ended, and nothing more is heard from there: takes it up again. */
    public Fate comeBack() throws IOException, InterruptedException, ExecutionException, TimeoutException {
        Outstanding outstanding = outstanding();
        long executed = resume(outstanding);
        return new Fate(
                outstanding.through(executed).size(),
                outstanding.above(executed).size());
    }

    /**
     * What became of the orders without a result.
     *
     * @param executed had been executed, so that only their results were missing
     * @param submittedAgain had not been, and never would
     */
    public record Fate(int executed, int submittedAgain) {}

    private synchronized Outstanding outstanding() {
        List<Input> inputs = open.entrySet().stream()
                .map(order -> new Input(order.getKey(), order.getValue().input))
                .toList();
        return new Outstanding(inputs, lastSequence + 1);
    }

    @Override
    public synchronized void onReleased(long requestNumber, Result result) {
        Order order = open.get(requestNumber);
        if (order != null && order.released == null) {
            order.released = result;
            hearing().onReleased(order.number, order.dueNanos);
        }
    }

    @Override
    public synchronized void onSettled(long requestNumber, Result result) {
        try {
            // whichever it is, even a second one: to find that out is up to the check
            journal.onResult(result);
        } catch (IOException e) {
            onFailed(requestNumber, new UncheckedIOException(e));
            return;
        }
        onReleased(requestNumber, result); // unless it was before
        boolean isLowest = !open.isEmpty() && open.firstKey() == requestNumber;
        Order order = open.remove(requestNumber);
        if (order != null) {
            if (isLowest) {
                lastSequence = result.sequence();
            }
            highestAnswered = Math.max(highestAnswered, order.number);
            hearing().onSettled(order.released != null && !order.released.isSameAs(result));
        }
    }

    @Override
    public synchronized void onFailed(long requestNumber, Throwable cause) {
        if (open.remove(requestNumber) != null) {
            hearing().onFailed(cause);
        }
    }

    @Override
    public synchronized void onEnded(Throwable cause) {
        List.copyOf(open.keySet()).forEach(requestNumber -> onFailed(requestNumber, cause));
    }

    private Listener hearing() {
        if (listener == null) {
            throw new IllegalStateException("nobody hears this trader: clientId=" + clientId());
        }
        return listener;
    }

    @Override
    public void close() {
        entry.close();
    }
}
