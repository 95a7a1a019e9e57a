package io.dsfm.ratis.node;

import io.dsfm.ratis.config.NodeConfig;
import io.dsfm.ratis.core.Answer;
import io.dsfm.ratis.core.Outcome;
import io.dsfm.ratis.gateway.StreamSink;
import io.dsfm.ratis.proto.StreamEndReason;
import io.dsfm.ratis.proto.StreamEnded;
import io.dsfm.ratis.proto.Subscribe;
import io.dsfm.ratis.stream.ResultCodec;
import io.dsfm.ratis.stream.ResultFilter;
import io.dsfm.ratis.stream.store.ResultStore;
import io.dsfm.ratis.stream.store.StoreLimits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.agrona.concurrent.ManyToOneConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stream of results of a node: keeps what is committed for a while, and sends it to those who have subscribed.
 *
 * <p>Threading: {@link #onCommitted}, {@link #onRestored} and {@link #flush} by one thread at a time, that which releases,
 * and they do not wait for anything; what asks for results by any; everything else is done by a thread of its own, which is
 * woken for each turn of the release thread only while somebody has subscribed.
 *
 * <p>Invariants: what is shown is committed, on this node's word; it is shown in order of sequence, without gaps.
 */
final class StreamAgent implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(StreamAgent.class);

    /** The most subscriptions of a node. */
    private static final int SUBSCRIPTIONS_MAX = 1_024;

    private static final int RESULTS_PER_TURN = 4_096;
    private static final long IDLE_NANOS = 50_000_000L;
    private static final long STOP_MILLIS = 5_000;

    private final NodeConfig.Stream config;
    private final Path directory;
    private final LongSupplier nanoClock;
    private final ResultStore store;
    private final StreamQueue queue = new StreamQueue();
    private final StreamCheck check = new StreamCheck();
    private final Wake wake = new Wake();
    private final ManyToOneConcurrentLinkedQueue<Runnable> commands = new ManyToOneConcurrentLinkedQueue<>();
    private final List<Subscription> subscriptions = new ArrayList<>();
    private final Thread thread = new Thread(this, "stream");
    /** Written by the stream's thread. */
    private volatile int subscribers;

    private final AtomicInteger gaps = new AtomicInteger();

    private volatile long oldest = 1;
    private volatile long newest;
    private volatile boolean isStopped;
    /** Since the last flush; of the release thread. */
    private boolean isAnyAdded;

    /**
     * @param config how much is kept, and for how long a subscriber may be slow
     * @param directory where results are kept on disk
     * @param nanoClock measures how long subscribers are slow
     */
    StreamAgent(NodeConfig.Stream config, Path directory, LongSupplier nanoClock) {
        this.config = config;
        this.directory = directory;
        this.nanoClock = nanoClock;
        this.store = new ResultStore(new StoreLimits(
                config.memoryResults(), config.memoryBytes(), config.diskResults(), config.diskBytes()));
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** What is kept is on the disk afterwards. */
    void stop() throws InterruptedException {
        isStopped = true;
        wake.signal();
        thread.join(STOP_MILLIS);
    }

    /** A result is committed; they come in order of sequence. */
    void onCommitted(Outcome outcome) {
        if (outcome.isNewResult() && !isStopped) {
            queue.add(outcome);
            isAnyAdded = true;
        }
    }

    /** The node's state was restored to this point: results behind it follow. */
    void onRestored(long sequence, long chainDigest) {
        queue.restart(sequence, chainDigest);
        isAnyAdded = true;
    }

    /** What was added is to be shown. */
    void flush() {
        if (isAnyAdded) {
            isAnyAdded = false;
            if (subscribers > 0 || queue.isHalfFull()) {
                wake.signal();
            }
        }
    }

    /** As {@link io.dsfm.ratis.gateway.NodeService#subscribe}. */
    void subscribe(Subscribe request, StreamSink sink) {
        if (isStopped) {
            sink.onEnded(ended(
                    request,
                    StreamEndReason.STREAM_TOO_MANY,
                    request.getFromSequence(),
                    "this node has no stream of results any more"));
            return;
        }
        command(() -> onSubscribe(request, sink));
    }

    void credit(long subscriptionId, long bytes, long maxBytes, StreamSink sink) {
        command(() -> subscriptions.stream()
                .filter(subscription -> subscription.is(sink, subscriptionId))
                .forEach(subscription -> subscription.credit(bytes, maxBytes)));
    }

    void unsubscribe(long subscriptionId, StreamSink sink) {
        command(() -> subscriptions.removeIf(subscription -> subscription.is(sink, subscriptionId)));
    }

    void unsubscribe(StreamSink sink) {
        command(() -> subscriptions.removeIf(subscription -> subscription.isOf(sink)));
    }

    /** An instance's outputs up to a sequence are not those that the leader released; what left here may be another's. */
    void onMismatch(long sequence, long leadersChain) {
        command(() -> {
            Long shown = store.chainDigest(sequence);
            if (shown == null) {
                check.onLeadersWord(sequence, leadersChain);
            } else if (shown != leadersChain) {
                check.onWrong();
                giveUp(check.sequence(), "what this node had sent is not what the leader has released");
            }
        });
    }

    private void command(Runnable command) {
        if (isStopped) {
            return; // nobody would do it
        }
        commands.add(command);
        wake.signal();
    }

    /**
     * Whether what is kept reaches a sequence, and survives the end of the process; if not, that is seen to. A snapshot waits
     * for it, but not for long, as it may have been missed: else the node might come back with a snapshot behind what is
     * kept, and have a gap.
     */
    boolean isKept(long sequence) {
        if (newest >= sequence || isStopped) {
            return true;
        }
        wake.signal();
        return false;
    }

    /** How often results were missed, so that what was kept before them is not kept any more. */
    int gaps() {
        return gaps.get();
    }

    /** How many have subscribed. */
    int subscribers() {
        return subscribers;
    }

    /** The oldest sequence that is kept; one above {@link #newest} for none. */
    long oldest() {
        return oldest;
    }

    /** The newest sequence that is kept. */
    long newest() {
        return newest;
    }

    @Override
    public void run() {
        try {
            store.open(directory);
            while (!isStopped) {
                if (!doWork()) {
                    wake.await(IDLE_NANOS);
                }
            }
            while (takeResults()) {
                // all that was committed until now
            }
        } catch (RuntimeException | Error e) {
            // Results leave without it, and other nodes have the stream too.
            LOG.error("this node has no stream of results any more: {}", e.toString(), e);
            endAll(StreamEndReason.STREAM_TOO_OLD, "this node has no stream of results any more");
            isStopped = true;
        } finally {
            store.close();
        }
    }

    /** One turn; gives whether there may be more to do at once. */
    private boolean doWork() {
        for (Runnable command = commands.poll(); command != null; command = commands.poll()) {
            command.run();
        }
        boolean isBusy = takeResults();
        store.flush();
        isBusy |= serve();
        store.flush();
        subscribers = subscriptions.size();
        oldest = store.oldest();
        newest = store.last();
        return isBusy;
    }

    private boolean takeResults() {
        for (int taken = 0; taken < RESULTS_PER_TURN; taken++) {
            Object next = queue.poll();
            if (next == null) {
                return false;
            }
            if (next instanceof StreamQueue.Restart restart) {
                check.restart(restart.sequence(), restart.chainDigest());
                if (!store.restart(restart.sequence(), restart.chainDigest())) {
                    LOG.info(
                            "the state was restored behind what is kept of the stream of results: sequence={}",
                            restart.sequence());
                }
            } else {
                take((Outcome) next);
            }
        }
        return true;
    }

    private void take(Outcome outcome) {
        Answer answer = outcome.answer();
        if (answer == null) {
            return;
        }
        long sequence = answer.sequence();
        switch (check.onResult(sequence, answer.outputDigest(), outcome.chainDigest())) {
            case GOES_ON -> {
                // as it should be
            }
            case STARTS_ANEW -> giveUp(sequence - 1, "what this node had sent was of an instance that was wrong");
            case WRONG -> {
                giveUp(sequence, "what this node had sent is not what the leader has released");
                return;
            }
        }
        if (!store.isWanted(sequence)) {
            return;
        }
        switch (store.append(ResultCodec.encode(outcome))) {
            case NEXT, KNOWN -> {
                // as it should be
            }
            case AFTER_GAP -> {
                gaps.incrementAndGet();
                LOG.warn(
                        "results were missed in the stream, which begins anew: the disk or the processors did not keep up:"
                                + " sequence={}",
                        sequence);
            }
            case CONTRADICTED -> giveUp(sequence, "what this node had sent is not what it executes");
        }
    }

    /** Nothing that was shown up to a sequence may be relied on. */
    private void giveUp(long sequence, String why) {
        if (store.giveUp(sequence) || !subscriptions.isEmpty()) {
            LOG.error("THE STREAM OF RESULTS WAS WRONG on this node and begins anew: {}: sequence={}", why, sequence);
        }
        endAll(StreamEndReason.STREAM_CONTRADICTED, why);
    }

    private void endAll(StreamEndReason reason, String detail) {
        subscriptions.forEach(subscription -> subscription.end(reason, store, detail));
        subscriptions.clear();
        subscribers = 0;
    }

    private boolean serve() {
        if (subscriptions.isEmpty()) {
            return false;
        }
        long nowNanos = nanoClock.getAsLong();
        boolean isBusy = false;
        for (Subscription subscription : subscriptions.toArray(new Subscription[0])) {
            if (queue.isFilling()) {
                takeResults(); // a thousand that catch up from disk must not make those at the end miss anything
            }
            if (subscriptions.isEmpty()) {
                return true; // all have been ended
            }
            switch (subscription.serve(store, nowNanos)) {
                case IDLE -> {
                    // until more comes
                }
                case BUSY -> isBusy = true;
                case ENDED -> subscriptions.remove(subscription);
            }
        }
        return isBusy;
    }

    private void onSubscribe(Subscribe request, StreamSink sink) {
        String wrong = subscriptions.size() == SUBSCRIPTIONS_MAX
                ? "the node has as many subscriptions as it may: accepted: " + SUBSCRIPTIONS_MAX
                : wrong(request);
        if (!wrong.isEmpty()) {
            boolean isFull = subscriptions.size() == SUBSCRIPTIONS_MAX;
            sink.onEnded(ended(
                    request,
                    isFull ? StreamEndReason.STREAM_TOO_MANY : StreamEndReason.STREAM_INVALID,
                    request.getFromSequence(),
                    wrong));
            return;
        }
        oldest = store.oldest();
        long from = request.getFromOldest()
                ? store.oldest()
                : request.getFromSequence() == 0 ? store.last() + 1 : request.getFromSequence();
        if (from < store.oldest()) {
            sink.onEnded(ended(
                    request, StreamEndReason.STREAM_TOO_OLD, from, "results are not kept so long: sequence=" + from));
            return;
        }
        Subscription subscription = new Subscription(
                request.getSubscriptionId(),
                sink,
                new ResultFilter(new HashSet<>(request.getClientsList()), new HashSet<>(request.getEventTypesList())),
                from,
                request.hasPreviousChainDigest() ? request.getPreviousChainDigest() : null,
                request.getCreditBytes(),
                config.stall().toNanos());
        subscriptions.add(subscription);
        subscribers = subscriptions.size();
        subscription.begin(store);
    }

    private static String wrong(Subscribe request) {
        if (request.getFromSequence() < 0) {
            return "not a sequence: fromSequence=" + Long.toUnsignedString(request.getFromSequence())
                    + ", accepted: 0 to " + Long.MAX_VALUE;
        }
        boolean isTooMuch = request.getClientsCount() > ResultFilter.NAMES_MAX
                || request.getEventTypesCount() > ResultFilter.NAMES_MAX;
        return isTooMuch
                ? "too many names in a filter: accepted: up to " + ResultFilter.NAMES_MAX + " of each kind"
                : "";
    }

    private StreamEnded ended(Subscribe request, StreamEndReason reason, long resumeSequence, String detail) {
        return StreamEnded.newBuilder()
                .setSubscriptionId(request.getSubscriptionId())
                .setReason(reason)
                .setResumeSequence(resumeSequence)
                .setOldestSequence(oldest)
                .setDetail(detail)
                .build();
    }
}
