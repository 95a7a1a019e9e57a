package io.dsfm.maelstrom.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dsfm.maelstrom.workload.ErrorCode;
import io.dsfm.maelstrom.workload.Request;
import io.dsfm.maelstrom.workload.RequestException;
import io.dsfm.maelstrom.workload.Workloads;
import io.dsfm.maelstrom.workload.store.ReplyCodec;
import io.dsfm.maelstrom.workload.store.Status;
import io.dsfm.maelstrom.workload.store.StepCodec;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves Maelstrom's clients: has the group do what they ask, and replies.
 *
 * <p>Threading: requests come by the reader's thread; replies are sent by any.
 *
 * <p>Invariants: a request gets at most one reply, and none after its deadline: a client that has given up may be gone, and
 * Maelstrom does not forgive a message to nobody. A request that the network repeats is done once: the last {@link
 * #REMEMBERED} are known.
 */
final class ClientDesk {

    private static final Logger LOG = LoggerFactory.getLogger(ClientDesk.class);
    private static final int REMEMBERED = 65_536;

    private final String self;
    private final Group group;
    private final Workloads workloads;
    private final NodeOptions options;
    private final Consumer<Message> out;
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

    /** The group as it is used here; {@link GroupSession}. */
    interface Group {
        /** Executes an input; gives the reply. */
        CompletableFuture<byte[]> submit(byte[] input, Duration deadline);

        /** Asks a linearizable query; gives the answer. */
        CompletableFuture<byte[]> query(byte[] query, Duration deadline);
    }

    ClientDesk(String self, Group group, NodeOptions options, Consumer<Message> out) {
        this.self = self;
        this.group = group;
        this.workloads = new Workloads(options.workload());
        this.options = options;
        this.out = out;
    }

    /** A request of a client came. */
    void onMessage(Message message) {
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
            serve(asked, workloads.parse(message.type(), body));
        } catch (RequestException e) {
            error(asked, e.code(), e.getMessage());
        }
    }

    private void serve(Asked asked, Request request) {
        Duration deadline = options.deadline(workloads.known().orElse(""));
        if (request instanceof Request.Local local) {
            reply(asked, local.reply());
        } else if (request instanceof Request.Update update) {
            group.submit(StepCodec.encode(update.steps()), deadline)
                    .whenComplete((reply, failure) -> onDone(asked, update.answer(), true, reply, failure));
        } else if (request instanceof Request.Read read) {
            group.query(StepCodec.encode(read.steps()), deadline)
                    .whenComplete((reply, failure) -> onDone(asked, read.answer(), false, reply, failure));
        }
    }

    private void onDone(
            Asked asked, Request.Answer answer, boolean isUpdate, byte[] reply, @Nullable Throwable failure) {
        if (failure != null) {
            ErrorCode code = isUpdate ? Verdict.ofUpdate(failure) : Verdict.ofRead();
            error(asked, code, Verdict.cause(failure).getMessage());
            return;
        }
        try {
            ReplyCodec.Reply decoded = ReplyCodec.decode(reply);
            if (decoded.status() != Status.OK) {
                throw Verdict.of(decoded.status());
            }
            reply(asked, answer.reply(decoded.results()));
        } catch (RequestException e) {
            error(asked, e.code(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("a result was not understood: client={}, msgId={}", asked.client(), asked.id(), e);
            error(asked, ErrorCode.CRASH, "the result was not understood");
        }
    }

    private void error(Asked asked, ErrorCode code, @Nullable String text) {
        reply(asked, MessageCodec.body("error").put("code", code.code()).put("text", String.valueOf(text)));
    }

    private void reply(Asked asked, ObjectNode body) {
        if (isClosed) {
            return;
        }
        out.accept(new Message(self, asked.client(), body.put("in_reply_to", asked.id())));
    }

    /** Nothing is answered any more. */
    void close() {
        isClosed = true;
    }
}
