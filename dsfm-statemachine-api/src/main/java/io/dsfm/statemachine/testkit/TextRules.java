package io.dsfm.statemachine.testkit;

import io.dsfm.statemachine.TextFormat;
import io.dsfm.statemachine.testkit.TestKitFailure.Check;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Has the text format of a variant write what the variant was given and gave, and malformed inputs in the place of all else
 * too: whatever the bytes, it must neither throw nor give null.
 */
final class TextRules {

    /** Of well-formed inputs, and of malformed ones after many, one in so many is written. */
    private static final int OUT_OF = 64;

    private static final int MANY = 4_096;
    private static final int MOST_TYPES = 16;

    private final Lane lane;
    private final boolean isExhaustive;
    private final TextFormat format;
    /** Types of events that were given. */
    private final Set<Integer> types = new TreeSet<>(Set.of(0));

    private long inputs;
    private long malformed;

    /** Takes what the lane takes and gives; all of it if {@code isExhaustive}. */
    TextRules(Lane lane, boolean isExhaustive) {
        this.lane = lane;
        this.isExhaustive = isExhaustive;
        this.format = lane.variant().provider().textFormat();
    }

    /** Throws {@link Mismatch} if the last input of the lane, or what it gave, cannot be written. */
    void check(Step.Input input) {
        boolean isMalformed = input.kind() != Mutation.NONE;
        malformed += isMalformed ? 1 : 0;
        if (!isExhaustive && inputs++ % OUT_OF != 0 && (!isMalformed || malformed > MANY)) {
            return;
        }
        write("formatInput", input.bytes(), format::formatInput);
        write("formatReply", lane.output().replyBytes(), format::formatReply);
        lane.output().forEachEvent((event, type) -> {
            byte[] bytes = new byte[event.remaining()];
            event.get(bytes);
            writeEvent(type, bytes);
            if (types.size() < MOST_TYPES) {
                types.add(type);
            }
        });
        if (isMalformed) {
            write("formatReply", input.bytes(), format::formatReply);
            write("formatAnswer", input.bytes(), format::formatAnswer);
            types.forEach(type -> writeEvent(type, input.bytes()));
        }
    }

    private void writeEvent(int type, byte[] bytes) {
        write("formatEvent of type " + type, bytes, event -> format.formatEvent(type, event));
        write("formatEventType of " + type, bytes, event -> format.formatEventType(type));
        write("eventFields of type " + type, bytes, event -> fields(format.eventFields(type, event)));
    }

    /** As text, null for null; throws if one is of no accepted kind. */
    private static String fields(Map<?, ?> fields) {
        if (fields == null) {
            return null;
        }
        fields.forEach((name, value) -> {
            if (value instanceof Map<?, ?> part) {
                fields(part);
            } else if (!(value instanceof String
                    || value instanceof Integer
                    || value instanceof Long
                    || value instanceof Boolean)) {
                throw new IllegalArgumentException("not a field: name='" + name + "', value=" + value
                        + ", accepted: String, Integer, Long, Boolean, a map of these");
            }
        });
        return fields.toString();
    }

    private interface Writer {
        String write(ByteBuffer bytes);
    }

    private void write(String method, byte[] bytes, Writer writer) {
        String text;
        try {
            text = writer.write(ByteBuffer.wrap(bytes).asReadOnlyBuffer());
        } catch (Throwable e) {
            throw new Mismatch(
                    Check.TEXT_FORMAT,
                    lane.label(),
                    "the textFormat of '" + lane.label() + "' threw at " + method + " of " + hex(bytes) + ": " + e,
                    e);
        }
        if (text == null) {
            throw new Mismatch(
                    Check.TEXT_FORMAT,
                    lane.label(),
                    "the textFormat of '" + lane.label() + "' gave null at " + method + " of " + hex(bytes),
                    List.of());
        }
    }

    private static String hex(byte[] bytes) {
        return bytes.length == 0 ? "no bytes" : HexFormat.of().formatHex(bytes);
    }
}
