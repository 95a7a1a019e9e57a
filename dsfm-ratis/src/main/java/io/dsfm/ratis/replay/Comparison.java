package io.dsfm.ratis.replay;

import io.dsfm.ratis.core.Answer;
import io.dsfm.ratis.core.InputBatch;
import io.dsfm.ratis.core.Outcome;
import io.dsfm.ratis.replay.Difference.Side;
import io.dsfm.ratis.replay.Difference.What;
import io.dsfm.ratis.replay.VariantRun.Step;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the first input of an entry of which two variants made different things.
 *
 * <p>Threading: pure.
 */
final class Comparison {

    private Comparison() {}

    /**
     * Compares what both made of the entry executed last.
     *
     * @param to inputs behind this sequence do not matter
     */
    static @Nullable Difference compare(InputBatch batch, VariantRun first, VariantRun second, long to) {
        int common = Math.min(first.steps().size(), second.steps().size());
        for (int i = 0; i < common; i++) {
            Step one = first.steps().get(i);
            Step other = second.steps().get(i);
            if (sequence(one) > to) {
                return null;
            }
            if (!Arrays.equals(output(one), output(other))
                    || one.outcome().kind() != other.outcome().kind()) {
                return difference(batch, first, second, i, What.OUTPUT);
            }
            if (one.digest() != other.digest()) {
                return difference(batch, first, second, i, What.STATE);
            }
        }
        boolean isAtEnd = first.steps().size() == second.steps().size();
        boolean threw = first.failure() != null || second.failure() != null;
        if (isAtEnd && !threw || nextSequence(first, common) > to) {
            return null;
        }
        return difference(batch, first, second, common, threw ? What.FAILURE : What.OUTPUT);
    }

    private static Difference difference(InputBatch batch, VariantRun first, VariantRun second, int at, What what) {
        VariantRun longer = first.steps().size() > at ? first : second;
        List<Outcome> outcomes =
                longer.steps().stream().limit(at + 1L).map(Step::outcome).toList();
        boolean anybody = longer.steps().size() > at;
        ReplayedInput input = anybody ? ReplayedInput.of(batch, outcomes) : ReplayedInput.after(batch, outcomes);
        long sequence = anybody ? sequence(longer.steps().get(at)) : longer.sequence();
        return new Difference.BetweenVariants(sequence, batch.index(), input, what, side(first, at), side(second, at));
    }

    private static Side side(VariantRun run, int at) {
        if (at < run.steps().size()) {
            Step step = run.steps().get(at);
            return new Side(run.variant(), output(step), step.digest(), null);
        }
        String thrown =
                run.failure() == null ? null : String.valueOf(run.failure().getCause());
        return new Side(run.variant(), null, 0, thrown);
    }

    /** The number of the input behind the common ones. */
    private static long nextSequence(VariantRun run, int common) {
        for (int i = common - 1; i >= 0; i--) {
            if (run.steps().get(i).outcome().isNewResult()) {
                return sequence(run.steps().get(i)) + 1;
            }
        }
        return 0; // the first of the entry, so not behind the end
    }

    private static long sequence(Step step) {
        Answer answer = step.outcome().answer();
        return answer == null || !step.outcome().isNewResult() ? 0 : answer.sequence();
    }

    private static byte @Nullable [] output(Step step) {
        Answer answer = step.outcome().answer();
        return answer == null ? null : answer.output();
    }
}
