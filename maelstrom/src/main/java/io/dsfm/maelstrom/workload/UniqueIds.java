package io.dsfm.maelstrom.workload;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dsfm.maelstrom.workload.store.Step;
import java.util.List;
import java.util.Set;

/** {@code unique-ids}: the next number of the group. */
final class UniqueIds implements Workload {

    @Override
    public String name() {
        return "unique-ids";
    }

    @Override
    public Set<String> types() {
        return Set.of("generate");
    }

    @Override
    public Request parse(String type, ObjectNode body) {
        return new Request.Update(
                List.of(new Step.Add(Space.IDS.key("last"), 1)),
                results -> Json.object("generate_ok").put("id", Json.number(Json.only(results), 0)));
    }
}
