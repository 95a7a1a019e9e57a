package io.dsfm.maelstrom.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dsfm.ratis.config.ConfigException;
import io.dsfm.ratis.config.DamagedDataException;
import io.dsfm.ratis.node.NodeFailedException;
import io.dsfm.ratis.node.NodeStartException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The program that Maelstrom starts for each node: reads its messages from standard input, starts a node of the group with
 * {@code init}, and ends with its input. See {@link NodeOptions} for what it can be told.
 *
 * <p>Beside Maelstrom's own, it takes one more request, {@code dsfm_clock_jump} with {@code offset_millis}: from then on
 * the node's clock is wrong by so much.
 *
 * <p>Threading: the main thread reads.
 *
 * <p>Failure: ends with 0 at the end of its input, with 1 if its node cannot start or go on, with 2 if it is told what it
 * does not accept.
 */
public final class MaelstromNode implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MaelstromNode.class);
    private static final String CLOCK_JUMP = "dsfm_clock_jump";
    private static final int EXIT_FAILED = 1;
    private static final int EXIT_USAGE = 2;
    /** How long it may take to end in order. */
    private static final long CLOSE_MILLIS = 5_000;

    private final NodeOptions options;
    private final ProtocolWriter out;
    private @Nullable GroupNode group;
    private @Nullable DataPlace place;
    private String self = "";

    MaelstromNode(NodeOptions options, ProtocolWriter out) {
        this.options = options;
        this.out = out;
    }

    /** Runs until the input ends. */
    public static void main(String[] arguments) {
        OutputStream protocol = new FileOutputStream(FileDescriptor.out);
        System.setOut(System.err); // whoever prints does not print into the protocol
        NodeOptions options;
        try {
            options = NodeOptions.of(System.getenv());
        } catch (IllegalArgumentException e) {
            LOG.error("the node does not start: {}", e.getMessage());
            exit(EXIT_USAGE);
            return;
        }
        MaelstromNode node = new MaelstromNode(options, new ProtocolWriter(protocol, System::nanoTime));
        Runtime.getRuntime().addShutdownHook(new Thread(node::close, "close"));
        new ProtocolReader(System.in, node::onMessage).run();
        LOG.info("the input has ended");
        exit(0);
    }

    private static void exit(int code) {
        Exchange.daemon(
                        () -> {
                            try {
                                Thread.sleep(CLOSE_MILLIS);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            Runtime.getRuntime().halt(code);
                        },
                        "exit-deadline")
                .start();
        System.exit(code);
    }

    /** A message came. */
    void onMessage(Message message) {
        GroupNode started = group;
        String type = message.type();
        if (type.equals("init")) {
            onInit(message);
        } else if (started == null) {
            // The group's messages are sent again; a client has no business here yet.
            LOG.debug("before init: src={}, type={}", message.src(), type);
        } else if (!message.dest().equals(self)) {
            LOG.warn(
                    "a message for another node is left alone: src={}, dest={}, type={}",
                    message.src(),
                    message.dest(),
                    type);
        } else if (type.equals(CLOCK_JUMP)) {
            onClockJump(started, message);
        } else {
            started.onMessage(message);
        }
    }

    /** Maelstrom takes nothing amiss like a message to the init's client after it was answered: it gets one. */
    private void onInit(Message message) {
        if (group != null) {
            LOG.warn("init came again and is left without an answer: src={}", message.src());
            return;
        }
        ObjectNode body = message.body();
        self = body.path("node_id").asText("");
        List<String> all = new ArrayList<>();
        for (JsonNode id : body.path("node_ids")) {
            all.add(id.asText());
        }
        try {
            DataPlace chosen = DataPlace.of(options, self);
            place = chosen;
            long run = chosen.nextRun(System.currentTimeMillis());
            GroupNode started = new GroupNode(self, all, chosen.folder(), run, options, out);
            group = started;
            Exchange.daemon(() -> watch(started), "watch").start();
        } catch (IOException
                | ConfigException
                | DamagedDataException
                | NodeStartException
                | IllegalArgumentException e) {
            LOG.error("the node does not start: node={}, {}", self, e.getMessage(), e);
            reply(message, MessageCodec.body("error").put("code", 13).put("text", e.getMessage()));
            exit(EXIT_FAILED);
            return;
        }
        reply(message, MessageCodec.body("init_ok"));
    }

    private static void watch(GroupNode started) {
        try {
            started.awaitTermination();
        } catch (NodeFailedException e) {
            LOG.error("the node cannot go on", e);
            exit(EXIT_FAILED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void onClockJump(GroupNode started, Message message) {
        long millis = message.body().path("offset_millis").longValue();
        started.setClock(millis);
        LOG.info("the clock jumps: offsetMillis={}", millis);
        reply(message, MessageCodec.body(CLOCK_JUMP + "_ok"));
    }

    private void reply(Message message, ObjectNode body) {
        JsonNode id = message.body().get("msg_id");
        if (id != null) {
            out.accept(new Message(self, message.src(), body.set("in_reply_to", id)));
        }
    }

    /** Stops the node, writes what is to be written, and removes what is temporary. */
    @Override
    public synchronized void close() {
        try {
            if (group != null) {
                group.close();
            }
            out.close();
            if (place != null) {
                place.leave();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.warn("the temporary folder is left behind: {}", e.toString());
        }
    }
}
