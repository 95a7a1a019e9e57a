package io.dsfm.sample.matching;

import io.dsfm.sample.matching.domain.CommandDecoder;
import io.dsfm.sample.matching.domain.Event;
import io.dsfm.sample.matching.domain.EventType;
import io.dsfm.sample.matching.domain.RejectCode;
import io.dsfm.statemachine.TextFormat;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Commands, queries and results of the matching engine as lines of text; {@link #syntax} shows them. */
final class MatchingTextFormat implements TextFormat {

    @Override
    public byte[] parseInput(String text) {
        return CommandParser.parse(text).encode();
    }

    @Override
    public byte[] parseQuery(String text) {
        return QueryParser.parse(text).encode();
    }

    @Override
    public String formatInput(ByteBuffer input) {
        CommandDecoder decoder = new CommandDecoder();
        RejectCode code = decoder.decode(input);
        return code == RejectCode.NONE
                ? ResultText.command(decoder.toCommand())
                : "garbled " + code + " " + hexadecimal(input);
    }

    @Override
    public String formatReply(ByteBuffer reply) {
        return orHexadecimal(() -> ResultText.reply(reply), reply);
    }

    @Override
    public String formatEvent(int type, ByteBuffer event) {
        return orHexadecimal(() -> ResultText.event(type, event), event);
    }

    @Override
    public Map<String, Object> eventFields(int type, ByteBuffer event) {
        try {
            return EventFields.of(Event.decode(type, event));
        } catch (IllegalArgumentException e) {
            return Map.of(); // its text says that it is unreadable
        }
    }

    @Override
    public String formatEventType(int type) {
        EventType known = EventType.ofCode(type);
        return known == null ? TextFormat.super.formatEventType(type) : ResultText.name(known);
    }

    @Override
    public int parseEventType(String text) {
        if (text.matches("[0-9]+")) {
            return TextFormat.super.parseEventType(text);
        }
        String name = text.equals("trade") ? "filled" : text.equals("quote") ? "top-of-book" : text;
        List<String> names = new ArrayList<>();
        for (EventType type : EventType.values()) {
            if (ResultText.name(type).equals(name)) {
                return type.code();
            }
            names.add(ResultText.name(type));
        }
        throw new IllegalArgumentException("not a type of event: text='" + text + "', accepted: trade, quote, "
                + String.join(", ", names) + ", or a number");
    }

    @Override
    public String formatAnswer(ByteBuffer answer) {
        return orHexadecimal(() -> ResultText.answer(answer), answer);
    }

    @Override
    public String syntax() {
        return CommandParser.SYNTAX + "\n" + QueryParser.SYNTAX;
    }

    private static String orHexadecimal(Supplier<String> text, ByteBuffer bytes) {
        try {
            return text.get();
        } catch (IllegalArgumentException e) {
            return "unreadable " + hexadecimal(bytes) + ": " + e.getMessage();
        }
    }

    private static String hexadecimal(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return HexFormat.of().formatHex(copy);
    }
}
