package io.dsfm.maelstrom.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.dsfm.maelstrom.history.HistoryEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Linearizability of registers, each key for itself: a read, a write or a compare-and-set takes effect at one moment
 * between its beginning and its end.
 *
 * <p>Source: Wing, Gong: Testing and Verifying Concurrent Objects, 1993; Lowe: Testing for Linearizability, 2017.
 */
final class RegisterChecker implements Checker {

    private final int statesMax;

    /** At most {@code statesMax} states are looked at for a key; past that the verdict is unknown. */
    RegisterChecker(int statesMax) {
        this.statesMax = statesMax;
    }

    @Override
    public Verdict check(List<HistoryEvent> history) {
        Map<String, List<Operation>> keys = new LinkedHashMap<>();
        for (Operation operation : Operation.of(history)) {
            boolean isOpenRead = operation.function().equals("read") && !operation.isOk();
            if (!operation.isFailed() && !isOpenRead) {
                keys.computeIfAbsent(operation.value().get(0).toString(), key -> new ArrayList<>())
                        .add(operation);
            }
        }
        List<String> findings = new ArrayList<>();
        keys.forEach((key, operations) -> findPhantoms(key, operations, findings));
        List<String> unknown = new ArrayList<>();
        keys.forEach((key, operations) -> {
            Linearization search = new Linearization(steps(operations), statesMax);
            switch (search.run()) {
                case VALID -> {}
                case INVALID ->
                    findings.add("key " + key + " is not linearizable: nothing that was under way explains "
                            + operations.get(search.stuckAt()) + "; before and beside it: "
                            + around(operations, search.stuckAt()));
                case UNKNOWN -> unknown.add("key " + key + ": more than " + statesMax + " states");
            }
        });
        if (findings.isEmpty() && !unknown.isEmpty()) {
            return Verdict.unknown(String.join("; ", unknown));
        }
        return Verdict.of(findings);
    }

    /** What no order and no loss explains: a value that nobody had asked to write by then. */
    private static void findPhantoms(String key, List<Operation> operations, List<String> findings) {
        Map<String, Long> firstAsked = new HashMap<>();
        for (Operation operation : operations) {
            JsonNode value = operation.value().get(1);
            if (!operation.function().equals("read")) {
                JsonNode written = operation.function().equals("cas") ? value.get(1) : value;
                firstAsked.merge(written.toString(), operation.start(), Math::min);
            }
        }
        for (Operation operation : operations) {
            JsonNode value = operation.value().get(1);
            boolean isValue = operation.function().equals("read") && !value.isNull();
            if (isValue && firstAsked.getOrDefault(value.toString(), Operation.NEVER) > operation.end()) {
                findings.add("phantom: nobody had written what was read of key " + key + ": " + operation);
            }
        }
    }

    private static List<Operation> around(List<Operation> operations, int at) {
        Operation stuck = operations.get(at);
        return operations.stream()
                .filter(other -> !other.equals(stuck) && other.start() < stuck.end())
                .sorted(Comparator.comparingLong(Operation::start).reversed())
                .limit(8)
                .toList();
    }

    private static List<Linearization.Step> steps(List<Operation> operations) {
        Map<String, Integer> values = new HashMap<>();
        values.put("null", Linearization.NOTHING);
        List<Linearization.Step> steps = new ArrayList<>();
        for (Operation operation : operations) {
            JsonNode value = operation.value().get(1);
            boolean isCas = operation.function().equals("cas");
            steps.add(new Linearization.Step(
                    switch (operation.function()) {
                        case "read" -> Linearization.Kind.READ;
                        case "write" -> Linearization.Kind.WRITE;
                        case "cas" -> Linearization.Kind.CAS;
                        default ->
                            throw new IllegalArgumentException(
                                    "not an operation of a register: " + operation.function());
                    },
                    number(values, isCas ? value.get(0) : value),
                    isCas ? number(values, value.get(1)) : Linearization.NOTHING,
                    operation.start(),
                    operation.end()));
        }
        return steps;
    }

    private static int number(Map<String, Integer> values, JsonNode value) {
        return values.computeIfAbsent(value.toString(), text -> values.size());
    }
}
