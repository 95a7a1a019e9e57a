package io.dsfm.maelstrom.harness;

import com.fasterxml.jackson.databind.JsonNode;
import io.dsfm.maelstrom.history.HistoryEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the crudest anomalies of {@code txn-list-append}: enough to show that a history holds what was planted. The real
 * checkers find more.
 */
final class ListAppendJudge implements Judge {

    @Override
    public Judgement judge(RunOptions options, List<HistoryEvent> history, Path folder) {
        Set<String> anomalies = anomalies(history);
        return new Judgement(anomalies.isEmpty() ? Outcome.VALID : Outcome.REFUTED, anomalies.toString());
    }

    /** Some of {@code duplicate}, {@code dirty}, {@code missing}, {@code incompatible}. */
    static Set<String> anomalies(List<HistoryEvent> history) {
        Set<String> anomalies = new HashSet<>();
        Set<String> failed = new HashSet<>();
        Map<String, JsonNode> longest = new HashMap<>();
        Map<String, Set<JsonNode>> acknowledged = new HashMap<>();
        Map<Integer, Map<String, Set<JsonNode>>> knownAtInvocation = new HashMap<>();
        for (HistoryEvent event : history) {
            if (event.type() == HistoryEvent.Type.FAIL) {
                forAppends(event, (key, value) -> failed.add(key + ":" + value));
            }
        }
        for (HistoryEvent event : history) {
            if (event.process() < 0) {
                continue;
            }
            if (event.type() == HistoryEvent.Type.INVOKE) {
                Map<String, Set<JsonNode>> known = new HashMap<>();
                acknowledged.forEach((key, values) -> known.put(key, Set.copyOf(values)));
                knownAtInvocation.put(event.process(), known);
            } else if (event.type() == HistoryEvent.Type.OK) {
                for (JsonNode step : event.value()) {
                    if (step.get(0).asText().equals("r")) {
                        look(
                                step,
                                knownAtInvocation.getOrDefault(event.process(), Map.of()),
                                failed,
                                longest,
                                anomalies);
                    }
                }
                forAppends(
                        event,
                        (key, value) -> acknowledged
                                .computeIfAbsent(key, any -> new HashSet<>())
                                .add(value));
            }
        }
        return anomalies;
    }

    private interface Append {
        void accept(String key, JsonNode value);
    }

    private static void forAppends(HistoryEvent event, Append append) {
        for (JsonNode step : event.value()) {
            if (step.get(0).asText().equals("append")) {
                append.accept(step.get(1).toString(), step.get(2));
            }
        }
    }

    private static void look(
            JsonNode read,
            Map<String, Set<JsonNode>> known,
            Set<String> failed,
            Map<String, JsonNode> longest,
            Set<String> anomalies) {
        String key = read.get(1).toString();
        List<JsonNode> list = new ArrayList<>();
        read.get(2).forEach(list::add);
        if (new HashSet<>(list).size() < list.size()) {
            anomalies.add("duplicate");
        }
        if (list.stream().anyMatch(value -> failed.contains(key + ":" + value))) {
            anomalies.add("dirty");
        }
        if (!list.containsAll(known.getOrDefault(key, Set.of()))) {
            anomalies.add("missing");
        }
        JsonNode before = longest.get(key);
        if (before == null || list.size() > before.size()) {
            longest.put(key, read.get(2));
        }
        for (int i = 0; before != null && i < Math.min(before.size(), list.size()); i++) {
            if (!before.get(i).equals(list.get(i))) {
                anomalies.add("incompatible");
            }
        }
    }
}
