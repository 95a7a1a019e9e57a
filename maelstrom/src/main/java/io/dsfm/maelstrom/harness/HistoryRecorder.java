package io.dsfm.maelstrom.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dsfm.maelstrom.harness.net.Message;
import io.dsfm.maelstrom.history.HistoryEvent;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what clients and nemesis do, in the order in which they say so, also to a file with a JSON object per line.
 *
 * <p>Threading: any thread.
 */
final class HistoryRecorder implements AutoCloseable {

    private final long startNanos = System.nanoTime();
    private final List<HistoryEvent> events = new ArrayList<>();
    private final BufferedWriter file;

    HistoryRecorder(Path path) throws IOException {
        this.file = Files.newBufferedWriter(path);
    }

    /** Adds a line; the time is taken here, so that times and order agree. */
    synchronized void add(
            HistoryEvent.Type type, int process, String function, JsonNode value, @Nullable String error) {
        HistoryEvent event =
                new HistoryEvent(events.size(), type, process, function, value, System.nanoTime() - startNanos, error);
        events.add(event);
        try {
            file.write(line(event));
            file.newLine();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the history", e);
        }
    }

    private static String line(HistoryEvent event) {
        ObjectNode node = Message.JSON
                .createObjectNode()
                .put("index", event.index())
                .put("type", event.type().name().toLowerCase(Locale.ROOT))
                .put("process", event.process())
                .put("f", event.function());
        node.set("value", event.value());
        node.put("time", event.timeNanos());
        if (event.error() != null) {
            node.put("error", event.error());
        }
        return node.toString();
    }

    synchronized List<HistoryEvent> events() {
        return List.copyOf(events);
    }

    /** How many operations were begun. */
    synchronized int operations() {
        return (int) events.stream()
                .filter(event -> event.type() == HistoryEvent.Type.INVOKE)
                .count();
    }

    /** How many operations succeeded, by function. */
    synchronized Map<String, Integer> okCounts() {
        Map<String, Integer> counts = new HashMap<>();
        for (HistoryEvent event : events) {
            if (event.type() == HistoryEvent.Type.OK) {
                counts.merge(event.function(), 1, Integer::sum);
            }
        }
        return new TreeMap<>(counts);
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }
}
