package io.dsfm.statemachine;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Map;

/**
 * How people write an application's inputs and queries and read its outputs, on the command line and in logs. Nothing
 * that is replicated passes through it.
 *
 * <p>Threading: immutable; called by any thread.
 *
 * <p>Failure: the {@code parse} methods throw {@link IllegalArgumentException} with a message of one line that names
 * what was found and what is accepted. The {@code format} methods and {@link #eventFields}
 * never throw, whatever the bytes.
 */
public interface TextFormat {

    /** Everything as lower-case hexadecimal digits. */
    TextFormat HEXADECIMAL = new TextFormat() {};

    /** The bytes of an input, from one line of text. */
    default byte[] parseInput(String text) {
        return Hexadecimal.parse(text);
    }

    /** The bytes of a query, from one line of text. */
    default byte[] parseQuery(String text) {
        return Hexadecimal.parse(text);
    }

    /** One line of text for an input, which {@link #parseInput} accepts if the input is valid. */
    default String formatInput(ByteBuffer input) {
        return Hexadecimal.format(input);
    }

    /** One line of text for a reply to an input. */
    default String formatReply(ByteBuffer reply) {
        return Hexadecimal.format(reply);
    }

    /** One line of text for an event of the given type. */
    default String formatEvent(int type, ByteBuffer event) {
        return type + " " + Hexadecimal.format(event);
    }

    /**
     * What an event of the given type says, for programs: by the names of its parts, in order, texts, numbers
     * ({@link Integer}, {@link Long}), truth values, and maps of the same. Empty if there is nothing to tell but the bytes.
     */
    default Map<String, Object> eventFields(int type, ByteBuffer event) {
        return Map.of();
    }

    /** What people call events of the given type, which {@link #parseEventType} accepts. */
    default String formatEventType(int type) {
        return Integer.toString(type);
    }

    /** The type of the events that people call so; their number always is accepted. */
    default int parseEventType(String text) {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535) {
            throw new IllegalArgumentException("not a type of event: text='" + text + "', accepted: 0 to 65535");
        }
        return Integer.parseInt(text);
    }

    /** Text, of one or more lines, for the answer to a query. */
    default String formatAnswer(ByteBuffer answer) {
        return Hexadecimal.format(answer);
    }

    /** A line or more that tells people what {@link #parseInput} and {@link #parseQuery} accept. */
    default String syntax() {
        return "inputs and queries are bytes in hexadecimal digits, such as 00ff7a";
    }
}

/** Bytes as hexadecimal digits. */
final class Hexadecimal {

    private Hexadecimal() {}

    static byte[] parse(String text) {
        try {
            return HexFormat.of().parseHex(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "not hexadecimal: text='" + text + "', accepted: an even number of digits 0-9 and a-f", e);
        }
    }

    static String format(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return HexFormat.of().formatHex(copy);
    }
}
