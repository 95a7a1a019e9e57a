package io.dsfm.statemachine.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * Makes a failing list of steps smaller, as long as it fails in the same way: leaves out whole kinds of steps, then parts of
 * the list, large ones first and single steps last; then makes the steps that are left simpler; and all that again while it
 * helps.
 *
 * <p>Source: Zeller, Hildebrandt: Simplifying and Isolating Failure-Inducing Input, 2002.
 */
final class Shrinker {

    /** When a list of steps does not fail in the way that is looked for. */
    static final int NO_FAILURE = -2;

    private static final int LONG_FUTURE = 1_000;

    private static final List<Predicate<Step>> KINDS = List.of(
            step -> step instanceof Step.Undo,
            step -> step instanceof Step.Query,
            step -> step instanceof Step.Snapshot,
            step -> step instanceof Step.Timers);

    private final ToIntFunction<List<Step>> failingStep;
    private final long deadlineNanos;
    private long stepsLeft;
    private List<Step> smallest = List.of();

    /**
     * Bounded by work and by time.
     *
     * @param failingStep executes steps; gives the place of the one that fails, or {@link #NO_FAILURE}
     * @param mostSteps how many steps may be executed
     * @param mostNanos how long it may take
     */
    Shrinker(ToIntFunction<List<Step>> failingStep, long mostSteps, long mostNanos) {
        this.failingStep = failingStep;
        this.stepsLeft = mostSteps;
        this.deadlineNanos = System.nanoTime() + mostNanos;
    }

    /** A list that fails, and of which no step can be left out if the bounds allowed to find out. */
    List<Step> shrink(List<Step> failing) {
        smallest = failing;
        for (Predicate<Step> kind : KINDS) {
            accept(smallest.stream().filter(kind.negate()).toList());
        }
        accept(smallest.stream().map(Shrinker::withShortFuture).toList());
        boolean isSimpler = true;
        while (isSimpler && !isSpent()) {
            List<Step> before = smallest;
            for (int part = Math.max(1, smallest.size() / 2); part >= 1; part /= 2) {
                leaveOut(part);
            }
            if (smallest.size() == before.size()) {
                simplify();
            }
            isSimpler = !smallest.equals(before);
        }
        return smallest;
    }

    /** What was restored is otherwise kept up to date, and cannot be found to be out of date when it is used again. */
    private static Step withShortFuture(Step step) {
        return step instanceof Step.Snapshot snapshot ? new Step.Snapshot(snapshot.used(), 1) : step;
    }

    /** Tries to leave out each part of so many steps, the last ones first: they depend on the others. */
    private void leaveOut(int part) {
        for (int end = smallest.size(); end > 0 && !isSpent(); end = Math.min(end - part, smallest.size())) {
            List<Step> fewer = new ArrayList<>(smallest);
            fewer.subList(Math.max(0, end - part), end).clear();
            accept(fewer);
        }
    }

    private void simplify() {
        for (int i = 0; i < smallest.size(); i++) {
            for (Step simpler : simpler(smallest.get(i))) {
                List<Step> list = new ArrayList<>(smallest);
                list.set(i, simpler);
                // What comes after the present one is less simple.
                if (isSpent() || list.equals(smallest) || accept(list)) {
                    break;
                }
            }
        }
    }

    /** Simplest first. */
    private static List<Step> simpler(Step step) {
        if (step instanceof Step.Input input) {
            return List.of(
                    new Step.Input(Step.When.NEXT, 1, input.bytes(), input.kind()),
                    new Step.Input(Step.When.NEXT, input.clientId(), input.bytes(), input.kind()),
                    new Step.Input(input.when(), 1, input.bytes(), input.kind()));
        } else if (step instanceof Step.Timers) {
            return List.of(new Step.Timers(new Step.When(1, true, 0), 1));
        } else if (step instanceof Step.Snapshot snapshot) {
            return List.of(
                    new Step.Snapshot(false, 1),
                    new Step.Snapshot(snapshot.used(), 1),
                    new Step.Snapshot(false, LONG_FUTURE),
                    new Step.Snapshot(snapshot.used(), LONG_FUTURE));
        }
        return List.of();
    }

    private boolean accept(List<Step> candidate) {
        if (candidate.equals(smallest)) {
            return false;
        }
        int at = failingStep.applyAsInt(candidate);
        // One for the instances, which are created anew each time.
        stepsLeft -= 1 + (at >= 0 ? at + 1 : candidate.size());
        if (at == NO_FAILURE) {
            return false;
        }
        smallest = List.copyOf(candidate.subList(0, at + 1));
        return true;
    }

    private boolean isSpent() {
        return stepsLeft <= 0 || System.nanoTime() > deadlineNanos;
    }
}
