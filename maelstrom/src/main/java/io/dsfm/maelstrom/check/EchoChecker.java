package io.dsfm.maelstrom.check;

import static io.dsfm.maelstrom.history.HistoryEvent.NEMESIS;

import io.dsfm.maelstrom.history.HistoryEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * An echo: what comes back is what was sent, and it comes back always; an error is none, as with Maelstrom. Excused is what was
 * asked while nodes were killed or stood still, as Maelstrom's never do.
 */
final class EchoChecker implements Checker {

    private static final Set<String> DOWN = Set.of("kill", "power-cut", "pause");
    private static final Set<String> UP = Set.of("restart", "resume");

    /** From when to when nodes were down, by index. */
    private record Outage(long start, long end) {}

    @Override
    public Verdict check(List<HistoryEvent> history) {
        List<Outage> outages = outages(history);
        List<String> findings = new ArrayList<>();
        for (Operation operation : Operation.of(history)) {
            if (!operation.isOk()) {
                long end = operation.ended() == null
                        ? Operation.NEVER
                        : operation.ended().index();
                if (outages.stream().noneMatch(outage -> operation.start() < outage.end() && outage.start() < end)) {
                    findings.add("not answered: " + operation);
                }
            } else if (!operation.value().equals(operation.invoked().value())) {
                findings.add("not what was sent: " + operation + ", sent: "
                        + operation.invoked().value());
            }
        }
        return Verdict.of(findings);
    }

    private static List<Outage> outages(List<HistoryEvent> history) {
        List<Outage> outages = new ArrayList<>();
        long start = Operation.NEVER;
        for (HistoryEvent event : history) {
            if (event.process() == NEMESIS && DOWN.contains(event.function())) {
                start = Math.min(start, event.index());
            } else if (event.process() == NEMESIS && UP.contains(event.function())) {
                outages.add(new Outage(start, event.index()));
                start = Operation.NEVER;
            }
        }
        outages.add(new Outage(start, Operation.NEVER));
        return outages;
    }
}
