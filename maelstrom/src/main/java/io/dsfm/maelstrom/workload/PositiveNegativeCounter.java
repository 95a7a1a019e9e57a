package io.dsfm.maelstrom.workload;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** {@code pn-counter}: a counter that goes up and down. */
final class PositiveNegativeCounter implements Workload {

    @Override
    public String name() {
        return "pn-counter";
    }

    @Override
    public Set<String> types() {
        return Set.of("add", "read");
    }

    @Override
    public boolean accepts(ObjectNode body) {
        return Counters.accepts(body);
    }

    @Override
    public Request parse(String type, ObjectNode body) throws RequestException {
        return Counters.parse(type, body, false);
    }
}
