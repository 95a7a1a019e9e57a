package io.dsfm.maelstrom.workload;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dsfm.maelstrom.workload.store.Key;
import io.dsfm.maelstrom.workload.store.Step;
import java.util.List;
import java.util.Set;

/** {@code broadcast}: a set of messages in the log. The topology is of no use to a group with a leader. */
final class Broadcast implements Workload {

    @Override
    public String name() {
        return "broadcast";
    }

    @Override
    public Set<String> types() {
        return Set.of("topology", "broadcast", "read");
    }

    @Override
    public boolean accepts(ObjectNode body) {
        return !body.has("key");
    }

    @Override
    public Request parse(String type, ObjectNode body) throws RequestException {
        return switch (type) {
            case "topology" -> new Request.Local(Json.object("topology_ok"));
            case "broadcast" -> {
                Key message = Json.key(Space.BROADCAST, Json.field(body, "message"));
                yield new Request.Update(
                        List.of(new Step.Put(message, new byte[0])), results -> Json.object("broadcast_ok"));
            }
            case "read" ->
                new Request.Read(
                        List.of(new Step.Names(Space.BROADCAST.key(""))),
                        results -> Json.object("read_ok").set("messages", Json.values(Json.only(results))));
            default -> throw Json.unknown(type);
        };
    }
}
