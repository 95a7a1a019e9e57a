package io.dsfm.maelstrom.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dsfm.ratis.peer.PeerException;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Bytes from node to node in messages of Maelstrom's network, with answers: {@code dsfm_ask}, {@code dsfm_tell} and {@code
 * dsfm_answer}, each with the sender's run, a number of that run for the receiver, and the bytes in base64. An answer
 * repeats run and number of what was asked. The network may lose, delay, repeat and reorder anything.
 *
 * <p>Threading: any thread. Asks and tells of one node are given one after the other, by a thread for that node.
 */
final class Exchange implements AutoCloseable {

    static final String ASK = "dsfm_ask";
    static final String TELL = "dsfm_tell";
    static final String ANSWER = "dsfm_answer";

    private final String self;
    private final long run;
    private final Consumer<Message> out;
    private final Map<String, Outbound> outbound = new HashMap<>();
    private final Map<String, Inbound> inbound = new HashMap<>();
    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, task -> daemon(task, "exchange-timer"));
    private volatile boolean isClosed;

    /** Takes what other nodes send; does not block for long. */
    interface Receiver {
        /** Something that is to be answered; a failure goes back as its message. */
        CompletableFuture<byte[]> onAsk(String from, String what, byte[] data);

        /** Something without answer. */
        void onTell(String from, String what, byte[] data);
    }

    /** What was sent to one node. */
    private static final class Outbound {
        private long last;
        private final Map<Long, CompletableFuture<byte[]>> asked = new ConcurrentHashMap<>();
    }

    /**
     * @param self this node
     * @param others the others
     * @param run above that of any process before this one that was the same node
     * @param holdTime how long a message waits for those before it
     * @param receiver takes what comes
     * @param out sends
     */
    Exchange(String self, List<String> others, long run, Duration holdTime, Receiver receiver, Consumer<Message> out) {
        this.self = self;
        this.run = run;
        this.out = out;
        timer.setRemoveOnCancelPolicy(true);
        for (String other : others) {
            outbound.put(other, new Outbound());
            inbound.put(other, new Inbound(other, holdTime.toNanos(), receiver, this::answer, timer));
        }
    }

    /**
     * Asks a node.
     *
     * @return the answer; fails with an {@link IOException} if none came in time, or if the other failed at it
     */
    CompletableFuture<byte[]> ask(String node, String what, byte[] data, Duration timeout) {
        Outbound there = outbound.get(node);
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        if (there == null || isClosed) {
            answer.completeExceptionally(
                    new PeerException(there == null ? "there is no such node: node=" + node : "this node is closed"));
            return answer;
        }
        ObjectNode body = body(ASK, what, data);
        long number;
        synchronized (there) {
            number = ++there.last;
            there.asked.put(number, answer);
            out.accept(new Message(self, node, body.put("n", number)));
        }
        expect(there, number, answer, timeout, "no answer in time: node=" + node + ", what=" + what);
        return answer;
    }

    private void expect(
            Outbound there, long number, CompletableFuture<byte[]> answer, Duration timeout, String otherwise) {
        try {
            var overdue = timer.schedule(
                    () -> answer.completeExceptionally(
                            new PeerException(otherwise + ", timeoutMillis=" + timeout.toMillis())),
                    timeout.toNanos(),
                    TimeUnit.NANOSECONDS);
            answer.whenComplete((bytes, failure) -> {
                there.asked.remove(number);
                overdue.cancel(false);
            });
        } catch (RejectedExecutionException e) {
            there.asked.remove(number);
            answer.completeExceptionally(new PeerException("this node is closed"));
        }
    }

    /** Sends to a node what is not answered. */
    void tell(String node, String what, byte[] data) {
        Outbound there = outbound.get(node);
        if (there == null || isClosed) {
            return;
        }
        ObjectNode body = body(TELL, what, data);
        synchronized (there) {
            out.accept(new Message(self, node, body.put("n", ++there.last)));
        }
    }

    private ObjectNode body(String type, String what, byte[] data) {
        return MessageCodec.body(type).put("run", run).put("what", what).put("data", data);
    }

    private void answer(String node, long askersRun, long number, byte[] data, @Nullable Throwable failure) {
        if (isClosed) {
            return;
        }
        ObjectNode body = MessageCodec.body(ANSWER).put("run", askersRun).put("n", number);
        if (failure == null) {
            body.put("data", data);
        } else {
            body.put("failure", String.valueOf(failure.getMessage()));
        }
        out.accept(new Message(self, node, body));
    }

    /** Whether a message is one of these. */
    static boolean isOne(Message message) {
        String type = message.type();
        return type.equals(ASK) || type.equals(TELL) || type.equals(ANSWER);
    }

    /** Such a message came. */
    void onMessage(Message message) {
        Inbound from = inbound.get(message.src());
        if (from == null || isClosed) {
            return;
        }
        if (message.type().equals(ANSWER)) {
            from.execute(() -> onAnswer(message));
        } else {
            from.onMessage(message);
        }
    }

    /** An answer that comes late, or once more, is to nothing. */
    private void onAnswer(Message message) {
        ObjectNode body = message.body();
        Outbound there = outbound.get(message.src());
        if (there == null || body.path("run").longValue() != run) {
            return;
        }
        CompletableFuture<byte[]> asked = there.asked.get(body.path("n").longValue());
        if (asked == null) {
            return;
        }
        JsonNode failure = body.get("failure");
        try {
            if (failure == null) {
                asked.complete(body.path("data").binaryValue());
            } else {
                asked.completeExceptionally(
                        new PeerException("the other node failed at it: node=" + message.src() + ", " + failure));
            }
        } catch (IOException e) {
            asked.completeExceptionally(e);
        }
    }

    @Override
    public void close() {
        isClosed = true;
        timer.shutdownNow();
        inbound.values().forEach(Inbound::close);
        PeerException closed = new PeerException("this node is closed");
        outbound.values()
                .forEach(there ->
                        List.copyOf(there.asked.values()).forEach(answer -> answer.completeExceptionally(closed)));
    }

    static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
