package io.dsfm.statemachine.testkit;

import io.dsfm.statemachine.Digest64;
import io.dsfm.statemachine.testkit.TestKitFailure.Check;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;

/**
 * Executes entries of a log on instances that must agree, and compares them after every input. Keeps what a node keeps
 * around a state machine: position and timers.
 */
final class LogRunner {

    /** When nothing is known of rejections. */
    static final Predicate<byte[]> NO_REJECTIONS = reply -> false;

    private final Predicate<byte[]> isRejection;
    private final Position position = new Position();
    private final TimerTable timers = new TimerTable();
    private long firings;

    /** A run from the start of the log; {@code isRejection} tells the replies after which the state must be as before. */
    LogRunner(Predicate<byte[]> isRejection) {
        this.isRejection = isRejection;
    }

    Position position() {
        return position;
    }

    TimerTable timers() {
        return timers;
    }

    /** How many timers have fired. */
    long firings() {
        return firings;
    }

    /** Goes on from another place. */
    void moveTo(Position newPosition, TimerTable newTimers) {
        position.set(newPosition);
        timers.set(newTimers);
    }

    /** Executes one entry on all of {@code lanes}; gives a digest of the outputs. */
    long run(Step.Logged step, List<Lane> lanes) {
        position.advance(step.when(), timers.nextDeadlineNanos());
        return step instanceof Step.Input input ? input(input, lanes) : fire((Step.Timers) step, lanes);
    }

    private long input(Step.Input input, List<Lane> lanes) {
        position.sequence++;
        for (int i = 0; i < lanes.size(); i++) {
            Lane lane = lanes.get(i);
            long before = lane.digest();
            lane.execute(position, input);
            if (isRejection != NO_REJECTIONS && isRejection.test(lane.output().replyBytes())) {
                requireUnchanged(lane, before);
            }
        }
        Agreement.check(lanes, input.kind());
        OutputBuffer output = lanes.get(0).output();
        output.applyTimersTo(timers);
        return output.digest();
    }

    private long fire(Step.Timers step, List<Lane> lanes) {
        long digest = Digest64.EMPTY;
        for (int fired = 0; fired < step.limit() && timers.isDue(position.timestampNanos); fired++) {
            TimerTable.Timer timer = timers.poll();
            position.sequence++;
            firings++;
            for (int i = 0; i < lanes.size(); i++) {
                lanes.get(i).fire(position, timer.timerId());
            }
            Agreement.check(lanes, Mutation.NONE);
            OutputBuffer output = lanes.get(0).output();
            output.applyTimersTo(timers);
            digest = Digest64.append(digest, output.digest());
        }
        return digest;
    }

    private static void requireUnchanged(Lane lane, long before) {
        if (lane.digest() != before || lane.output().hasTimerOperations()) {
            throw new Mismatch(
                    Check.REJECTION,
                    lane.label(),
                    "'" + lane.label() + "' rejected an input and changed its state or timers",
                    List.of("digest before: " + Lane.hex(before), lane.label() + ": " + lane),
                    rejections(lane.output().replyBytes()));
        }
    }

    /** Code that takes this reply for a rejection, since that of the test's predicate is not known. */
    private static String rejections(byte[] reply) {
        return ".rejections(reply -> java.util.Arrays.equals(reply, java.util.HexFormat.of().parseHex(\""
                + HexFormat.of().formatHex(reply) + "\")))";
    }
}
