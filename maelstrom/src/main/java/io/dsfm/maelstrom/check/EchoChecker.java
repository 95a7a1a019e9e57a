package io.dsfm.maelstrom.check;

import io.dsfm.maelstrom.history.HistoryEvent;
import java.util.ArrayList;
import java.util.List;

/** An echo: what comes back is what was sent. */
final class EchoChecker implements Checker {

    @Override
    public Verdict check(List<HistoryEvent> history) {
        List<String> findings = new ArrayList<>();
        for (Operation operation : Operation.of(history)) {
            if (operation.isOk()
                    && !operation.value().equals(operation.invoked().value())) {
                findings.add("not what was sent: " + operation + ", sent: "
                        + operation.invoked().value());
            }
        }
        return Verdict.of(findings);
    }
}
