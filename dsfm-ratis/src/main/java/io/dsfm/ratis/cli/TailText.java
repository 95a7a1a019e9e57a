package io.dsfm.ratis.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dsfm.ratis.stream.StreamResult;
import io.dsfm.statemachine.TextFormat;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/**
 * Writes results of the stream: for people, a line for each with its reply, and one for each event below it; for programs, a
 * JSON object on a line.
 *
 * <p>Threading: immutable.
 */
final class TailText {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final long NANOS = 1_000_000_000L;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EVENT_INDENT = " ".repeat(31);

    private final TextFormat format;
    private final boolean isJson;
    private final boolean isColoured;

    TailText(TextFormat format, boolean isJson, boolean isColoured) {
        this.format = format;
        this.isJson = isJson;
        this.isColoured = isColoured;
    }

    /** One line or more, without the last line's end. */
    String lines(StreamResult result) {
        return isJson ? json(result).toString() : plain(result);
    }

    private String plain(StreamResult result) {
        String time =
                TIME.format(Instant.ofEpochSecond(result.timestampNanos() / NANOS, result.timestampNanos() % NANOS));
        String who = result.isTimer()
                ? "timer " + result.number()
                : result.clientId() + "#" + result.number() + "  "
                        + format.formatReply(ByteBuffer.wrap(result.reply()));
        StringBuilder lines = new StringBuilder();
        lines.append(coloured(1, String.format(Locale.ROOT, "%12d", result.sequence())))
                .append("  ")
                .append(time)
                .append("  ")
                .append(who);
        for (StreamResult.Event event : result.events()) {
            lines.append(System.lineSeparator())
                    .append(EVENT_INDENT)
                    .append(coloured(36, format.formatEvent(event.type(), ByteBuffer.wrap(event.payload()))));
        }
        return lines.toString();
    }

    private String coloured(int code, String text) {
        return isColoured ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    private ObjectNode json(StreamResult result) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("sequence", result.sequence())
                .put("index", result.index())
                .put("timestampNanos", result.timestampNanos());
        if (result.isTimer()) {
            node.put("timerId", result.number());
        } else {
            node.put("clientId", result.clientId())
                    .put("requestNumber", result.number())
                    .put("reply", format.formatReply(ByteBuffer.wrap(result.reply())))
                    .put("replyHex", HexFormat.of().formatHex(result.reply()));
        }
        node.put("chainDigest", HexFormat.of().toHexDigits(result.chainDigest()));
        ArrayNode events = node.putArray("events");
        for (StreamResult.Event event : result.events()) {
            ObjectNode told = events.addObject()
                    .put("type", event.type())
                    .put("name", format.formatEventType(event.type()))
                    .put("text", format.formatEvent(event.type(), ByteBuffer.wrap(event.payload())))
                    .put("hex", HexFormat.of().formatHex(event.payload()));
            Map<String, Object> fields = format.eventFields(event.type(), ByteBuffer.wrap(event.payload()));
            if (!fields.isEmpty()) {
                told.set("fields", JSON.valueToTree(fields));
            }
        }
        return node;
    }
}
