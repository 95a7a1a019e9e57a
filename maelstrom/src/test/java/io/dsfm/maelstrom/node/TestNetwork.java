package io.dsfm.maelstrom.node;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Maelstrom's network within a test: delays, loses, repeats and thereby reorders messages between nodes by a seed, cuts
 * nodes off, and asks on behalf of clients. As with Maelstrom, a message to nobody is an error.
 */
final class TestNetwork implements Outbox, AutoCloseable {

    private final Random random;
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    private final Map<String, Consumer<Message>> nodes = new ConcurrentHashMap<>();
    private final Map<String, ExecutorService> inputs = new HashMap<>();
    private final Map<Long, CompletableFuture<ObjectNode>> asked = new ConcurrentHashMap<>();
    private final AtomicLong lastId = new AtomicLong();
    private final Set<String> isolated = new HashSet<>();
    private double meanMillis;
    private double loss;
    private double repetition;
    private final AtomicLong strayMessages = new AtomicLong();

    TestNetwork(long seed) {
        random = new Random(seed);
    }

    /** Messages between nodes take so long on average, exponentially distributed. */
    synchronized TestNetwork latency(double newMeanMillis) {
        meanMillis = newMeanMillis;
        return this;
    }

    /** So many messages between nodes are lost and come twice, out of 1. */
    synchronized TestNetwork faults(double newLoss, double newRepetition) {
        loss = newLoss;
        repetition = newRepetition;
        return this;
    }

    synchronized void add(String node, Consumer<Message> input) {
        nodes.put(node, input);
        inputs.computeIfAbsent(node, unknown -> Executors.newSingleThreadExecutor());
    }

    synchronized void remove(String node) {
        nodes.remove(node);
    }

    /** Nothing goes between these nodes and the others. Clients reach all. */
    synchronized void isolate(String... cutOff) {
        isolated.addAll(Set.of(cutOff));
    }

    synchronized void heal() {
        isolated.clear();
    }

    /** Messages to nobody, which make Maelstrom deaf. */
    long strayMessages() {
        return strayMessages.get();
    }

    @Override
    public void accept(Message message) {
        ExecutorService input = input(message.dest());
        if (message.body().has("in_reply_to")) {
            onReply(message);
            return;
        }
        if (input == null) {
            return; // not started yet
        }
        for (double delayMillis : copies(message)) {
            try {
                timer.schedule(
                        () -> input.execute(() -> deliver(message)), (long) (delayMillis * 1e6), TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                // the test is over
            }
        }
    }

    private synchronized ExecutorService input(String node) {
        return inputs.get(node);
    }

    /** When each copy of the message arrives; none if it is lost. */
    private synchronized double[] copies(Message message) {
        if (!inputs.containsKey(message.src())) {
            return new double[] {0};
        }
        boolean isCut = isolated.contains(message.src()) != isolated.contains(message.dest());
        if (isCut || random.nextDouble() < loss) {
            return new double[0];
        }
        double first = delayMillis();
        return random.nextDouble() < repetition ? new double[] {first, delayMillis()} : new double[] {first};
    }

    private double delayMillis() {
        return meanMillis == 0 ? 0 : -Math.log(1 - random.nextDouble()) * meanMillis;
    }

    private void deliver(Message message) {
        Consumer<Message> node = nodes.get(message.dest());
        if (node != null) {
            node.accept(MessageCodec.decode(new String(MessageCodec.encode(message), StandardCharsets.UTF_8))
                    .orElseThrow());
        }
    }

    private void onReply(Message message) {
        CompletableFuture<ObjectNode> reply =
                asked.remove(message.body().path("in_reply_to").longValue());
        if (reply == null) {
            strayMessages.incrementAndGet();
        } else {
            reply.complete(message.body());
        }
    }

    /** Asks a node; completes with the body of the reply. */
    CompletableFuture<ObjectNode> ask(String node, ObjectNode body) {
        long id = lastId.incrementAndGet();
        CompletableFuture<ObjectNode> reply = new CompletableFuture<>();
        asked.put(id, reply);
        accept(new Message("c1", node, body.put("msg_id", id)));
        return reply;
    }

    @Override
    public synchronized void close() {
        timer.shutdownNow();
        inputs.values().forEach(ExecutorService::shutdownNow);
    }
}
