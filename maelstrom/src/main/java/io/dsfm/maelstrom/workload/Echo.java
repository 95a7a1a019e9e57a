package io.dsfm.maelstrom.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dsfm.maelstrom.workload.store.Key;
import io.dsfm.maelstrom.workload.store.Step;
import io.dsfm.maelstrom.workload.store.StepCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * {@code echo}: what comes back has been in a register of the group, if the group works. If not it comes back all the same:
 * an echo promises nothing else, and Maelstrom takes none that is not answered.
 */
final class Echo implements Workload {

    @Override
    public String name() {
        return "echo";
    }

    @Override
    public Set<String> types() {
        return Set.of("echo");
    }

    @Override
    public Request parse(String type, ObjectNode body) throws RequestException {
        JsonNode payload = Json.field(body, "echo");
        ObjectNode reply = Json.object("echo_ok").set("echo", payload);
        byte[] bytes = payload.toString().getBytes(StandardCharsets.UTF_8);
        if (bytes.length > StepCodec.VALUE_BYTES) {
            return new Request.Local(reply);
        }
        Key last = Space.ECHO.key("last");
        return new Request.Attempt(
                List.of(new Step.Put(last, bytes), new Step.Get(last)),
                results -> Json.object("echo_ok").set("echo", Json.value(results.get(1))),
                reply);
    }
}
