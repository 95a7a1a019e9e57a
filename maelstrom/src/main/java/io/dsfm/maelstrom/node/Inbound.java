package io.dsfm.maelstrom.node;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What comes from one other node: brought into order and given to the receiver. When the node has been started anew, its
 * numbers begin again, and what its process before had sent is nothing any more.
 *
 * <p>Threading: a thread of its own, for all but handing over to it.
 */
final class Inbound implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Inbound.class);
    private static final long NONE = Long.MIN_VALUE;

    private final String node;
    private final long holdNanos;
    private final Exchange.Receiver receiver;
    private final Answers answers;
    private final ScheduledExecutorService timer;
    private final ExecutorService executor;
    private Resequencer<Message> order;
    private long run = NONE;
    private @Nullable Future<?> alarm;

    /** Sends an answer: the bytes, or a failure in place of them. */
    interface Answers {
        void answer(String node, long askersRun, long number, byte[] data, @Nullable Throwable failure);
    }

    Inbound(String node, long holdNanos, Exchange.Receiver receiver, Answers answers, ScheduledExecutorService timer) {
        this.node = node;
        this.holdNanos = holdNanos;
        this.receiver = receiver;
        this.answers = answers;
        this.timer = timer;
        this.order = new Resequencer<>(holdNanos);
        this.executor = Executors.newSingleThreadExecutor(task -> Exchange.daemon(task, "exchange-" + node));
    }

    /** Runs on this node's thread, if that still runs. */
    void execute(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            // closed
        }
    }

    /** An ask or a tell came. */
    void onMessage(Message message) {
        execute(() -> {
            long sendersRun = message.body().path("run").longValue();
            long number = message.body().path("n").longValue();
            if (sendersRun < run || number < 1) {
                return;
            }
            if (sendersRun > run) {
                run = sendersRun;
                order = new Resequencer<>(holdNanos);
            }
            give(order.offer(number, message, System.nanoTime()));
        });
    }

    private void give(List<Message> messages) {
        messages.forEach(this::give);
        Future<?> before = alarm;
        if (before != null) {
            before.cancel(false);
            alarm = null;
        }
        long due = order.dueNanos();
        if (due != Resequencer.NEVER) {
            try {
                alarm = timer.schedule(
                        () -> execute(() -> give(order.expire(System.nanoTime()))),
                        Math.max(0, due - System.nanoTime()),
                        TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                // closed
            }
        }
    }

    private void give(Message message) {
        long sendersRun = message.body().path("run").longValue();
        long number = message.body().path("n").longValue();
        String what = message.body().path("what").asText();
        try {
            byte[] data = message.body().path("data").binaryValue();
            if (data == null) {
                LOG.warn("a message without data: from={}, what={}", node, what);
            } else if (message.type().equals(Exchange.TELL)) {
                receiver.onTell(node, what, data);
            } else {
                ask(what, data)
                        .whenComplete((answer, failure) -> answers.answer(node, sendersRun, number, answer, failure));
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("a message was not dealt with: from={}, what={}, {}", node, what, e.toString());
        }
    }

    private CompletableFuture<byte[]> ask(String what, byte[] data) {
        try {
            return receiver.onAsk(node, what, data);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
