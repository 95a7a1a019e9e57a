package io.dsfm.maelstrom.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.dsfm.maelstrom.workload.store.Key;
import io.dsfm.maelstrom.workload.store.Result;
import io.dsfm.maelstrom.workload.store.Step;
import io.dsfm.maelstrom.workload.store.StepCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code kafka}: logs by key, and how far each has been processed, which never goes back. */
final class Kafka implements Workload {

    /** How many messages of one key a poll gives, at most; the client asks for the next ones. */
    private static final int POLLED = 256;

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public Set<String> types() {
        return Set.of("send", "poll", "commit_offsets", "list_committed_offsets");
    }

    @Override
    public Request parse(String type, ObjectNode body) throws RequestException {
        return switch (type) {
            case "send" -> send(body);
            case "poll" -> poll(body);
            case "commit_offsets" -> commit(body);
            case "list_committed_offsets" -> listCommitted(body);
            default -> throw Json.unknown(type);
        };
    }

    private static Request send(ObjectNode body) throws RequestException {
        Step append = new Step.Append(log(name(Json.field(body, "key"))), Json.bytes(Json.field(body, "msg")));
        return new Request.Update(
                List.of(append), results -> Json.object("send_ok").put("offset", Json.number(Json.only(results), 0)));
    }

    private static Request poll(ObjectNode body) throws RequestException {
        List<String> keys = new ArrayList<>();
        List<Long> offsets = new ArrayList<>();
        List<Step> steps = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : offsets(body)) {
            long from = Json.notNegative(entry.getValue(), "offset");
            keys.add(entry.getKey());
            offsets.add(from);
            steps.add(new Step.Items(log(entry.getKey()), from, POLLED));
        }
        if (steps.isEmpty()) {
            return new Request.Local(Json.object("poll_ok").set("msgs", Json.object()));
        }
        return new Request.Read(steps, results -> polled(keys, offsets, results));
    }

    private static ObjectNode polled(List<String> keys, List<Long> offsets, List<Result> results) {
        ObjectNode messages = Json.object();
        for (int i = 0; i < keys.size(); i++) {
            ArrayNode pairs = Json.array();
            long offset = offsets.get(i);
            for (JsonNode message : Json.values(results.get(i))) {
                pairs.add(Json.array().add(offset++).add(message));
            }
            if (!pairs.isEmpty()) { // a key without messages must not be there
                messages.set(keys.get(i), pairs);
            }
        }
        return Json.object("poll_ok").set("msgs", messages);
    }

    private static Request commit(ObjectNode body) throws RequestException {
        List<Step> steps = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : offsets(body)) {
            steps.add(new Step.RaiseTo(committed(entry.getKey()), Json.notNegative(entry.getValue(), "offset")));
        }
        return steps.isEmpty()
                ? new Request.Local(Json.object("commit_offsets_ok"))
                : new Request.Update(steps, results -> Json.object("commit_offsets_ok"));
    }

    private static Request listCommitted(ObjectNode body) throws RequestException {
        JsonNode asked = Json.field(body, "keys");
        if (!asked.isArray() || asked.size() > StepCodec.STEPS) {
            throw Json.malformed("keys: accepted: an array of up to " + StepCodec.STEPS);
        }
        List<String> keys = new ArrayList<>();
        List<Step> steps = new ArrayList<>();
        for (JsonNode key : asked) {
            keys.add(name(key));
            steps.add(new Step.Total(committed(name(key))));
        }
        return steps.isEmpty()
                ? new Request.Local(Json.object("list_committed_offsets_ok").set("offsets", Json.object()))
                : new Request.Read(steps, results -> listed(keys, results));
    }

    private static ObjectNode listed(List<String> keys, List<Result> results) {
        ObjectNode offsets = Json.object();
        for (int i = 0; i < keys.size(); i++) {
            if (results.get(i) instanceof Result.Count count) {
                offsets.put(keys.get(i), count.number());
            }
        }
        return Json.object("list_committed_offsets_ok").set("offsets", offsets);
    }

    private static Set<Map.Entry<String, JsonNode>> offsets(ObjectNode body) throws RequestException {
        JsonNode offsets = Json.field(body, "offsets");
        if (!offsets.isObject() || offsets.size() > StepCodec.STEPS) {
            throw Json.malformed("offsets: accepted: an object of up to " + StepCodec.STEPS + " keys");
        }
        return offsets.properties();
    }

    /** A key, which is a string: as a number it could be sent to and never polled, for JSON's names are strings. */
    private static String name(JsonNode key) throws RequestException {
        if (!key.isTextual()) {
            throw Json.malformed("key=" + key + ", accepted: a string");
        }
        return key.textValue();
    }

    private static Key log(String key) throws RequestException {
        return Json.key(Space.KAFKA_LOG, TextNode.valueOf(key));
    }

    private static Key committed(String key) throws RequestException {
        return Json.key(Space.KAFKA_COMMITTED, TextNode.valueOf(key));
    }
}
