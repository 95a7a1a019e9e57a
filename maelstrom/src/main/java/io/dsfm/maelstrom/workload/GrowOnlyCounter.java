package io.dsfm.maelstrom.workload;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** {@code g-counter}: a counter that only grows. */
final class GrowOnlyCounter implements Workload {

    @Override
    public String name() {
        return "g-counter";
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
        return Counters.parse(type, body, true);
    }
}
