package io.dsfm.maelstrom.workload;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dsfm.maelstrom.workload.store.Key;
import io.dsfm.maelstrom.workload.store.Step;
import java.util.List;

/** What both counters do: one number, to which is added. */
final class Counters {

    private static final Key SUM = Space.COUNTER.key("sum");

    private Counters() {}

    static boolean accepts(ObjectNode body) {
        return !body.has("key") && !body.has("element");
    }

    static Request parse(String type, ObjectNode body, boolean growsOnly) throws RequestException {
        return switch (type) {
            case "add" -> {
                long delta = growsOnly
                        ? Json.notNegative(Json.field(body, "delta"), "delta")
                        : Json.integer(Json.field(body, "delta"), "delta");
                yield new Request.Update(List.of(new Step.Add(SUM, delta)), results -> Json.object("add_ok"));
            }
            case "read" ->
                new Request.Read(
                        List.of(new Step.Total(SUM)),
                        results -> Json.object("read_ok").put("value", Json.number(Json.only(results), 0)));
            default -> throw Json.unknown(type);
        };
    }
}
