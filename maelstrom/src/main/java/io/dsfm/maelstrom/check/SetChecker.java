package io.dsfm.maelstrom.check;

import io.dsfm.maelstrom.history.HistoryEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A set that only grows ({@code g-set}, {@code broadcast}): whoever reads sees every element whose addition had ended
 * before, or that a read had seen that ended before, and none whose addition had not begun or had failed. Final reads are to
 * be there.
 */
final class SetChecker implements Checker {

    private final String adds;

    /** The function that adds an element: {@code add} or {@code broadcast}. */
    SetChecker(String adds) {
        this.adds = adds;
    }

    @Override
    public Verdict check(List<HistoryEvent> history) {
        List<Operation> operations = Operation.of(history);
        Map<String, Operation> added = new HashMap<>();
        List<String> findings = new ArrayList<>();
        for (Operation operation : operations) {
            if (operation.function().equals(adds)) {
                // An element that is added again counts from the first time on.
                added.merge(
                        operation.invoked().value().toString(), operation, (one, other) -> one.isOk() ? one : other);
            }
        }
        List<Operation> reads = operations.stream()
                .filter(operation -> operation.function().equals("read") && operation.isOk())
                .toList();
        Map<String, Operation> seers = new HashMap<>();
        for (Operation read : reads) {
            read.value()
                    .forEach(element -> seers.merge(
                            element.toString(), read, (one, other) -> one.end() <= other.end() ? one : other));
        }
        for (Operation read : reads) {
            check(read, added, seers, findings);
        }
        if (reads.stream().noneMatch(Operation::isFinal) && findings.isEmpty()) {
            return Verdict.unknown("there is no final read");
        }
        return Verdict.of(findings);
    }

    /**
     * Checks one read.
     *
     * @param seers by element: the read that saw it and ended first
     */
    private static void check(
            Operation read, Map<String, Operation> added, Map<String, Operation> seers, List<String> findings) {
        Set<String> seen = new HashSet<>();
        read.value().forEach(element -> {
            String text = element.toString();
            if (!seen.add(text)) {
                findings.add("duplicate: " + text + " is twice in " + read);
            }
            Operation addition = added.get(text);
            if (addition == null || addition.start() > read.end()) {
                findings.add("phantom: " + text + " was not added when it was read by " + read);
            } else if (addition.isFailed()) {
                findings.add("aborted: " + text + " was read though its addition failed: " + addition + ", " + read);
            }
        });
        added.forEach((text, addition) -> {
            if (seen.contains(text)) {
                return;
            }
            Operation seer = seers.get(text);
            if (addition.end() < read.start()) {
                findings.add((read.isFinal() ? "lost: " : "stale or lost: ") + addition + " is not in " + read);
            } else if (seer != null && seer.end() < read.start()) {
                findings.add("vanished: " + addition + " was seen by " + seer + " and is not in " + read);
            }
        });
    }
}
