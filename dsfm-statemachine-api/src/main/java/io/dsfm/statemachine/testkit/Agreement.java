package io.dsfm.statemachine.testkit;

import io.dsfm.statemachine.testkit.TestKitFailure.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/** Compares what instances gave for one input, and their states. */
final class Agreement {

    private Agreement() {}

    /** Throws {@link Mismatch} if the instances do not all agree; {@code kind} is that of the input. */
    static void check(List<Lane> lanes, Mutation kind) {
        Lane first = lanes.get(0);
        for (int i = 1; i < lanes.size(); i++) {
            Lane other = lanes.get(i);
            OutputBuffer one = first.output();
            OutputBuffer two = other.output();
            if (!one.hasSameReplyAs(two)) {
                Check check = kind == Mutation.NONE ? Check.REPLY : Check.MALFORMED_INPUT;
                throw mismatch(
                        check, "replies", lanes, other, (a, b) -> a.output().hasSameReplyAs(b.output()));
            }
            if (!one.hasSameEventsAs(two)) {
                throw mismatch(
                        Check.EVENTS,
                        "events",
                        lanes,
                        other,
                        (a, b) -> a.output().hasSameEventsAs(b.output()));
            }
            if (!one.hasSameTimersAs(two)) {
                throw mismatch(
                        Check.TIMERS,
                        "timers scheduled or cancelled",
                        lanes,
                        other,
                        (a, b) -> a.output().hasSameTimersAs(b.output()));
            }
            if (first.digest() != other.digest()) {
                throw mismatch(Check.DIGEST, "digests", lanes, other, (a, b) -> a.digest() == b.digest());
            }
        }
    }

    private static Mismatch mismatch(
            Check check, String what, List<Lane> lanes, Lane other, BiPredicate<Lane, Lane> same) {
        List<String> details = new ArrayList<>();
        for (Lane lane : lanes) {
            details.add(lane.label() + ": " + lane);
        }
        Lane first = lanes.get(0);
        boolean isRestored = other.isRestored() || first.isRestored();
        String text = what + " of '" + first.label() + "' and '" + other.label() + "' differ";
        return Mismatch.between(
                isRestored ? Check.SNAPSHOT : check,
                Blame.of(lanes, other, same),
                isRestored ? "the future after a restore is another: " + text : text,
                details);
    }
}
