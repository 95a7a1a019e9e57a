package io.dsfm.maelstrom.harness.net;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/**
 * One line of Maelstrom's protocol.
 *
 * @param source the id of the node or client that sends it
 * @param destination the id of the one that it is for
 * @param body what it says; not to be changed
 */
public record Message(String source, String destination, ObjectNode body) {

    /** Reads and writes all JSON of the harness. */
    public static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final Set<String> KEYS = Set.of("id", "src", "dest", "body");

    /**
     * Reads a line as strictly as Maelstrom does: one bad line makes it deaf to the node.
     *
     * @throws MalformedMessageException if it is not a message; shows the line
     */
    public static Message parse(String line) throws MalformedMessageException {
        JsonNode node;
        try {
            node = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw malformed("not JSON", line);
        }
        if (!node.isObject()) {
            throw malformed("not a JSON object", line);
        }
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String name = entry.getKey();
            if (!KEYS.contains(name)) {
                throw malformed("unknown key " + name, line);
            }
        }
        if (!node.path("src").isTextual() || !node.path("dest").isTextual()) {
            throw malformed("src or dest is no string", line);
        }
        if (!(node.path("body") instanceof ObjectNode body)) {
            throw malformed("body is no object", line);
        }
        return new Message(node.path("src").textValue(), node.path("dest").textValue(), body);
    }

    /** The line, without its end. */
    public String line() {
        ObjectNode node = JSON.createObjectNode();
        node.put("src", source);
        node.put("dest", destination);
        node.set("body", body);
        return node.toString();
    }

    private static MalformedMessageException malformed(String what, String line) {
        return new MalformedMessageException("malformed message: problem=" + what + ", line=" + line);
    }
}
