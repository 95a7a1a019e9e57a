package io.dsfm.maelstrom.harness.net;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A client on the network that does one thing at a time: asks, and waits for the answer. Late answers are ignored.
 *
 * <p>Threading: one thread asks; the network's delivers.
 */
public final class RpcClient implements AutoCloseable {

    private static final Set<String> ALWAYS_ALLOWED = Set.of("type", "msg_id", "in_reply_to");

    private static final long LOOK_UP_NANOS = 200_000_000;

    private final Network network;
    private final String id;
    private final AtomicInteger messageIds = new AtomicInteger();
    private volatile @Nullable Pending pending;

    private record Pending(int messageId, CompletableFuture<ObjectNode> reply) {}

    /** Joins the network under an id that nobody has had. */
    public RpcClient(Network network) {
        this.network = network;
        this.id = network.attachClient(this::onMessage);
    }

    private void onMessage(Message message) {
        Pending waiting = pending;
        if (waiting != null && message.body().path("in_reply_to").asInt(-1) == waiting.messageId()) {
            waiting.reply().complete(message.body());
        }
    }

    /** Says something without waiting for an answer. */
    public void tell(String destination, ObjectNode body) {
        network.send(new Message(id, destination, body.deepCopy().put("msg_id", messageIds.incrementAndGet())));
    }

    /**
     * Asks, and waits.
     *
     * @param body without message id
     * @param replyKeys what the answer must have, and may have besides type and ids
     * @return the body of an answer whose type is that of the request with {@code _ok}; an answer of another form fails
     *     the run, as it would under Maelstrom
     * @throws RpcException if the answer is an error or does not come in time
     */
    public ObjectNode ask(String destination, ObjectNode body, Set<String> replyKeys, Duration timeout)
            throws RpcException, InterruptedException {
        int messageId = messageIds.incrementAndGet();
        Pending waiting = new Pending(messageId, new CompletableFuture<>());
        pending = waiting;
        try {
            ObjectNode request = body.deepCopy().put("msg_id", messageId);
            network.send(new Message(id, destination, request));
            ObjectNode reply = await(waiting.reply(), timeout);
            if (reply == null) {
                throw new RpcException(ErrorCode.TIMEOUT, "no answer: node=" + destination + ", timeout=" + timeout);
            }
            return checked(destination, request, reply, replyKeys);
        } finally {
            pending = null;
        }
    }

    /** Null if nothing comes in time, or is not worth waiting for any more because the run is broken. */
    private @Nullable ObjectNode await(CompletableFuture<ObjectNode> reply, Duration timeout)
            throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        for (long left = timeout.toNanos(); left > 0 && network.error() == null; left = deadline - System.nanoTime()) {
            try {
                return reply.get(Math.min(left, LOOK_UP_NANOS), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                // Look whether the run is broken, and go on.
            } catch (ExecutionException e) {
                throw new AssertionError("only completed normally", e);
            }
        }
        return null;
    }

    private ObjectNode checked(String destination, ObjectNode request, ObjectNode reply, Set<String> replyKeys)
            throws RpcException {
        String type = reply.path("type").asText();
        if (type.equals("error")) {
            if (!reply.path("code").isInt()) {
                return malformed(destination, "error without a code", request, reply);
            }
            throw new RpcException(
                    reply.path("code").intValue(), reply.path("text").asText());
        }
        if (!type.equals(request.path("type").asText() + "_ok")) {
            return malformed(destination, "unexpected type", request, reply);
        }
        for (String key : replyKeys) {
            if (!reply.has(key)) {
                return malformed(destination, "no " + key, request, reply);
            }
        }
        for (Map.Entry<String, JsonNode> entry : reply.properties()) {
            String name = entry.getKey();
            if (!replyKeys.contains(name) && !ALWAYS_ALLOWED.contains(name)) {
                return malformed(destination, "unknown key " + name, request, reply);
            }
        }
        return reply;
    }

    /**
     * Fails the run for an answer that is not one to what was asked.
     *
     * @throws RpcException always
     */
    public ObjectNode malformed(String destination, String problem, JsonNode request, JsonNode reply)
            throws RpcException {
        String what = "malformed reply: node=" + destination + ", problem=" + problem + ", request=" + request
                + ", line=" + reply;
        network.fail(what);
        throw new RpcException(ErrorCode.TIMEOUT, what);
    }

    @Override
    public void close() {
        network.detach(id);
    }
}
