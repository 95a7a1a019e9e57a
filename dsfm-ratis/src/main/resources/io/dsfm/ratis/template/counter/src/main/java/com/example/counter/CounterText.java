package com.example.counter;

import io.dsfm.statemachine.TextFormat;
import java.nio.ByteBuffer;

/** How people write the counter's inputs and queries, and read what it says. */
final class CounterText implements TextFormat {

    @Override
    public byte[] parseInput(String text) {
        String[] words = text.strip().split("\\s+");
        try {
            if (words.length == 2 && words[0].equals("add")) {
                return CounterBytes.number(Long.parseLong(words[1]));
            }
        } catch (NumberFormatException e) {
            // told below, as any other text
        }
        throw new IllegalArgumentException("not an input: text='" + text + "', accepted: add NUMBER");
    }

    @Override
    public byte[] parseQuery(String text) {
        if (text.strip().equals("value")) {
            return new byte[0];
        }
        throw new IllegalArgumentException("not a query: text='" + text + "', accepted: value");
    }

    @Override
    public String formatInput(ByteBuffer input) {
        return input.remaining() == 8
                ? "add " + input.duplicate().getLong()
                : "malformed " + TextFormat.super.formatInput(input);
    }

    @Override
    public String formatReply(ByteBuffer reply) {
        if (reply.remaining() != 9) {
            return "unknown " + TextFormat.super.formatReply(reply);
        }
        ByteBuffer fields = reply.duplicate();
        byte code = fields.get();
        return switch (code) {
            case CounterBytes.OK -> "value " + fields.getLong();
            case CounterBytes.MALFORMED -> "rejected: malformed";
            case CounterBytes.OVERFLOW -> "rejected: no room in 64 bits";
            default -> "unknown code " + code;
        };
    }

    @Override
    public String formatEvent(int type, ByteBuffer event) {
        return type == CounterBytes.CHANGED && event.remaining() == 8
                ? "changed to " + event.duplicate().getLong()
                : TextFormat.super.formatEvent(type, event);
    }

    @Override
    public String formatAnswer(ByteBuffer answer) {
        return formatReply(answer);
    }

    @Override
    public String syntax() {
        return "input: add NUMBER\nquery: value";
    }
}
