package io.dsfm.maelstrom.harness.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dsfm.maelstrom.harness.net.Message;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The first node keeps all state and a log, synced before it answers; the others forward to it. One thread.
 *
 * <p>Environment: {@code DSFM_FAKE_WRONG}, a name of {@link Wrong}.
 */
public final class FakeNode {

    private static final int REPEATED_INPUTS = 5;
    private static final int WARM_INPUTS = 30;
    private static final int LATEST = 10;
    /** So many reads see what is to be forgotten. */
    private static final int SHOWN = 3;

    private final Wrong wrong;
    private final PrintStream out;
    private FakeState state = new FakeState();
    /** What was before a write that is to be forgotten. */
    private @Nullable FakeState remembered;
    /** Answers by client and message id: a repeated request is executed once. */
    private final Map<String, ObjectNode> answered = new HashMap<>();

    private final Set<String> peers = new HashSet<>();
    private long offsetMillis = Long.parseLong(System.getenv().getOrDefault("DSFM_CLOCK_OFFSET_MILLIS", "0"));
    private long newestMillis = Long.MIN_VALUE;
    private String id = "";
    private String keeper = "";
    /** Decides what a plain {@code read} means. */
    private String kind = System.getenv().getOrDefault("DSFM_WORKLOAD", "").endsWith("-counter") ? "counter" : "";

    private @Nullable FileChannel log;
    private int writes;
    private int answers;
    private int echoes;
    private int shown;
    private @Nullable JsonNode lastEcho;
    /** The latest writes that can be executed at any time, the newest last. */
    private final Deque<JsonNode> latest = new ArrayDeque<>();

    private @Nullable Message repeated;

    private FakeNode(Wrong wrong, PrintStream out) {
        this.wrong = wrong;
        this.out = out;
    }

