package io.dsfm.statemachine.testkit;

import io.dsfm.statemachine.testkit.TestKitFailure.Check;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** One variant executed here, and once more here or in another process, which must show the same. */
final class Comparison implements AutoCloseable {

    private static final int TIMES_HERE = 4;
    /** Time that passes before the last execution here, so that a clock in milliseconds shows. */
    private static final long LONGEST_PAUSE_NANOS = 4_000_000;
    /** Two executions can show the same by chance. */
    private static final int TIMES_TO_SHOW = 64;

    private final Check check;
    private final Variant variant;
    private final int place;
    private final String what;
    private final Optional<OtherProcess> process;
    private List<String> details = List.of();

    private Comparison(Check check, Variant variant, int place, String what, Optional<OtherProcess> process) {
        this.check = check;
        this.variant = variant;
        this.place = place;
        this.what = what;
        this.process = process;
    }

    /** Executes the variant several times in this process. */
    static Comparison here(Check check, Variant variant, String what) {
        return new Comparison(check, variant, 0, what, Optional.empty());
    }

    /** Executes the variant, which is at {@code place} among the providers, in another process, which is closed with this. */
    static Comparison there(Check check, Variant variant, int place, String what, OtherProcess process) {
        return new Comparison(check, variant, place, what, Optional.of(process));
    }

    /** This comparison under another name. */
    Comparison as(Check newCheck, String newWhat) {
        return new Comparison(newCheck, variant, place, newWhat, process);
    }

    /** The place of the first step that shows something else the second time, or {@link Shrinker#NO_FAILURE}. */
    int firstDifference(List<Step> steps) {
        Trace here = Trace.of(variant, steps);
        for (int times = process.isPresent() ? 1 : TIMES_HERE; times > 0; times--) {
            if (process.isEmpty()) {
                LockSupport.parkNanos(LONGEST_PAUSE_NANOS * (TIMES_HERE - times) / TIMES_HERE);
            }
            int at = here.firstDifference(again(steps));
            if (at != Shrinker.NO_FAILURE) {
                return at;
            }
        }
        return Shrinker.NO_FAILURE;
    }

    private Trace again(List<Step> steps) {
        return process.isPresent() ? process.get().run(place, steps, false) : Trace.of(variant, steps);
    }

    /** What is said of steps that end where the difference is. */
    Trial.Found found(List<Step> steps) {
        Position position = Trial.positionAfter(steps, variant);
        Trace here = Trace.of(variant, steps);
        Trace there = again(steps);
        for (int times = 1; times < TIMES_TO_SHOW && there.last().equals(here.last()); times++) {
            there = again(steps);
        }
        details = List.of("once:  " + here.last(), "again: " + there.last());
        Mismatch mismatch = new Mismatch(check, variant.name(), "'" + variant.name() + "' " + what, details);
        return new Trial.Found(mismatch, steps.size() - 1, position);
    }

    Check check() {
        return check;
    }

    @Override
    public void close() {
        process.ifPresent(OtherProcess::close);
    }
}
