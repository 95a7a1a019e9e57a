package io.dsfm.maelstrom.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.dsfm.maelstrom.history.HistoryEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An invocation and how it ended.
 *
 * @param invoked its beginning
 * @param ended its end; null if the history ends before
 */
record Operation(HistoryEvent invoked, @Nullable HistoryEvent ended) {

    /** When an operation ends that is not known to have ended. */
    static final long NEVER = Long.MAX_VALUE;

    /** All of a history, in order of their invocations. */
    static List<Operation> of(List<HistoryEvent> history) {
        Map<Integer, HistoryEvent> open = new HashMap<>();
        Map<Long, Operation> operations = new TreeMap<>();
        for (HistoryEvent event : history) {
            if (event.process() == HistoryEvent.NEMESIS) {
                continue;
            }
            if (event.type() == HistoryEvent.Type.INVOKE) {
                HistoryEvent before = open.put(event.process(), event);
                if (before != null) {
                    throw new IllegalArgumentException("a process invokes twice: process=" + event.process()
                            + ", indexes=" + before.index() + " and " + event.index());
                }
                operations.put(event.index(), new Operation(event, null));
            } else {
                HistoryEvent invoked = open.remove(event.process());
                if (invoked == null) {
                    throw new IllegalArgumentException("an end without a beginning: index=" + event.index());
                }
                operations.put(invoked.index(), new Operation(invoked, event));
            }
        }
        return new ArrayList<>(operations.values());
    }

    boolean isOk() {
        return ended != null && ended.type() == HistoryEvent.Type.OK;
    }

    /** It surely did not take effect. */
    boolean isFailed() {
        return ended != null && ended.type() == HistoryEvent.Type.FAIL;
    }

    /** An ok operation that was made after all faults had ended. */
    boolean isFinal() {
        return isOk() && ended != null && "final".equals(ended.error());
    }

    String function() {
        return invoked.function();
    }

    /** The result if it is ok, otherwise the argument. */
    JsonNode value() {
        return isOk() && ended != null ? ended.value() : invoked.value();
    }

    /** The index of the event that is its beginning. */
    long start() {
        return invoked.index();
    }

    /** The index of the event by which it has taken effect, if it ever does; or {@link #NEVER}. */
    long end() {
        return isOk() && ended != null ? ended.index() : NEVER;
    }

    /** By its place in the history: quick, and there is no other at it. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Operation that && that.start() == start();
    }

    @Override
    public int hashCode() {
        return Long.hashCode(invoked.index());
    }

    @Override
    public String toString() {
        String how = ended == null ? "open" : ended.type().name().toLowerCase(Locale.ROOT);
        return "[" + invoked.index() + (ended == null ? "" : "-" + ended.index()) + " process " + invoked.process()
                + " " + function() + " " + value() + " " + how + "]";
    }
}