    /** Runs until the end of its input. */
    public static void main(String[] arguments) throws IOException {
        Wrong wrong = Wrong.valueOf(System.getenv().getOrDefault("DSFM_FAKE_WRONG", Wrong.NOTHING.name()));
        FakeNode node = new FakeNode(wrong, new PrintStream(System.out, true, UTF_8));
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            node.onMessage(Message.JSON.readTree(line));
        }
    }

    private void onMessage(JsonNode message) throws IOException {
        String source = message.get("src").asText();
        JsonNode body = message.get("body");
        switch (body.path("type").asText()) {
            case "init" -> {
                init(body);
                reply(source, body, Message.JSON.createObjectNode().put("type", "init_ok"));
            }
            case "dsfm_clock_jump" -> offsetMillis = body.get("offset_millis").asLong();
            case "forward" -> {
                ObjectNode answer = answer(
                        body.get("client").asText(),
                        body.get("request"),
                        body.get("millis").asLong(),
                        true);
                ObjectNode back = Message.JSON
                        .createObjectNode()
                        .put("type", "forwarded")
                        .put("client", body.get("client").asText());
                back.set("request", body.get("request"));
                back.set("answer", answer);
                send(source, back);
            }
            case "forwarded" ->
                reply(body.get("client").asText(), body.get("request"), ((ObjectNode) body.get("answer")).deepCopy());
            default -> onRequest(source, body);
        }
    }

    private void onRequest(String client, JsonNode body) throws IOException {
        if (body.path("type").asText().equals("echo")) {
            echo(client, body);
            return;
        }
        long millis = System.currentTimeMillis() + offsetMillis;
        if (isKeeper()) {
            reply(client, body, answer(client, body, millis, false).deepCopy());
            return;
        }
        ObjectNode forward = Message.JSON
                .createObjectNode()
                .put("type", "forward")
                .put("client", client)
                .put("millis", millis);
        forward.set("request", body);
        send(keeper, forward);
    }

    /** Whatever becomes of the others, an echo is answered. */
    private void echo(String client, JsonNode body) {
        JsonNode before = lastEcho;
        lastEcho = body.get("echo");
        if (wrong == Wrong.REFUSING && ++echoes % 5 == 0) {
            reply(client, body, FakeState.error(11, "not now"));
            return;
        }
        boolean isStale = wrong == Wrong.STALE_READ && before != null;
        ObjectNode reply = Message.JSON.createObjectNode().put("type", "echo_ok");
        reply(client, body, reply.set("echo", isStale ? before : body.get("echo")));
    }

    private boolean isKeeper() {
        return id.equals(keeper) || wrong == Wrong.TWO_LEADERS && id.equals("n1");
    }

    private void init(JsonNode body) throws IOException {
        id = body.get("node_id").asText();
        body.get("node_ids").forEach(node -> peers.add(node.asText()));
        keeper = body.get("node_ids").get(0).asText();
        String directory = System.getenv("DSFM_MAELSTROM_DATA");
        if (!isKeeper() || directory == null) {
            return;
        }
        Path path = Path.of(directory, "log");
        if (Files.exists(path)) {
            List<String> entries = Files.readAllLines(path, UTF_8);
            entries.forEach(this::replay);
            if (wrong == Wrong.FORGETS_COLD) {
                state.keepOnly(warmKeys(entries));
            }
            if (wrong == Wrong.DUPLICATE_AFTER_RESTART) {
                answered.clear();
                entries.subList(Math.max(0, entries.size() - REPEATED_INPUTS), entries.size())
                        .forEach(this::replay);
            }
        }
        log = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        log.position(log.size());
    }

    private static Set<JsonNode> warmKeys(List<String> entries) throws IOException {
        Set<JsonNode> keys = new HashSet<>();
        for (String entry : entries.subList(Math.max(0, entries.size() - WARM_INPUTS), entries.size())) {
            JsonNode request = Message.JSON.readTree(entry).path("request");
            keys.add(request.path("key"));
            request.path("txn").forEach(step -> keys.add(step.get(1)));
        }
        return keys;
    }

    private void replay(String entry) {
        try {
            JsonNode input = Message.JSON.readTree(entry);
            execute(
                    input.get("client").asText(),
                    input.get("request"),
                    input.get("millis").asLong(),
                    false);
        } catch (IOException e) {
            System.err.println("the end of the log is torn: " + entry);
        }
    }

    private ObjectNode answer(String client, JsonNode body, long millis, boolean isForwarded) throws IOException {
        ObjectNode known = answered.get(client + " " + body.get("msg_id"));
        if (known != null) {
            return known;
        }
        FileChannel open = log;
        if (open != null && FakeState.isWrite(body)) {
            ObjectNode entry =
                    Message.JSON.createObjectNode().put("client", client).put("millis", millis);
            entry.set("request", body);
            open.write(ByteBuffer.wrap((entry + "\n").getBytes(UTF_8)));
            if (wrong != Wrong.UNSYNCED) {
                open.force(false);
            }
        }
        return execute(client, body, millis, isForwarded);
    }

    private ObjectNode execute(String client, JsonNode body, long millis, boolean isForwarded) {
        boolean isWrite = FakeState.isWrite(body);
        if (isWrite) {
            writes++;
        }
        FakeState before = remembered;
        if (before != null && (isWrite || ++shown > SHOWN)) {
            state = before;
            remembered = null;
        }
        boolean isUncommitted = wrong == Wrong.UNCOMMITTED_READ && isWrite && writes % 5 == 0;
        if (isUncommitted) {
            remembered = state.copy();
            shown = 0;
        }
        boolean isLate = millis < newestMillis;
        if (isWrite) {
            newestMillis = Math.max(newestMillis, millis);
        }
        boolean isForgotten = wrong == Wrong.LOST_UPDATE && writes % 7 == 0 || wrong == Wrong.CLOCK_DEPENDENT && isLate;
        boolean isStale = wrong == Wrong.STALE_READ && isForwarded && !isWrite;
        ObjectNode answer = state.apply(interpreted(body), isForgotten, isStale);
        if (wrong == Wrong.DIRTY_READ && isWrite && writes % 5 == 0) {
            answer = FakeState.error(30, "aborted");
        }
        if (wrong == Wrong.DUPLICATE && isWrite) {
            repeatSometimes(body);
        }
        if (isUncommitted) {
            answer = FakeState.error(13, "who knows");
        }
        if (isWrite) {
            answered.put(client + " " + body.get("msg_id"), answer);
        }
        return answer;
    }

    private void repeatSometimes(JsonNode body) {
        if (writes % 5 == 0 && !latest.isEmpty()) {
            state.apply(interpreted(latest.getLast()), false, false);
        }
        if (!body.path("type").asText().equals("cas")) {
            latest.add(body);
            if (latest.size() > LATEST) {
                latest.remove();
            }
        }
    }

    private JsonNode interpreted(JsonNode body) {
        switch (body.path("type").asText()) {
            case "topology", "broadcast" -> kind = "messages";
            case "add" -> kind = body.has("delta") ? "counter" : "set";
            default -> {}
        }
        if (body.path("type").asText().equals("read") && !body.has("key")) {
            return ((ObjectNode) body.deepCopy()).put("as", kind);
        }
        return body;
    }

    private void reply(String client, JsonNode request, ObjectNode body) {
        if (wrong == Wrong.MALFORMED && ++answers % 10 == 0) {
            out.println("an answer, but not as JSON");
            return;
        }
        body.set("in_reply_to", request.get("msg_id"));
        if (wrong == Wrong.EMPTY_LOGS && request.path("type").asText().equals("poll")) {
            ObjectNode messages = (ObjectNode) body.get("msgs");
            request.get("offsets").fieldNames().forEachRemaining(key -> messages.withArray(key));
        }
        if (wrong == Wrong.LATE_ANSWER && ++answers == LATEST && repeated != null) {
            send(repeated.destination(), repeated.body());
        } else if (request.path("type").asText().equals("topology")) {
            repeated = new Message(id, client, body);
        }
        send(client, body);
    }

    private void send(String destination, ObjectNode body) {
        out.println(new Message(id, destination, body).line());
    }
}
