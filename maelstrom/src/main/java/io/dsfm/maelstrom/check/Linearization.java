package io.dsfm.maelstrom.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The search for an order of one register's operations that explains what they gave: takes effects one after the other, goes
 * back where that leads nowhere, and remembers which sets of effects with which value it has met.
 *
 * <p>Threading: one thread; for one use.
 */
final class Linearization {

    /** The number of the value of a register that was never written. */
    static final int NOTHING = 0;

    /** What a step does. */
    enum Kind {
        READ,
        WRITE,
        CAS
    }

    /**
     * An operation.
     *
     * @param value that which is read, written, or expected
     * @param next that which a compare-and-set writes
     * @param start when it begins
     * @param end by when it has taken effect; {@link Operation#NEVER} if it need not
     */
    record Step(Kind kind, int value, int next, long start, long end) {}

    /** Effects taken, and the value after them. */
    private record State(BitSet taken, int value) {}

    /** A choice that can be taken back. */
    private record Choice(int step, int valueBefore, int nextCandidate) {}

    private final List<Step> steps;
    private final int statesMax;
    private final Integer[] byEnd;
    private final BitSet taken = new BitSet();
    private final Set<State> met = new HashSet<>();
    private int value = NOTHING;
    private int stuckAt;
    private int mostTaken = -1;

    /** Steps in order of their beginnings. */
    Linearization(List<Step> steps, int statesMax) {
        this.steps = steps;
        this.statesMax = statesMax;
        this.byEnd = new Integer[steps.size()];
        for (int i = 0; i < byEnd.length; i++) {
            byEnd[i] = i;
        }
        java.util.Arrays.sort(byEnd, Comparator.comparingLong(i -> steps.get(i).end()));
    }

    /** The step that could not take effect in time, in the attempt that went furthest. */
    int stuckAt() {
        return stuckAt;
    }

    Verdict.Outcome run() {
        Deque<Choice> choices = new ArrayDeque<>();
        int candidate = 0;
        while (true) {
            int due = firstDue();
            if (due < 0) {
                return Verdict.Outcome.VALID; // whatever is left need not take effect
            }
            long limit = steps.get(due).end();
            int chosen = choose(candidate, limit);
            if (chosen >= 0) {
                int before = value;
                taken.set(chosen);
                value = after(steps.get(chosen));
                if (met.add(new State((BitSet) taken.clone(), value))) {
                    if (met.size() > statesMax) {
                        return Verdict.Outcome.UNKNOWN;
                    }
                    choices.push(new Choice(chosen, before, chosen + 1));
                    candidate = taken.nextClearBit(0);
                } else {
                    taken.clear(chosen);
                    value = before;
                    candidate = chosen + 1;
                }
                continue;
            }
            if (taken.cardinality() > mostTaken) {
                mostTaken = taken.cardinality();
                stuckAt = due;
            }
            if (choices.isEmpty()) {
                return Verdict.Outcome.INVALID;
            }
            Choice last = choices.pop();
            taken.clear(last.step());
            value = last.valueBefore();
            candidate = last.nextCandidate();
        }
    }

    /** The step not taken that must take effect first; below 0 if none must. */
    private int firstDue() {
        for (Integer step : byEnd) {
            if (steps.get(step).end() == Operation.NEVER) {
                return -1;
            }
            if (!taken.get(step)) {
                return step;
            }
        }
        return -1;
    }

    /** The first step from {@code from} on that may take effect now: begun before {@code limit}, and explained. */
    private int choose(int from, long limit) {
        for (int i = taken.nextClearBit(from); i < steps.size(); i = taken.nextClearBit(i + 1)) {
            Step step = steps.get(i);
            if (step.start() > limit) {
                return -1;
            }
            if (step.kind() == Kind.WRITE || step.value() == value) {
                return i;
            }
        }
        return -1;
    }

    private int after(Step step) {
        return switch (step.kind()) {
            case READ -> value;
            case WRITE -> step.value();
            case CAS -> step.next();
        };
    }

    /** All orders of few steps, one by one: what {@link #run} must agree with. */
    static boolean isLinearizable(List<Step> steps) {
        List<Step> left = new ArrayList<>(steps);
        return isLinearizable(left, NOTHING);
    }

    private static boolean isLinearizable(List<Step> left, int value) {
        long limit = left.stream().mapToLong(Step::end).min().orElse(Operation.NEVER);
        if (limit == Operation.NEVER) {
            return true;
        }
        for (Step step : left) {
            if (step.start() <= limit && (step.kind() == Kind.WRITE || step.value() == value)) {
                List<Step> rest = new ArrayList<>(left);
                rest.remove(step);
                int next = step.kind() == Kind.READ ? value : step.kind() == Kind.CAS ? step.next() : step.value();
                if (isLinearizable(rest, next)) {
                    return true;
                }
            }
        }
        return false;
    }
}
