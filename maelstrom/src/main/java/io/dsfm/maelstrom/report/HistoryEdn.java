package io.dsfm.maelstrom.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.dsfm.maelstrom.history.HistoryEvent;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A history in Jepsen's EDN, an operation a line, as Knossos and Elle read it: {@code {:index 0, :time 1000, :type :invoke,
 * :process 0, :f :read, :value [1 nil]}}.
 *
 * <p>Threading: any thread; holds nothing.
 */
final class HistoryEdn {

    private static final Set<String> MICRO_OPERATIONS = Set.of("r", "w", "append", "send", "poll");

    private HistoryEdn() {}

    static void write(Path file, List<HistoryEvent> history) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            StringBuilder line = new StringBuilder();
            for (HistoryEvent event : history) {
                line.setLength(0);
                append(line, event);
                out.append(line).append('\n');
            }
        }
    }

    static void append(StringBuilder line, HistoryEvent event) {
        boolean isFault = event.process() == HistoryEvent.NEMESIS;
        line.append("{:index ").append(event.index());
        line.append(", :time ").append(event.timeNanos());
        line.append(", :type :").append(event.type().name().toLowerCase(Locale.ROOT));
        line.append(", :process ").append(isFault ? ":nemesis" : Integer.toString(event.process()));
        line.append(", :f :").append(event.function().replace('_', '-'));
        line.append(", :value ");
        append(line, event.value(), false);
        if (event.error() != null) {
            if (event.error().equals("final")) {
                line.append(", :final? true");
            } else {
                line.append(", :error ");
                appendText(line, event.error());
            }
        }
        line.append('}');
    }

    /** A text at the head of a list names a step of a transaction, and is a keyword there. */
    private static void append(StringBuilder line, JsonNode value, boolean isHead) {
        if (value.isArray()) {
            line.append('[');
            for (int i = 0; i < value.size(); i++) {
                line.append(i == 0 ? "" : " ");
                append(line, value.get(i), i == 0);
            }
            line.append(']');
        } else if (value.isObject()) {
            line.append('{');
            String[] separator = {""};
            value.properties().forEach(entry -> {
                line.append(separator[0]);
                appendText(line, entry.getKey());
                line.append(' ');
                append(line, entry.getValue(), false);
                separator[0] = ", ";
            });
            line.append('}');
        } else if (value.isTextual()) {
            if (isHead && MICRO_OPERATIONS.contains(value.textValue())) {
                line.append(':').append(value.textValue());
            } else {
                appendText(line, value.textValue());
            }
        } else {
            line.append(value.isNull() ? "nil" : value.toString()); // numbers and truth values are written alike
        }
    }

    private static void appendText(StringBuilder line, String text) {
        line.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> line.append("\\\"");
                case '\\' -> line.append("\\\\");
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                default -> {
                    if (c < ' ') {
                        line.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        line.append(c);
                    }
                }
            }
        }
        line.append('"');
    }
}
