package io.dsfm.statemachine.testkit;

import java.util.Queue;

/** Makes the steps by which marks and reverts are tested, out of inputs that came before. */
final class UndoSteps {

    private static final int RECENT = 16;
    private static final int MOST_TRIES = 5;

    /** Knows who may send. */
    private static final InputSource CLIENTS = random -> null;

    private final SeededRandom random;
    private final byte[][] recent = new byte[RECENT][];
    private int noted;

    UndoSteps(SeededRandom random) {
        this.random = random;
    }

    /** Keeps an input, to be tried later. */
    void noteInput(byte[] bytes) {
        recent[noted++ % RECENT] = bytes;
        // Stays positive, and full once it was.
        noted = noted == 2 * RECENT ? RECENT : noted;
    }

    /** One of those noted last, or no bytes if there is none. */
    byte[] anyRecent() {
        return noted == 0 ? new byte[0] : recent[random.below(Math.min(noted, RECENT))];
    }

    /** Adds the steps of one try, or of one inside another, on the instances of one variant. */
    void plan(String variant, Queue<Step> steps) {
        int dice = random.below(8);
        if (dice == 0) {
            steps.add(new Step.Rewind(variant));
        } else if (dice == 1) {
            steps.add(new Step.Forget(variant));
        }
        if (dice >= 2 && dice <= 4) {
            steps.add(new Step.Mark(variant));
        }
        if (dice == 2) {
            return;
        }
        tries(variant, steps);
        for (int depth = random.below(3); depth > 0; depth--) {
            steps.add(new Step.Mark(variant));
            tries(variant, steps);
            if (random.chance(1, 2)) {
                steps.add(new Step.Revert(variant, random.below(depth + 1)));
                tries(variant, steps);
            }
        }
    }

    private void tries(String variant, Queue<Step> steps) {
        for (int i = random.below(MOST_TRIES); i >= 0; i--) {
            steps.add(new Step.Try(variant, random.chance(1, 5) ? timers() : input()));
        }
    }

    private Step.Timers timers() {
        return new Step.Timers(new Step.When(1, random.chance(1, 2), random.below(1000)), 1 + random.below(8));
    }

    private Step.Input input() {
        Mutation kind = random.chance(1, 2) ? Mutation.any(random) : Mutation.NONE;
        Step.When when = new Step.When(random.below(2), random.chance(1, 32), random.below(1_000_000));
        return new Step.Input(when, CLIENTS.clientId(random), kind.apply(anyRecent(), random), kind);
    }
}
