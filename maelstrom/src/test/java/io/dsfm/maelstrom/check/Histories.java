package io.dsfm.maelstrom.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dsfm.maelstrom.history.HistoryEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Histories as text: operations separated by {@code ;}, each {@code BEGIN HOW END PROCESS FUNCTION VALUE}, with {@code -} for
 * an ok end, {@code !} for a failure and {@code ?} for one of which nothing is known. Behind {@code =>} stands what an ok
 * operation gave, if it is not the argument, and {@code final} after a final read. {@code 3-5 p1 read [1,null] => [1,7]}.
 */
final class Histories {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern FORM =
            Pattern.compile("(\\d+)([-!?])(\\d*) p(\\d+) (\\w+) (\\S+)(?: => (\\S+))?( final)?");

    private Histories() {}

    static List<HistoryEvent> parse(String text) {
        Map<Long, HistoryEvent> events = new TreeMap<>();
        for (String operation : text.split(";", -1)) {
            Matcher matcher = FORM.matcher(operation.strip());
            if (!matcher.matches()) {
                throw new IllegalArgumentException("not an operation: " + operation);
            }
            long begin = Long.parseLong(matcher.group(1));
            int process = Integer.parseInt(matcher.group(4));
            String function = matcher.group(5);
            JsonNode value = json(matcher.group(6));
            put(events, begin, HistoryEvent.Type.INVOKE, process, function, value, null);
            if (matcher.group(3).isEmpty()) {
                continue;
            }
            long end = Long.parseLong(matcher.group(3));
            String given = matcher.group(7);
            String mark = matcher.group(8) == null ? null : "final";
            HistoryEvent.Type type = switch (matcher.group(2)) {
                case "-" -> HistoryEvent.Type.OK;
                case "!" -> HistoryEvent.Type.FAIL;
                default -> HistoryEvent.Type.INFO;
            };
            put(events, end, type, process, function, given == null ? value : json(given), mark);
        }
        List<HistoryEvent> sorted = new ArrayList<>(events.values());
        sorted.sort(Comparator.comparingLong(HistoryEvent::index));
        return sorted;
    }

    private static void put(
            Map<Long, HistoryEvent> events,
            long index,
            HistoryEvent.Type type,
            int process,
            String function,
            JsonNode value,
            @Nullable String error) {
        HistoryEvent event = new HistoryEvent(index, type, process, function, value, index * 1_000_000, error);
        if (events.put(index, event) != null) {
            throw new IllegalArgumentException("two events at one time: " + index);
        }
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + text, e);
        }
    }
}
