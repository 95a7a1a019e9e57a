package io.dsfm.maelstrom.report;

import io.dsfm.maelstrom.history.HistoryEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A time in which a fault was at work.
 *
 * @param kind what it was
 * @param detail whom it struck
 * @param fromNanos its beginning
 * @param toNanos its end, or that of the history
 */
record FaultWindow(String kind, String detail, long fromNanos, long toNanos) {

    /** Which event ends what another began. */
    private static final Map<String, String> ENDS =
            Map.of("stop-partition", "start-partition", "restart", "kill", "resume", "pause");

    /** All of a history, in order of their beginnings. */
    static List<FaultWindow> of(List<HistoryEvent> history) {
        List<FaultWindow> windows = new ArrayList<>();
        Map<String, HistoryEvent> open = new LinkedHashMap<>();
        long last = 0;
        for (HistoryEvent event : history) {
            last = Math.max(last, event.timeNanos());
            if (event.process() != HistoryEvent.NEMESIS) {
                continue;
            }
            String function = event.function().equals("power-cut") ? "kill" : event.function();
            boolean isClockRight =
                    function.equals("clock-jump") && event.value().asText().matches(".* 0 ms");
            String began = isClockRight ? function : ENDS.get(function);
            if (began != null) {
                HistoryEvent beginning = open.remove(began);
                if (beginning != null) {
                    windows.add(window(beginning, event.timeNanos()));
                }
            } else if (!function.equals("dropped")) {
                HistoryEvent before = open.put(function, event);
                if (before != null) {
                    windows.add(window(before, event.timeNanos()));
                }
            }
        }
        for (HistoryEvent beginning : open.values()) {
            windows.add(window(beginning, last));
        }
        windows.sort((one, other) -> Long.compare(one.fromNanos(), other.fromNanos()));
        return windows;
    }

    private static FaultWindow window(HistoryEvent beginning, long toNanos) {
        return new FaultWindow(
                beginning.function().replace("start-", ""),
                beginning.value().isTextual()
                        ? beginning.value().textValue()
                        : beginning.value().toString(),
                beginning.timeNanos(),
                toNanos);
    }
}
