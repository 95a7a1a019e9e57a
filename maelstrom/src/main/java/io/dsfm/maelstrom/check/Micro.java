package io.dsfm.maelstrom.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * One step of a transaction: {@code ["r", key, value]}, {@code ["append", key, value]} or {@code ["w", key, value]}.
 *
 * @param key as text
 */
record Micro(String kind, String key, JsonNode value) {

    static List<Micro> of(Operation transaction) {
        List<Micro> steps = new ArrayList<>();
        for (JsonNode step : transaction.value()) {
            steps.add(new Micro(step.get(0).asText(), step.get(1).toString(), step.get(2)));
        }
        return steps;
    }

    boolean isRead() {
        return kind.equals("r");
    }

    /** The elements of a list that was read, as text; none if there is no list. */
    List<String> elements() {
        List<String> elements = new ArrayList<>();
        value.forEach(element -> elements.add(element.toString()));
        return elements;
    }
}
