package io.dsfm.maelstrom.workload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dsfm.maelstrom.workload.store.Key;
import io.dsfm.maelstrom.workload.store.Result;
import io.dsfm.maelstrom.workload.store.StepCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Between the protocol's JSON and the store's bytes: any JSON value is stored as its text. Two values are the same if their
 * texts are.
 */
final class Json {

    private static final ObjectMapper MAPPER = mapper();

    private Json() {}

    /** Keeps numbers as they were written, also those that no double can hold. */
    private static ObjectMapper mapper() {
        return JsonMapper.builder()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();
    }

    static ObjectNode object(String type) {
        return MAPPER.createObjectNode().put("type", type);
    }

    static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** A field that must be there; null as a value is. */
    static JsonNode field(ObjectNode body, String name) throws RequestException {
        JsonNode value = body.get(name);
        if (value == null) {
            throw malformed("missing: " + name);
        }
        return value;
    }

    static long integer(JsonNode value, String name) throws RequestException {
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw malformed(name + "=" + value + ", accepted: an integer");
        }
        return value.longValue();
    }

    static long notNegative(JsonNode value, String name) throws RequestException {
        long number = integer(value, name);
        if (number < 0) {
            throw malformed(name + "=" + value + ", accepted: an integer from 0");
        }
        return number;
    }

    static byte[] bytes(JsonNode value) throws RequestException {
        byte[] bytes = value.toString().getBytes(StandardCharsets.UTF_8);
        if (bytes.length > StepCodec.VALUE_BYTES) {
            throw malformed("value too long: sizeBytes=" + bytes.length + ", accepted: up to " + StepCodec.VALUE_BYTES);
        }
        return bytes;
    }

    static Key key(Space space, JsonNode name) throws RequestException {
        String text = name.toString();
        if (text.getBytes(StandardCharsets.UTF_8).length > Key.NAME_BYTES) {
            throw malformed("key too long: accepted: up to " + Key.NAME_BYTES + " bytes");
        }
        return space.key(text);
    }

    /** A value that was stored. */
    static JsonNode value(byte[] bytes) {
        try {
            return MAPPER.readTree(new String(bytes, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the store holds what is no JSON", e);
        }
    }

    /** What a register holds, or null. */
    static JsonNode value(Result result) {
        return result instanceof Result.Value value ? value(value.bytes()) : MAPPER.nullNode();
    }

    static ArrayNode values(Result result) {
        ArrayNode values = array();
        if (result instanceof Result.Sequence sequence) {
            sequence.items().forEach(item -> values.add(value(item)));
        }
        return values;
    }

    /** A number, or what it is when there is none. */
    static long number(Result result, long absent) {
        return result instanceof Result.Count count ? count.number() : absent;
    }

    /** What a step that has always one result gave. */
    static Result only(List<Result> results) {
        return results.get(0);
    }

    static RequestException malformed(String what) {
        return new RequestException(ErrorCode.MALFORMED_REQUEST, what);
    }

    /** A type that a workload does not have; {@link Workload#types} was not looked at. */
    static RequestException unknown(String type) {
        return new RequestException(ErrorCode.NOT_SUPPORTED, "no such request: type=" + type);
    }
}
