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

        /** The same, when it is known whose fault it is. */
        Found blamedOn(String culprit, String why) {
            return new Found(mismatch.blamedOn(culprit, why), step, position);
        }
    }

    /** Where steps end that one variant alone executes, or where it fails. */
    static Position positionAfter(List<Step> steps, Variant variant) {
        Execution execution = new Execution(List.of(variant), LogRunner.NO_REJECTIONS, Execution.Extent.MACHINES);
        try {
            steps.forEach(execution::execute);
        } catch (Mismatch mismatch) {
            // The position up to there is what is wanted.
        }
        return execution.position();
    }

    /** Executes the steps of a plan; gives the first mismatch. */
    Optional<Found> run(StepSource.Plan plan) {
        Position position = new Position();
        int at = -1;
        try {
            Execution execution = new Execution(variants, isRejection, Execution.Extent.SAMPLED);
            StepSource source = new StepSource(plan);
            for (Step step = source.next(position.timestampNanos);
                    step != null;
                    step = source.next(position.timestampNanos)) {
                at++;
                execution.execute(step);
                position = execution.position();
            }
            return Optional.empty();
        } catch (Mismatch mismatch) {
            return Optional.of(new Found(mismatch, at, position));
        }
    }

    /** Executes all steps, whatever they cost; gives the first mismatch. */
    Optional<Found> run(List<Step> steps) {
        int at = -1;
        Execution execution = null;
        try {
            execution = new Execution(variants, isRejection, Execution.Extent.ALL);
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
