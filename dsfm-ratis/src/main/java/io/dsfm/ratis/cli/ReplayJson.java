package io.dsfm.ratis.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dsfm.ratis.core.OutputReader;
import io.dsfm.ratis.replay.Difference;
import io.dsfm.ratis.replay.DigestPoint;
import io.dsfm.ratis.replay.ReplayEnd;
import io.dsfm.ratis.replay.ReplayStart;
import io.dsfm.ratis.replay.ReplayedInput;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * A replay for programs: an object a line, with a key that tells what it is: {@code start}, any number of {@code digest},
 * {@code difference} if there is one, {@code end}. Digests and bytes are texts.
 *
 * <p>Threading: the thread that runs the replay.
 */
final class ReplayJson implements ReplayReport {

    private final PrintWriter out;
    private final PrintWriter err;

    ReplayJson(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public void onNote(String note) {
        err.println("note: " + note);
        err.flush();
    }

    @Override
    public void onStart(ReplayStart start) {
        ObjectNode node = object().put("sequence", start.sequence()).put("index", start.index());
        node.put("digest", hex(start.digest()));
        if (start.snapshot() == null) {
            node.putNull("snapshot");
        } else {
            node.put("snapshot", start.snapshot().file().toString());
        }
        node.put("lastIndex", start.survey().lastIndex())
                .put("settledSequence", start.settledSequence())
                .put("torn", start.survey().torn());
        write("start", node);
    }

    @Override
    public void onDigest(DigestPoint point) {
        write("digest", point(point));
    }

    @Override
    public void onProgress(long index, long sequence) {
        // programs have patience
    }

    @Override
    public void onEnd(ReplayEnd end) {
        end.difference().ifPresent(difference -> write("difference", difference(difference)));
        ObjectNode node = point(end.last());
        node.put("executed", end.executed())
                .put("settledSequence", end.settledSequence())
                .put("checkpoints", end.checkpoints())
                .put("equal", end.difference().isEmpty());
        write("end", node);
    }

    private static ObjectNode point(DigestPoint point) {
        return object().put("sequence", point.sequence())
                .put("index", point.index())
                .put("timestampNanos", point.timestampNanos())
                .put("digest", hex(point.digest()));
    }

    private static ObjectNode difference(Difference difference) {
        ObjectNode node = object().put("sequence", difference.sequence());
        if (difference instanceof Difference.FromReleased released) {
            return node.put("what", "released")
                    .put("agreedSequence", released.agreedSequence())
                    .put("variant", released.variant())
                    .put("outputsDigest", hex(released.digest()))
                    .put("releasedDigest", hex(released.releasedDigest()));
        }
        Difference.BetweenVariants between = (Difference.BetweenVariants) difference;
        node.put("index", between.index()).put("what", between.what().name().toLowerCase(java.util.Locale.ROOT));
        ReplayedInput input = between.input();
        if (input.bytes() == null) {
            node.put("timerId", input.number());
        } else {
            node.put("clientId", input.clientId())
                    .put("requestNumber", input.number())
                    .put("inputHex", HexFormat.of().formatHex(input.bytes()));
        }
        ArrayNode sides = node.putArray("variants");
        sides.add(side(between.first()));
        sides.add(side(between.second()));
        return node;
    }

    private static ObjectNode side(Difference.Side side) {
        ObjectNode node = object().put("variant", side.variant());
        if (side.thrown() != null) {
            return node.put("thrown", side.thrown());
        }
        node.put("digest", hex(side.digest()));
        if (side.output() != null) {
            OutputReader output = new OutputReader(side.output());
            node.put("replyHex", hex(output.reply()));
            ArrayNode events = node.putArray("events");
            for (int i = 0; i < output.eventCount(); i++) {
                output.nextEvent(
                        (type, payload) -> events.addObject().put("type", type).put("hex", hex(payload)));
            }
            ArrayNode timers = node.putArray("timers");
            output.timers(new OutputReader.TimerReader() {
                @Override
                public void onSchedule(long timerId, long deadlineNanos) {
                    timers.addObject().put("timerId", timerId).put("deadlineNanos", deadlineNanos);
                }

                @Override
                public void onCancel(long timerId) {
                    timers.addObject().put("timerId", timerId).put("cancelled", true);
                }
            });
        }
        return node;
    }

    private void write(String what, ObjectNode node) {
        out.println(object().set(what, node).toString());
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static String hex(long digest) {
        return HexFormat.of().toHexDigits(digest);
    }

    private static String hex(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return HexFormat.of().formatHex(copy);
    }
}
