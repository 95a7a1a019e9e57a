package io.dsfm.maelstrom.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dsfm.maelstrom.workload.ErrorCode;
import io.dsfm.maelstrom.workload.Request;
import io.dsfm.maelstrom.workload.RequestException;
import io.dsfm.maelstrom.workload.Workloads;
import io.dsfm.maelstrom.workload.store.ReplyCodec;
import io.dsfm.maelstrom.workload.store.Status;
import io.dsfm.maelstrom.workload.store.Step;
import io.dsfm.maelstrom.workload.store.StepCodec;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves Maelstrom's clients: has the group do what they ask, and replies.
 *
 * <p>Threading: requests come by the reader's thread; replies are sent by any.
 *
 * <p>Invariants: a request gets at most one reply, and none when more than a {@link #MARGIN_NANOS} has gone by since its
 * deadline, counted from when it was read: a client that has given up may be gone, and Maelstrom does not forgive a message
 * to nobody. A request that the network repeats is done once: the last {@link
 * #REMEMBERED} are known.
 */
final class ClientDesk {

    private static final Logger LOG = LoggerFactory.getLogger(ClientDesk.class);
    private static final int REMEMBERED = 65_536;
    /** The longest input, and the longest query, that a node takes. */
    static final int INPUT_BYTES = 1 << 20;
    /** For what the framework's client needs to tell that a deadline is over; clients wait for longer. */
    private static final long MARGIN_NANOS = 150_000_000;
    /** How long the group may take where there is an answer without it. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final String self;
    private final Group group;
    private final Workloads workloads;
    private final NodeOptions options;
    private final Outbox out;
    private final LongSupplier nanoClock;
    private final Map<Asked, Boolean> seen = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Asked, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    private volatile boolean isClosed;

    /** What names a request of a client. */
    private record Asked(String client, long id) {}

    /** A request under way. */
    private record Turn(Asked asked, long readNanos, Duration deadline) {}

    /** The group as it is used here; {@link GroupSession}. */
    interface Group {
        /** Executes an input; gives the reply. */
        CompletableFuture<byte[]> submit(byte[] input, Duration deadline);

        /** Asks a linearizable query; gives the answer. */
        CompletableFuture<byte[]> query(byte[] query, Duration deadline);
    }

    /**
     * @param nanoClock to measure with, as {@link System#nanoTime}; that of {@code out} too
     */
    ClientDesk(String self, Group group, NodeOptions options, Outbox out, LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.self = self;
        this.group = group;
        this.workloads = new Workloads(options.workload());
        this.options = options;
        this.out = out;
    }

    /** A request of a client came. */
    void onMessage(Message message) {
        long readNanos = nanoClock.getAsLong();
        ObjectNode body = message.body();
        JsonNode id = body.path("msg_id");
        if (body.has("in_reply_to")) {
            return; // this node asks nobody
        }
        if (!id.canConvertToLong() || !id.isIntegralNumber()) {
            LOG.warn("a request without an id cannot be answered: src={}, type={}", message.src(), message.type());
            return;
        }
        Asked asked = new Asked(message.src(), id.longValue());
        if (seen.put(asked, true) != null) {
            return;
        }
        try {
            Request request = workloads.parse(message.type(), body);
            serve(turn(asked, readNanos), request);
        } catch (RequestException e) {
            error(turn(asked, readNanos), e.code(), e.getMessage());
        }
    }

    private Turn turn(Asked asked, long readNanos) {
        return new Turn(asked, readNanos, options.deadline(workloads.known().orElse("")));
    }

    private void serve(Turn turn, Request request) throws RequestException {
        if (request instanceof Request.Local local) {
            reply(turn, local.reply());
        } else if (request instanceof Request.Update update) {
            group.submit(encode(update.steps()), turn.deadline())
                    .whenComplete((reply, failure) -> onDone(turn, update.answer(), true, reply, failure));
        } else if (request instanceof Request.Attempt attempt) {
            Duration patience = turn.deadline().compareTo(PATIENCE) < 0 ? turn.deadline() : PATIENCE;
            group.submit(encode(attempt.steps()), patience)
                    .whenComplete((reply, failure) -> reply(turn, resultOrOtherwise(attempt, reply, failure)));
        } else if (request instanceof Request.Read read) {
            group.query(encode(read.steps()), turn.deadline())
                    .whenComplete((reply, failure) -> onDone(turn, read.answer(), false, reply, failure));
        }
    }

    private static ObjectNode resultOrOtherwise(Request.Attempt attempt, byte[] reply, @Nullable Throwable failure) {
        if (failure == null) {
            try {
                ReplyCodec.Reply decoded = ReplyCodec.decode(reply);
                if (decoded.status() == Status.OK) {
                    return attempt.answer().reply(decoded.results());
                }
            } catch (RequestException e) {
                LOG.warn("the group's answer is an error, another is given: {}", e.getMessage());
            }
        }
        return attempt.otherwise();
    }

    private static byte[] encode(List<Step> steps) throws RequestException {
        byte[] input = StepCodec.encode(steps);
        if (input.length > INPUT_BYTES) {
            throw new RequestException(
                    ErrorCode.MALFORMED_REQUEST,
                    "request too long: sizeBytes=" + input.length + ", accepted: up to " + INPUT_BYTES);
        }
        return input;
    }

    private void onDone(Turn turn, Request.Answer answer, boolean isUpdate, byte[] reply, @Nullable Throwable failure) {
        if (failure != null) {
            ErrorCode code = isUpdate ? Verdict.ofUpdate(failure) : Verdict.ofRead();
            error(turn, code, Verdict.cause(failure).getMessage());
            return;
        }
        try {
            ReplyCodec.Reply decoded = ReplyCodec.decode(reply);
            if (decoded.status() != Status.OK) {
                throw Verdict.of(decoded.status());
            }
            reply(turn, answer.reply(decoded.results()));
        } catch (RequestException e) {
            error(turn, e.code(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("a result was not understood: {}", turn.asked(), e);
            error(turn, ErrorCode.CRASH, "the result was not understood");
        }
    }

    private void error(Turn turn, ErrorCode code, @Nullable String text) {
        reply(turn, MessageCodec.body("error").put("code", code.code()).put("text", String.valueOf(text)));
    }

    private void reply(Turn turn, ObjectNode body) {
        if (isClosed) {
            return;
        }
        Asked asked = turn.asked();
        long nowNanos = nanoClock.getAsLong();
        long expiryNanos = turn.readNanos() + turn.deadline().toNanos() + MARGIN_NANOS;
        if (nowNanos - expiryNanos > 0) {
            LOG.warn("too late to be answered: {}, tookNanos={}", asked, nowNanos - turn.readNanos());
            return;
        }
        // It may have to wait until it is written, behind much that is for other nodes.
        out.acceptUntil(new Message(self, asked.client(), body.put("in_reply_to", asked.id())), expiryNanos);
    }

    /** Nothing is answered any more. */
    void close() {
        isClosed = true;
    }
}
