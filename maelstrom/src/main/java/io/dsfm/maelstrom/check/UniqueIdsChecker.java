package io.dsfm.maelstrom.check;

import io.dsfm.maelstrom.history.HistoryEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Ids: none is given twice. */
final class UniqueIdsChecker implements Checker {

    @Override
    public Verdict check(List<HistoryEvent> history) {
        Map<String, Operation> given = new HashMap<>();
        List<String> findings = new ArrayList<>();
        for (Operation operation : Operation.of(history)) {
            if (operation.isOk()) {
                Operation other = given.putIfAbsent(operation.value().toString(), operation);
                if (other != null) {
                    findings.add("given twice: " + other + " and " + operation);
                }
            }
        }
        return Verdict.of(findings);
    }
}
