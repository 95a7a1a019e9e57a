package io.dsfm.ratis.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Kills a contestant's leader under a steady load, again and again, and times it from just before the signal to the first
 * answer of an input sent after it. The process is started again each time. Answers are not checked here.
 *
 * <p>Threading: one thread.
 *
 * <p>Failure: {@link BenchException} if nothing answers any more.
 */
final class TakeoverRun {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long DOWN_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long CALM_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int UNDER_WAY_MAX = 256;
    private static final long NOT_YET = Long.MAX_VALUE;

    private final Contestant contestant;
    private final List<InputFlow> flows;
    private final long gapNanos;
    private final AtomicInteger underWay = new AtomicInteger();
    /** When the kill was, while its first answer is looked for. */
    private volatile long killedNanos = NOT_YET;

    private final AtomicLong answeredNanos = new AtomicLong(NOT_YET);
    private long dueNanos = System.nanoTime();
    private int lastClient;

    /**
     * Of a contestant that serves.
     *
     * @param flows the load, a flow for each client
     * @param perSecond how many inputs a second, 1 to 1,000,000
     */
    TakeoverRun(Contestant contestant, List<InputFlow> flows, int perSecond) {
        this.contestant = contestant;
        this.flows = List.copyOf(flows);
        this.gapNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
    }

    /** Kills so often; gives how long each takeover took. */
    List<Duration> kill(int times, Consumer<String> progress) throws InterruptedException {
        List<Duration> taken = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            taken.add(killOnce());
            progress.accept(contestant.name() + ", kill " + (i + 1) + " of " + times + ": "
                    + taken.get(i).toMillis() + " ms");
        }
        return taken;
    }

    private Duration killOnce() throws InterruptedException {
        submitFor(CALM_NANOS);
        int leader = contestant.awaitLeader();
        answeredNanos.set(NOT_YET);
        long strikeNanos = System.nanoTime();
        contestant.kill(leader);
        killedNanos = strikeNanos;
        long deadlineNanos = strikeNanos + PATIENCE_NANOS;
        while (answeredNanos.get() == NOT_YET) {
            submitNext();
            if (System.nanoTime() - deadlineNanos > 0) {
                throw new BenchException("no answer since the leader was killed: contestant=" + contestant.name()
                        + ", server=" + leader);
            }
        }
        killedNanos = NOT_YET;
        submitFor(DOWN_NANOS);
        contestant.restart(leader);
        return Duration.ofNanos(answeredNanos.get() - strikeNanos);
    }

    private void submitFor(long nanos) throws InterruptedException {
        long endNanos = System.nanoTime() + nanos;
        while (System.nanoTime() - endNanos < 0) {
            submitNext();
        }
    }

    private void submitNext() throws InterruptedException {
        long waitNanos = dueNanos - System.nanoTime();
        if (waitNanos > 0) {
            TimeUnit.NANOSECONDS.sleep(waitNanos);
        }
        dueNanos = Math.max(dueNanos + gapNanos, System.nanoTime() - gapNanos);
        if (underWay.get() >= UNDER_WAY_MAX && killedNanos == NOT_YET) {
            return;
        }
        underWay.incrementAndGet();
        long sentNanos = System.nanoTime();
        lastClient = (lastClient + 1) % flows.size();
        submit(flows.get(lastClient).next()).whenComplete((result, failure) -> {
            underWay.decrementAndGet();
            long killed = killedNanos;
            if (failure == null && killed != NOT_YET && sentNanos - killed > 0) {
                answeredNanos.compareAndSet(NOT_YET, System.nanoTime());
            }
        });
    }

    private CompletableFuture<?> submit(byte[] input) {
        try {
            return contestant.submit(lastClient, input);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
