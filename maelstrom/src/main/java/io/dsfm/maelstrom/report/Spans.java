package io.dsfm.maelstrom.report;

import io.dsfm.maelstrom.history.HistoryEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Operations with their beginnings and ends, for drawing. */
final class Spans {

    private Spans() {}

    /**
     * One operation.
     *
     * @param ended its end; null if the history ends before
     */
    record Span(HistoryEvent invoked, @Nullable HistoryEvent ended) {

        HistoryEvent.Type type() {
            return ended == null ? HistoryEvent.Type.INFO : ended.type();
        }

        double latencyMillis() {
            return ended == null ? 0 : (ended.timeNanos() - invoked.timeNanos()) / 1e6;
        }
    }

    /** In order of their ends; those that have none come last. */
    static List<Span> of(List<HistoryEvent> history) {
        List<Span> spans = new ArrayList<>();
        Map<Integer, HistoryEvent> open = new HashMap<>();
        for (HistoryEvent event : history) {
            if (event.process() == HistoryEvent.NEMESIS) {
                continue;
            }
            if (event.type() == HistoryEvent.Type.INVOKE) {
                open.put(event.process(), event);
            } else {
                HistoryEvent invoked = open.remove(event.process());
                if (invoked != null) {
                    spans.add(new Span(invoked, event));
                }
            }
        }
        open.values().forEach(invoked -> spans.add(new Span(invoked, null)));
        return spans;
    }
}
