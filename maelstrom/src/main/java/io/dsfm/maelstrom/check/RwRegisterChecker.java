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
import org.jspecify.annotations.Nullable;

/**
 * Strict serializability of transactions that read and write registers, each value written once per key, as far as the
 * order of versions can be told: a write comes after what the same transaction had read of the key, after the value that
 * nobody wrote, and after every write that had ended before it began.
 *
 * <p>Does not find: cycles by versions whose order none of this tells.
 */
final class RwRegisterChecker implements Checker {

    private static final String NOTHING = "null";

    @Override
    public Verdict check(List<HistoryEvent> history) {
        return new Search(Operation.of(history)).run();
    }

    private static final class Search {

        private final List<Operation> operations;
        private final List<String> findings = new ArrayList<>();
        private final Dependencies order = new Dependencies();
        /** The last write of a key by each transaction, by value; failed ones too. */
        private final Map<String, Map<String, Operation>> writers = new HashMap<>();

        private final Map<String, Set<String>> intermediate = new HashMap<>();
        private final Map<String, Map<String, List<Operation>>> readers = new LinkedHashMap<>();
        /** By key: which value comes right before which, by what a transaction has read before it wrote. */
        private final Map<String, Map<String, Set<String>>> next = new HashMap<>();

        Search(List<Operation> operations) {
            this.operations = operations;
        }

        Verdict run() {
            operations.forEach(this::takeWrites);
            operations.stream().filter(Operation::isOk).forEach(this::takeReads);
            writers.forEach(this::orderInTime);
            readers.forEach(this::orderVersions);
            order.addRealTime();
            findings.addAll(order.cycles());
            return Verdict.of(findings);
        }

        private void takeWrites(Operation operation) {
            Map<String, String> last = new HashMap<>();
            for (Micro step : Micro.of(operation)) {
                if (!step.isRead()) {
                    String before = last.put(step.key(), step.value().toString());
                    if (before != null) {
                        intermediate
                                .computeIfAbsent(step.key(), key -> new HashSet<>())
                                .add(before);
                    }
                }
            }
            last.forEach((key, value) -> writers.computeIfAbsent(key, unused -> new LinkedHashMap<>())
                    .put(value, operation));
            if (!operation.isFailed()) {
                order.add(operation);
            }
        }

        private void takeReads(Operation operation) {
            Map<String, String> known = new HashMap<>();
            Map<String, String> seen = new HashMap<>();
            Map<String, String> written = new HashMap<>();
            for (Micro step : Micro.of(operation)) {
                String value = step.value().toString();
                if (!step.isRead()) {
                    known.put(step.key(), value);
                    written.put(step.key(), value);
                    continue;
                }
                String before = known.put(step.key(), value);
                if (before != null && !before.equals(value)) {
                    findings.add("internal: a transaction reads other than it has read or written of key " + step.key()
                            + ": " + operation);
                } else if (before == null) {
                    seen.put(step.key(), value);
                    check(operation, step.key(), value);
                    readers.computeIfAbsent(step.key(), key -> new LinkedHashMap<>())
                            .computeIfAbsent(value, unused -> new ArrayList<>())
                            .add(operation);
                }
            }
            written.forEach((key, value) -> {
                String before = seen.get(key);
                if (before != null) {
                    follows(key, before, value);
                }
            });
        }

        private void follows(String key, String before, String after) {
            next.computeIfAbsent(key, unused -> new HashMap<>())
                    .computeIfAbsent(before, unused -> new HashSet<>())
                    .add(after);
        }

        private void check(Operation reader, String key, String value) {
            if (value.equals(NOTHING)) {
                return;
            }
            if (intermediate.getOrDefault(key, Set.of()).contains(value)) {
                findings.add("G1b: " + reader + " has read " + value + " of key " + key
                        + ", which was overwritten by its own" + " transaction");
                return;
            }
            Operation writer = writer(key, value);
            if (writer == null) {
                findings.add("phantom: nobody has written " + value + " to key " + key + ": " + reader);
            } else if (writer.isFailed()) {
                findings.add("G1a: " + reader + " has read " + value + " of key " + key + ", which failed: " + writer);
            }
        }

        private @Nullable Operation writer(String key, String value) {
            return writers.getOrDefault(key, Map.of()).get(value);
        }

        /** What had ended before another began was overwritten by it, or by one in between. */
        private void orderInTime(String key, Map<String, Operation> written) {
            List<Map.Entry<String, Operation>> done = new ArrayList<>();
            for (Map.Entry<String, Operation> entry : written.entrySet()) {
                Operation operation = entry.getValue();
                if (operation.isFailed()) {
                    continue;
                }
                follows(key, NOTHING, entry.getKey());
                // The last that had ended, and those that ran beside it, are enough.
                long latestStart = done.stream()
                        .filter(other -> other.getValue().end() < operation.start())
                        .mapToLong(other -> other.getValue().start())
                        .max()
                        .orElse(-1);
                for (Map.Entry<String, Operation> other : done) {
                    long end = other.getValue().end();
                    if (end < operation.start() && end > latestStart) {
                        follows(key, other.getKey(), entry.getKey());
                    }
                }
                done.add(entry);
            }
        }

        private void orderVersions(String key, Map<String, List<Operation>> byValue) {
            Map<String, Set<String>> after = next.getOrDefault(key, Map.of());
            byValue.forEach((value, seenBy) -> {
                Operation writer = writer(key, value);
                for (Operation reader : seenBy) {
                    if (writer != null) {
                        order.add(writer, reader, Reason.WRITE_READ, value + " of key " + key);
                    }
                    for (String later : after.getOrDefault(value, Set.of())) {
                        Operation overwriter = writer(key, later);
                        if (overwriter != null && (overwriter.isOk() || byValue.containsKey(later))) {
                            order.add(reader, overwriter, Reason.READ_WRITE, later + " of key " + key);
                        }
                    }
                }
            });
        }
    }
}
