package io.dsfm.maelstrom.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Optional;

/**
 * Messages as lines: one JSON object with {@code src}, {@code dest} and {@code body}, and nothing else in it. What comes in
 * may have more, such as Maelstrom's own {@code id}.
 *
 * <p>Threading: any thread.
 */
final class MessageCodec {

    /** Numbers stay as they were written, also those that no double can hold. */
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private MessageCodec() {}

    static ObjectNode body(String type) {
        return MAPPER.createObjectNode().put("type", type);
    }

    /** The message in a line; empty if there is none. */
    static Optional<Message> decode(String line) {
        try {
            JsonNode json = MAPPER.readTree(line);
            JsonNode src = json.path("src");
            JsonNode dest = json.path("dest");
            boolean isMessage = src.isTextual()
                    && !src.textValue().isEmpty()
                    && dest.isTextual()
                    && json.path("body").isObject();
            return isMessage
                    ? Optional.of(new Message(src.textValue(), dest.textValue(), (ObjectNode) json.get("body")))
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** The line, with its end. */
    static byte[] encode(Message message) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("src", message.src()).put("dest", message.dest()).set("body", message.body());
        try {
            byte[] text = MAPPER.writeValueAsBytes(json);
            byte[] line = Arrays.copyOf(text, text.length + 1);
            line[text.length] = '\n';
            return line;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not to be written as JSON: type=" + message.type(), e);
        }
    }
}
