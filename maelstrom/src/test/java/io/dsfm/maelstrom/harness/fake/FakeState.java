package io.dsfm.maelstrom.harness.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dsfm.maelstrom.harness.net.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All workloads' state, in one place. */
final class FakeState {

    private final Map<JsonNode, JsonNode> registers = new HashMap<>();
    private final Map<JsonNode, JsonNode> previous = new HashMap<>();
    private final ArrayNode elements = Message.JSON.createArrayNode();
    private final Map<String, List<JsonNode>> logs = new HashMap<>();
    private final Map<String, Long> committed = new HashMap<>();
    private long counter;
    private long previousCounter;
    private int ids;

    FakeState copy() {
        FakeState copy = new FakeState();
        copy.registers.putAll(registers);
        copy.previous.putAll(previous);
        copy.elements.addAll(elements);
        logs.forEach((key, log) -> copy.logs.put(key, new ArrayList<>(log)));
        copy.committed.putAll(committed);
        copy.counter = counter;
        copy.previousCounter = previousCounter;
        copy.ids = ids;
        return copy;
    }

    /** Of the registers. */
    void keepOnly(Set<JsonNode> keys) {
        registers.keySet().retainAll(keys);
    }

    static boolean isWrite(JsonNode body) {
        return switch (body.path("type").asText()) {
            case "write", "cas", "add", "broadcast", "send", "generate", "commit_offsets" -> true;
            case "txn" -> {
                boolean writes = false;
                for (JsonNode step : body.get("txn")) {
                    writes |= !step.get(0).asText().equals("r");
                }
                yield writes;
            }
            default -> false;
        };
    }

    /**
     * Executes a request.
     *
     * @param isForgotten whether its writes are to be left out
     * @param isStale whether reads are to show what was before the last write
     */
    ObjectNode apply(JsonNode body, boolean isForgotten, boolean isStale) {
        String type = body.path("type").asText();
        ObjectNode reply = Message.JSON.createObjectNode().put("type", type + "_ok");
        switch (type) {
            case "generate" -> reply.put("id", ids++);
            case "topology" -> {}
            case "broadcast" -> add(body.get("message"), isForgotten);
            case "add" -> {
                if (body.has("delta")) {
                    previousCounter = counter;
                    counter += isForgotten ? 0 : body.get("delta").asLong();
                } else {
                    add(body.get("element"), isForgotten);
                }
            }
            case "read" -> read(body, reply, isStale);
            case "write" -> put(body.get("key"), body.get("value"), isForgotten);
            case "cas" -> {
                return cas(body, reply, isForgotten);
            }
            case "txn" -> reply.set("txn", transaction(body.get("txn"), isForgotten, isStale));
            case "send" -> reply.put("offset", send(body, isForgotten));
            case "poll" -> poll(body.get("offsets"), reply.putObject("msgs"), isStale);
            case "commit_offsets" ->
                body.get("offsets")
                        .properties()
                        .forEach(entry ->
                                committed.merge(entry.getKey(), entry.getValue().asLong(), Math::max));
            case "list_committed_offsets" -> {
                ObjectNode offsets = reply.putObject("offsets");
                for (JsonNode key : body.get("keys")) {
                    Long offset = committed.get(key.asText());
                    if (offset != null) {
                        offsets.put(key.asText(), offset);
                    }
                }
            }
            default -> {
                return error(10, "not supported: " + type);
            }
        }
        return reply;
    }

    static ObjectNode error(int code, String text) {
        return Message.JSON
                .createObjectNode()
                .put("type", "error")
                .put("code", code)
                .put("text", text);
    }

    private void add(JsonNode element, boolean isForgotten) {
        if (!isForgotten) {
            elements.add(element);
        }
    }

    /** The request does not say of which workload it is, so the node adds what a plain read is to give. */
    private void read(JsonNode body, ObjectNode reply, boolean isStale) {
        if (body.has("key")) {
            JsonNode value = value(body.get("key"), isStale);
            if (value.isNull()) {
                reply.removeAll();
                reply.setAll(error(20, "no such key"));
            } else {
                reply.set("value", value);
            }
        } else if (body.path("as").asText().equals("messages")) {
            reply.set("messages", elements(isStale));
        } else if (body.path("as").asText().equals("counter")) {
            reply.put("value", isStale ? previousCounter : counter);
        } else {
            reply.set("value", elements(isStale));
        }
    }

    private ArrayNode elements(boolean isStale) {
        ArrayNode shown = elements.deepCopy();
        if (isStale && !shown.isEmpty()) {
            shown.remove(shown.size() - 1);
        }
        return shown;
    }

    private JsonNode value(JsonNode key, boolean isStale) {
        return (isStale ? previous : registers).getOrDefault(key, NullNode.getInstance());
    }

    private void put(JsonNode key, JsonNode value, boolean isForgotten) {
        if (!isForgotten) {
            JsonNode old = registers.put(key, value);
            if (old != null) {
                previous.put(key, old);
            }
        }
    }

    private ObjectNode cas(JsonNode body, ObjectNode reply, boolean isForgotten) {
        JsonNode value = value(body.get("key"), false);
        if (value.isNull()) {
            return error(20, "no such key");
        }
        if (!value.equals(body.get("from"))) {
            return error(22, "another value: " + value);
        }
        put(body.get("key"), body.get("to"), isForgotten);
        return reply;
    }

    private ArrayNode transaction(JsonNode steps, boolean isForgotten, boolean isStale) {
        ArrayNode done = Message.JSON.createArrayNode();
        for (JsonNode step : steps) {
            JsonNode key = step.get(1);
            switch (step.get(0).asText()) {
                case "r" -> done.addArray().add("r").add(key).add(value(key, isStale));
                case "w" -> {
                    put(key, step.get(2), isForgotten);
                    done.add(step);
                }
                default -> {
                    JsonNode old = value(key, false);
                    ArrayNode list = old.isArray() ? ((ArrayNode) old).deepCopy() : Message.JSON.createArrayNode();
                    put(key, list.add(step.get(2)), isForgotten);
                    done.add(step);
                }
            }
        }
        return done;
    }

    private long send(JsonNode body, boolean isForgotten) {
        List<JsonNode> log = logs.computeIfAbsent(body.get("key").asText(), key -> new ArrayList<>());
        long offset = log.size();
        if (!isForgotten) {
            log.add(body.get("msg"));
        }
        return offset;
    }

    private void poll(JsonNode offsets, ObjectNode messages, boolean isStale) {
        offsets.properties().forEach(entry -> {
            List<JsonNode> log = logs.getOrDefault(entry.getKey(), List.of());
            ArrayNode pairs = Message.JSON.createArrayNode();
            for (int offset = entry.getValue().intValue(); offset < log.size() - (isStale ? 1 : 0); offset++) {
                pairs.addArray().add(offset).add(log.get(offset));
            }
            if (!pairs.isEmpty()) {
                messages.set(entry.getKey(), pairs);
            }
        });
    }
}
