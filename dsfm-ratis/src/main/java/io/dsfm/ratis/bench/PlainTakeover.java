package io.dsfm.ratis.bench;

import io.dsfm.ratis.node.RatisSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;

/**
 * How long plain Ratis takes from the death of its leader's process to the next answer: the same servers, settings and client
 * as in {@link Bench}, under a steady load, killed and started again.
 *
 * <p>Threading: one thread.
 *
 * <p>Failure: {@link BenchException} if the servers do not serve.
 */
public final class PlainTakeover {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long DOWN_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long CALM_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int UNDER_WAY_MAX = 256;
    private static final long POLL_MILLIS = 50;
    private static final long NOT_YET = Long.MAX_VALUE;

    private final PlainProcesses servers;
    private final PlainClient client;
    private final PlainObserver observer;
    private final InputFlow flow;
    private final long gapNanos;
    private final AtomicInteger underWay = new AtomicInteger();
    /** When the kill was, while its first answer is looked for. */
    private volatile long killedNanos = NOT_YET;

    private final AtomicLong answeredNanos = new AtomicLong(NOT_YET);
    private long dueNanos = System.nanoTime();

    private PlainTakeover(
            PlainProcesses servers, PlainClient client, PlainObserver observer, InputFlow flow, int perSecond) {
        this.servers = servers;
        this.client = client;
        this.observer = observer;
        this.flow = flow;
        this.gapNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
    }

    /**
     * Kills the leader again and again.
     *
     * @param options of which the application, the variants, the transport and the settings count
     * @param flow the load
     * @param perSecond how many inputs a second, 1 to 1,000,000
     * @param kills how often
     * @param directory where the servers keep their files; made if it is not there, must be empty, left as it is
     * @param progress takes a line for each kill
     * @return for each kill, from just before the signal to the first answer of an input sent after it
     */
    public static List<Duration> measure(
            BenchOptions options, InputFlow flow, int perSecond, int kills, Path directory, Consumer<String> progress)
            throws InterruptedException {
        try (PlainProcesses servers = PlainProcesses.start(options, directory)) {
            servers.awaitListening(options.startTimeout());
            try (PlainClient client = PlainClient.connect(
                            RatisSettings.group(servers.configs().get(0)), options.transport());
                    PlainObserver observer = PlainObserver.of(servers.configs(), options.transport())) {
                client.awaitLeader();
                PlainTakeover run = new PlainTakeover(servers, client, observer, flow, perSecond);
                List<Duration> taken = new ArrayList<>();
                for (int i = 0; i < kills; i++) {
                    taken.add(run.killOnce());
                    progress.accept("plain Ratis, kill " + (i + 1) + " of " + kills + ": "
                            + taken.get(i).toMillis() + " ms");
                }
                return taken;
            } catch (IOException e) {
                throw new BenchException("the plain Ratis servers do not serve: " + e.getMessage(), e);
            }
        }
    }

    private Duration killOnce() throws InterruptedException {
        submitFor(CALM_NANOS);
        int leader = observer.awaitLeader(PATIENCE_NANOS);
        answeredNanos.set(NOT_YET);
        long strikeNanos = System.nanoTime();
        servers.kill(leader);
        killedNanos = strikeNanos;
        long deadlineNanos = strikeNanos + PATIENCE_NANOS;
        while (answeredNanos.get() == NOT_YET) {
            submitNext();
            if (System.nanoTime() - deadlineNanos > 0) {
                throw new BenchException("plain Ratis did not answer again after its leader was killed: node="
                        + servers.configs().get(leader).node());
            }
        }
        killedNanos = NOT_YET;
        submitFor(DOWN_NANOS);
        servers.restart(leader);
        awaitLevel(leader);
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
        client.send(Message.valueOf(UnsafeByteOperations.unsafeWrap(flow.next())))
                .whenComplete((reply, failure) -> {
                    underWay.decrementAndGet();
                    long killed = killedNanos;
                    if (failure == null && killed != NOT_YET && sentNanos - killed > 0) {
                        answeredNanos.compareAndSet(NOT_YET, System.nanoTime());
                    }
                });
    }

    private void awaitLevel(int node) throws InterruptedException {
        long target = observer.commitIndex(observer.awaitLeader(PATIENCE_NANOS));
        long deadlineNanos = System.nanoTime() + PATIENCE_NANOS;
        while (observer.commitIndex(node) < target) {
            if (System.nanoTime() - deadlineNanos > 0) {
                throw new BenchException("a plain Ratis server does not catch up: node="
                        + servers.configs().get(node).node());
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }
}
