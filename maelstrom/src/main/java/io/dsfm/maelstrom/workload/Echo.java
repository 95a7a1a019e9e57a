package io.dsfm.maelstrom.workload;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dsfm.maelstrom.workload.store.Key;
import io.dsfm.maelstrom.workload.store.Step;
import java.util.List;
import java.util.Set;

/** {@code echo}: what comes back has been in a register of the group, so that an echo proves that the group works. */
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
        Key last = Space.ECHO.key("last");
        byte[] payload = Json.bytes(Json.field(body, "echo"));
        return new Request.Update(
                List.of(new Step.Put(last, payload), new Step.Get(last)),
                results -> Json.object("echo_ok").set("echo", Json.value(results.get(1))));
    }
}
