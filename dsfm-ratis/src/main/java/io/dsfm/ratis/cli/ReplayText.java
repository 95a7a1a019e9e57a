package io.dsfm.ratis.cli;

import io.dsfm.ratis.config.DataIdentity;
import io.dsfm.ratis.core.OutputReader;
import io.dsfm.ratis.replay.Difference;
import io.dsfm.ratis.replay.DigestPoint;
import io.dsfm.ratis.replay.ReplayEnd;
import io.dsfm.ratis.replay.ReplayStart;
import io.dsfm.ratis.replay.ReplayedInput;
import io.dsfm.statemachine.TextFormat;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A replay for people: digests, and a difference with both outputs, on standard output; where it starts, how it gets on
 * and how it ended on standard error. So what two variants print can be compared as files.
 *
 * <p>Threading: the thread that runs the replay.
 */
final class ReplayText implements ReplayReport {

    private static final long PROGRESS_NANOS = 5_000_000_000L;

    private final PrintWriter out;
    private final PrintWriter err;
    private final DataIdentity owner;
    private final TextFormat format;
    private final LongSupplier nanoClock;
    private long startNanos;
    private long shownNanos;
    private @Nullable ReplayStart start;

    /**
     * @param owner whose data is replayed
     * @param format how the application's inputs and outputs are shown, beside their bytes
     * @param nanoClock tells when it is time to show progress
     */
    ReplayText(PrintWriter out, PrintWriter err, DataIdentity owner, TextFormat format, LongSupplier nanoClock) {
        this.out = out;
        this.err = err;
        this.owner = owner;
        this.format = format;
        this.nanoClock = nanoClock;
    }

    @Override
    public void onNote(String note) {
        err.println("note: " + note);
        err.flush();
    }

    @Override
    public void onStart(ReplayStart started) {
        start = started;
        startNanos = nanoClock.getAsLong();
        shownNanos = startNanos;
        err.println("data of node " + owner.node() + " of group " + owner.group() + ", application "
                + owner.application() + ", specification version " + owner.specificationVersion());
        String state = started.snapshot() == null
                ? "the initial state"
                : started.snapshot().file().getFileName() + " with sequence " + started.sequence() + ", digest "
                        + hex(started.digest());
        err.println(
                "starts with " + state + ", runs to index " + started.survey().lastIndex());
        if (!started.survey().torn().isEmpty()) {
            err.println(
                    "note: the log ends with " + started.survey().torn() + ": the node had not finished writing it");
        }
        err.flush();
        out.printf(Locale.ROOT, "%12s %12s  %-30s  %s%n", "sequence", "index", "time", "digest");
    }

    @Override
    public void onDigest(DigestPoint point) {
        out.printf(
                Locale.ROOT,
                "%12d %12d  %-30s  %s%n",
                point.sequence(),
                point.index(),
                time(point.timestampNanos()),
                hex(point.digest()));
    }

    @Override
    public void onProgress(long index, long sequence) {
        long now = nanoClock.getAsLong();
        if (start != null && now - shownNanos > PROGRESS_NANOS) {
            shownNanos = now;
            long done = index - start.index();
            long all = Math.max(1, start.survey().lastIndex() - start.index());
            err.printf(
                    Locale.ROOT,
                    "at sequence %d, index %d: %d%%, %d inputs/s%n",
                    sequence,
                    index,
                    100 * done / all,
                    perSecond(sequence - start.sequence(), now - startNanos));
            err.flush();
        }
    }

    @Override
    public void onEnd(ReplayEnd end) {
        end.difference().ifPresent(this::show);
        out.flush();
        long nanos = nanoClock.getAsLong() - startNanos;
        err.printf(
                Locale.ROOT,
                "%d inputs executed in %d ms (%d inputs/s); compared with what was released %d times%n",
                end.executed(),
                nanos / 1_000_000,
                perSecond(end.executed(), nanos),
                end.checkpoints());
        long settled = end.settledSequence();
        long open = end.last().sequence() - settled;
        err.println(
                open == 0
                        ? "all of them are proven to be what the group stood by"
                        : "proven to be what the group stood by: up to sequence " + settled + "; the " + open
                                + " behind are in this node's log, and nothing here tells whether they were committed");
        err.flush();
    }

    private void show(Difference difference) {
        if (difference instanceof Difference.FromReleased released) {
            out.println("DIFFERENCE between variant " + released.variant() + " and what the group released: outputs of"
                    + " the inputs " + (released.agreedSequence() + 1) + " to " + released.sequence() + ", digest "
                    + hex(released.digest()) + " instead of " + hex(released.releasedDigest()));
            out.println("  --compare with a variant that agrees, --from " + (released.agreedSequence() + 1)
                    + ", finds the input");
            return;
        }
        Difference.BetweenVariants between = (Difference.BetweenVariants) difference;
        out.println("DIFFERENCE at sequence " + between.sequence() + ", index " + between.index() + ": "
                + switch (between.what()) {
                    case OUTPUT -> "the outputs";
                    case STATE -> "the same outputs, but the states";
                    case FAILURE -> "an exception";
                });
        show(between.input());
        show(between.first());
        show(between.second());
    }

    private void show(ReplayedInput input) {
        if (input.bytes() == null) {
            out.println("  input: timer " + input.number());
        } else {
            out.println("  input of client " + input.clientId() + ", request " + input.number() + ": "
                    + HexFormat.of().formatHex(input.bytes()));
            out.println("    " + format.formatInput(ByteBuffer.wrap(input.bytes())));
        }
    }

    private void show(Difference.Side side) {
        if (side.thrown() != null) {
            out.println("  " + side.variant() + " threw " + side.thrown());
            return;
        }
        out.println("  " + side.variant() + ": state " + hex(side.digest()));
        if (side.output() == null) {
            out.println("    nothing");
            return;
        }
        OutputReader output = new OutputReader(side.output());
        ByteBuffer reply = output.reply();
        out.println("    reply " + hex(reply) + "  " + format.formatReply(reply));
        for (int i = 0; i < output.eventCount(); i++) {
            output.nextEvent((type, payload) -> out.println(
                    "    event " + type + " " + hex(payload) + "  " + format.formatEvent(type, payload.duplicate())));
        }
        output.timers(new OutputReader.TimerReader() {
            @Override
            public void onSchedule(long timerId, long deadlineNanos) {
                out.println("    timer " + timerId + " at " + time(deadlineNanos));
            }

            @Override
            public void onCancel(long timerId) {
                out.println("    timer " + timerId + " cancelled");
            }
        });
    }

    private static long perSecond(long inputs, long nanos) {
        return (long) (inputs * 1e9 / Math.max(1, nanos));
    }

    private static String hex(long digest) {
        return HexFormat.of().toHexDigits(digest);
    }

    private static String hex(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return HexFormat.of().formatHex(copy);
    }

    private static String time(long epochNanos) {
        return Instant.ofEpochSecond(
                        Math.floorDiv(epochNanos, 1_000_000_000L), Math.floorMod(epochNanos, 1_000_000_000L))
                .toString();
    }
}
