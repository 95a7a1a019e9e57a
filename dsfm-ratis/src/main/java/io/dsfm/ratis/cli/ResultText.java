package io.dsfm.ratis.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dsfm.ratis.client.Result;
import io.dsfm.statemachine.TextFormat;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * Writes results as lines: sequence, reply and events with tabs between them, or a JSON object.
 *
 * <p>Threading: immutable.
 */
final class ResultText {

    private final TextFormat format;
    private final boolean json;

    ResultText(TextFormat format, boolean json) {
        this.format = format;
        this.json = json;
    }

    /** The line for an executed input. */
    String line(Result result) {
        return json ? json(result).toString() : plain(result);
    }

    /** The line in the place of a result that there is not. */
    String failure(String message) {
        return json
                ? JsonNodeFactory.instance.objectNode().put("error", message).toString()
                : "error\t" + String.join("; ", message.lines().toList());
    }

    /** The text of an answer to a query; of more than one line if the application writes so. */
    String answer(byte[] answer) {
        String text = format.formatAnswer(ByteBuffer.wrap(answer));
        return json
                ? JsonNodeFactory.instance
                        .objectNode()
                        .put("answer", text)
                        .put("answerHex", HexFormat.of().formatHex(answer))
                        .toString()
                : text;
    }

    private String plain(Result result) {
        StringBuilder line = new StringBuilder();
        line.append(result.sequence()).append('\t').append(format.formatReply(ByteBuffer.wrap(result.reply())));
        for (Result.Event event : result.events()) {
            line.append('\t').append(format.formatEvent(event.type(), ByteBuffer.wrap(event.payload())));
        }
        return line.toString();
    }

    private ObjectNode json(Result result) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("requestNumber", result.requestNumber())
                .put("index", result.index())
                .put("sequence", result.sequence())
                .put("timestampNanos", result.timestampNanos())
                .put("reply", format.formatReply(ByteBuffer.wrap(result.reply())))
                .put("replyHex", HexFormat.of().formatHex(result.reply()));
        ArrayNode events = node.putArray("events");
        for (Result.Event event : result.events()) {
            events.addObject()
                    .put("type", event.type())
                    .put("text", format.formatEvent(event.type(), ByteBuffer.wrap(event.payload())))
                    .put("hex", HexFormat.of().formatHex(event.payload()));
        }
        return node;
    }
}
