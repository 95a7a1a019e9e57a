package io.dsfm.maelstrom.check;

import io.dsfm.maelstrom.check.Dependencies.Reason;
import io.dsfm.maelstrom.history.HistoryEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Strict serializability of transactions that read and append to lists, each element appended once: the longest list that
 * was read of a key tells the order of its versions, every other is a beginning of it, and the order of transactions that
 * follows, with that of real time, has no cycle.
 *
 * <p>Source: Kingsbury, Alvaro: Elle: Inferring Isolation Anomalies from Experimental Observations, 2020.
 */
final class ListAppendChecker implements Checker {

    @Override
    public Verdict check(List<HistoryEvent> history) {
        return new Search(Operation.of(history)).run();
    }

    /** A list that a transaction saw of others: without what it had appended itself. */
    private record Seen(Operation reader, List<String> elements) {}

    private static final class Search {

        private final List<Operation> operations;
        private final List<String> findings = new ArrayList<>();
        private final Dependencies order = new Dependencies();
        /** Who appended an element of a key; failed ones too. */
        private final Map<String, Map<String, Operation>> writers = new HashMap<>();
        /** The elements that were followed by another of the same transaction. */
        private final Map<String, HashSet<String>> intermediate = new HashMap<>();

        private final Map<String, List<Seen>> reads = new LinkedHashMap<>();
        private final Set<Operation> seenWriters = new HashSet<>();

        Search(List<Operation> operations) {
            this.operations = operations;
        }

        Verdict run() {
            operations.forEach(this::takeAppends);
            operations.stream().filter(Operation::isOk).forEach(this::takeReads);
            reads.forEach(this::orderVersions);
            order.addRealTime();
            findings.addAll(order.cycles());
            return Verdict.of(findings);
        }

        private void takeAppends(Operation operation) {
            Map<String, String> last = new HashMap<>();
            for (Micro step : Micro.of(operation)) {
                if (step.isRead()) {
                    continue;
                }
                String element = step.value().toString();
                Operation other = writers.computeIfAbsent(step.key(), key -> new HashMap<>())
                        .put(element, operation);
                if (other != null) {
                    throw new IllegalArgumentException("an element is appended twice by the test itself: key="
                            + step.key() + ", element=" + element);
                }
                String before = last.put(step.key(), element);
                if (before != null) {
                    intermediate
                            .computeIfAbsent(step.key(), key -> new HashSet<>())
                            .add(before);
                }
            }
            if (!operation.isFailed()) {
                order.add(operation);
            }
        }

        private void takeReads(Operation operation) {
            Map<String, List<String>> own = new HashMap<>();
            Map<String, List<String>> known = new HashMap<>();
            for (Micro step : Micro.of(operation)) {
                if (!step.isRead()) {
                    own.computeIfAbsent(step.key(), key -> new ArrayList<>())
                            .add(step.value().toString());
                    continue;
                }
                List<String> elements = step.elements();
                List<String> appended = own.getOrDefault(step.key(), List.of());
                int others = elements.size() - appended.size();
                if (others < 0 || !elements.subList(others, elements.size()).equals(appended)) {
                    findings.add("internal: a transaction does not see what it has appended to key " + step.key() + ": "
                            + operation);
                    continue;
                }
                List<String> seen = List.copyOf(elements.subList(0, others));
                List<String> before = known.putIfAbsent(step.key(), seen);
                if (before != null && !before.equals(seen)) {
                    findings.add("internal: a transaction sees key " + step.key() + " in two states: " + operation);
                } else if (before == null) {
                    checkElements(operation, step.key(), seen);
                    reads.computeIfAbsent(step.key(), key -> new ArrayList<>()).add(new Seen(operation, seen));
                }
            }
        }

        private void checkElements(Operation reader, String key, List<String> seen) {
            if (new HashSet<>(seen).size() < seen.size()) {
                findings.add("duplicate: an element is twice in key " + key + ": " + reader);
            }
            for (String element : seen) {
                Operation writer = writer(key, element);
                if (writer != null) {
                    seenWriters.add(writer);
                }
                if (writer == null) {
                    findings.add("phantom: nobody has appended " + element + " to key " + key + ": " + reader);
                } else if (writer.isFailed()) {
                    findings.add(
                            "G1a: " + reader + " has read " + element + " of key " + key + ", which failed: " + writer);
                }
            }
            if (!seen.isEmpty()
                    && intermediate.getOrDefault(key, new HashSet<>()).contains(seen.get(seen.size() - 1))) {
                findings.add("G1b: " + reader + " has read key " + key + " in the middle of "
                        + writer(key, seen.get(seen.size() - 1)));
            }
        }

        private @org.jspecify.annotations.Nullable Operation writer(String key, String element) {
            return writers.getOrDefault(key, Map.of()).get(element);
        }

        private void orderVersions(String key, List<Seen> seen) {
            Seen longest = seen.get(0);
            for (Seen next : seen) {
                longest = next.elements().size() > longest.elements().size() ? next : longest;
            }
            List<String> versions = longest.elements();
            for (Seen next : seen) {
                if (!versions.subList(0, next.elements().size()).equals(next.elements())) {
                    findings.add(
                            "incompatible order of key " + key + ": " + next.reader() + " and " + longest.reader());
                    return;
                }
            }
            for (int i = 1; i < versions.size(); i++) {
                arrow(
                        writer(key, versions.get(i - 1)),
                        writer(key, versions.get(i)),
                        Reason.WRITE_WRITE,
                        key,
                        versions.get(i));
            }
            List<Map.Entry<String, Operation>> unseen = writers.getOrDefault(key, Map.of()).entrySet().stream()
                    .filter(entry -> hasTakenPlace(entry.getValue()) && !versions.contains(entry.getKey()))
                    .toList();
            for (Seen next : seen) {
                int length = next.elements().size();
                if (length > 0) {
                    arrow(
                            writer(key, versions.get(length - 1)),
                            next.reader(),
                            Reason.WRITE_READ,
                            key,
                            versions.get(length - 1));
                }
                if (length < versions.size()) {
                    arrow(
                            next.reader(),
                            writer(key, versions.get(length)),
                            Reason.READ_WRITE,
                            key,
                            versions.get(length));
                } else {
                    // What nobody has read comes after all that was.
                    unseen.forEach(
                            entry -> arrow(next.reader(), entry.getValue(), Reason.READ_WRITE, key, entry.getKey()));
                }
            }
        }

        /** Whether it ended well, or is known to have taken place since something of it was read. */
        private boolean hasTakenPlace(Operation operation) {
            return operation.isOk() || seenWriters.contains(operation);
        }

        private void arrow(
                @org.jspecify.annotations.Nullable Operation before,
                @org.jspecify.annotations.Nullable Operation after,
                Reason reason,
                String key,
                String element) {
            if (before != null && after != null) {
                order.add(before, after, reason, element + " of key " + key);
            }
        }
    }
}
