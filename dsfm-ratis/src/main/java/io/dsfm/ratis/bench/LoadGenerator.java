package io.dsfm.ratis.bench;

import io.dsfm.ratis.client.Result;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Gives load to a contestant, by its clients in turn, and times the answers.
 *
 * <p>Threading: one thread gives load; answers come on any. One request in flight is the exception: whoever brings its answer
 * sends the next, as an event loop would, so that no wake of a thread of this program's own is timed.
 */
final class LoadGenerator {

    /** How long an answer may take before it is given up. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** So far behind its times, a load at a fixed rate is broken off. */
    private static final long LAG_MAX_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** After so many failures, a load is broken off. */
    private static final long FAILURES_MAX = 1_000;

    private static final int DIGITS = 3;
    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Contestant contestant;
    /** One for each client. */
    private final List<InputFlow> flows;

    private final AnswerCheck check;
    private final LoadClock clock;
    private int lastClient;

    LoadGenerator(Contestant contestant, List<InputFlow> flows, AnswerCheck check, LoadClock clock) {
        this.contestant = contestant;
        this.flows = List.copyOf(flows);
        this.check = check;
        this.clock = clock;
    }

    Measurement run(Load load, Duration time) throws InterruptedException {
        if (load instanceof Load.Closed closed) {
            if (closed.window() == 1) {
                return oneInFlight(time);
            }
            return closedLoop(closed.window(), time);
        }
        return openLoop(((Load.Open) load).perSecond(), time);
    }

    private Measurement closedLoop(int window, Duration time) throws InterruptedException {
        Round round = new Round(window, time);
        while (clock.nanoTime() - round.end < 0 && round.awaitRoom()) {
            submit(round, clock.nanoTime(), () -> {});
        }
        return round.finish(round.sent.get());
    }

    private Measurement oneInFlight(Duration time) throws InterruptedException {
        Round round = new Round(1, time);
        Chain chain = new Chain(round);
        chain.next();
        chain.ended.await(time.plus(PATIENCE).toNanos(), TimeUnit.NANOSECONDS);
        return round.finish(round.sent.get());
    }

    private Measurement openLoop(int perSecond, Duration time) throws InterruptedException {
        Round round = new Round(Contestant.REQUESTS_UNDER_WAY_MAX, time);
        long due = perSecond * time.toNanos() / NANOS_PER_SECOND;
        for (long i = 0; i < due; i++) {
            long dueNanos = round.start + i * NANOS_PER_SECOND / perSecond;
            clock.awaitNanos(dueNanos);
            if (clock.nanoTime() - dueNanos > LAG_MAX_NANOS || !round.awaitRoom()) {
                break;
            }
            submit(round, dueNanos, () -> {});
        }
        return round.finish(due);
    }

    private void submit(Round round, long fromNanos, Runnable afterwards) {
        lastClient = (lastClient + 1) % flows.size();
        int client = lastClient;
        byte[] input = flows.get(client).next();
        round.sent.incrementAndGet();
        CompletableFuture<Result> answer;
        try {
            answer = contestant.submit(client, input);
        } catch (RuntimeException e) {
            answer = CompletableFuture.failedFuture(e);
        }
        answer.whenComplete((result, failure) -> {
            long now = clock.nanoTime();
            if (failure == null) {
                check.onAnswered(Contestant.clientId(client), input, result);
            } else {
                check.onFailed(failure);
            }
            round.onOutcome(now - fromNanos, now, failure != null);
            afterwards.run();
        });
    }

    /** Requests of which each is sent when the one before is answered, by the thread that brings the answer. */
    private final class Chain {
        private final Round round;
        private final CountDownLatch ended = new CountDownLatch(1);
        /** Requests to be sent, the one that is being sent among them. */
        private final AtomicInteger due = new AtomicInteger();

        Chain(Round round) {
            this.round = round;
        }

        /** Sends the next request; from within the sending of one, as an answer that is there at once does, after it. */
        void next() {
            if (due.getAndIncrement() > 0) {
                return;
            }
            do {
                if (clock.nanoTime() - round.end >= 0 || !round.takeRoom()) {
                    ended.countDown();
                } else {
                    submit(round, clock.nanoTime(), this::next);
                }
            } while (due.decrementAndGet() > 0);
        }
    }

    private final class Round {
        private final int window;
        private final Semaphore room;
        private final long start = clock.nanoTime();
        private final long end;
        private final Duration time;
        private final Histogram latencies = new ConcurrentHistogram(DIGITS);
        private final LongAdder inTime = new LongAdder();
        private final LongAdder failed = new LongAdder();
        private final AtomicBoolean isClosed = new AtomicBoolean();
        private final AtomicLong sent = new AtomicLong();

        Round(int window, Duration time) {
            this.window = window;
            this.room = new Semaphore(window);
            this.time = time;
            this.end = start + time.toNanos();
        }

        /** Waits for a place in the window; gives whether it is worth going on. */
        boolean awaitRoom() throws InterruptedException {
            return failed.sum() < FAILURES_MAX && room.tryAcquire(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        }

        /** As {@link #awaitRoom}, where there is room. */
        boolean takeRoom() {
            return failed.sum() < FAILURES_MAX && room.tryAcquire();
        }

        void onOutcome(long latencyNanos, long now, boolean hasFailed) {
            if (!isClosed.get()) {
                if (hasFailed) {
                    failed.increment();
                } else {
                    latencies.recordValue(Math.max(0, latencyNanos));
                    if (now - end <= 0) {
                        inTime.increment();
                    }
                }
            }
            room.release();
        }

        Measurement finish(long due) throws InterruptedException {
            boolean isComplete = room.tryAcquire(window, PATIENCE.toNanos() + NANOS_PER_SECOND, TimeUnit.NANOSECONDS);
            isClosed.set(true);
            long unanswered = isComplete ? 0 : sent.get() - latencies.getTotalCount() - failed.sum();
            check.onUnanswered(unanswered);
            double seconds = time.toNanos() / (double) NANOS_PER_SECOND;
            return new Measurement(latencies.copy(), seconds, due, sent.get(), inTime.sum(), failed.sum(), unanswered);
        }
    }
}
