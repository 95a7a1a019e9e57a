package io.dsfm.statemachine.testkit;

import io.dsfm.statemachine.testkit.TestKitFailure.Check;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Executes lists of steps on new instances.
 *
 * @param variants that take part
 * @param isRejection tells the replies after which the state must be as before
 */
record Trial(List<Variant> variants, Predicate<byte[]> isRejection) {

    /**
     * What a list of steps has shown.
     *
     * @param step the place of the step at which it was found, from 0; -1 if before the first
     * @param position the position after that step
     */
    record Found(Mismatch mismatch, int step, Position position) {
        Check check() {
            return mismatch.check();
        }
    }

    /** Where steps end that one variant alone executes, or where it fails. */
    static Position positionAfter(List<Step> steps, Variant variant) {
        Execution execution = new Execution(List.of(variant), LogRunner.NO_REJECTIONS, false);
        try {
            steps.forEach(execution::execute);
        } catch (Mismatch mismatch) {
            // The position up to there is what is wanted.
        }
        return execution.position();
    }

    /** Executes all steps, whatever they cost; gives the first mismatch. */
    Optional<Found> run(List<Step> steps) {
        int at = -1;
        Execution execution = null;
        try {
            execution = new Execution(variants, isRejection, true);
            for (Step step : steps) {
                at++;
                execution.execute(step);
            }
            return Optional.empty();
        } catch (Mismatch mismatch) {
            return Optional.of(new Found(mismatch, at, execution == null ? new Position() : execution.position()));
        }
    }
}
