package io.dsfm.maelstrom.workload;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dsfm.maelstrom.workload.store.Key;
import io.dsfm.maelstrom.workload.store.Step;
import java.util.List;
import java.util.Set;

/** {@code g-set}: a set that only grows. */
final class GrowOnlySet implements Workload {

    @Override
    public String name() {
        return "g-set";
    }

    @Override
    public Set<String> types() {
        return Set.of("add", "read");
    }

    @Override
    public boolean accepts(ObjectNode body) {
        return !body.has("key") && !body.has("delta");
    }

    @Override
    public Request parse(String type, ObjectNode body) throws RequestException {
        return switch (type) {
            case "add" -> {
                Key element = Json.key(Space.SET, Json.field(body, "element"));
                yield new Request.Update(List.of(new Step.Put(element, new byte[0])), results -> Json.object("add_ok"));
            }
            case "read" ->
                new Request.Read(
                        List.of(new Step.Names(Space.SET.key(""))),
                        results -> Json.object("read_ok").set("value", Json.values(Json.only(results))));
            default -> throw Json.unknown(type);
        };
    }
}
