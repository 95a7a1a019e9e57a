package io.dsfm.statemachine.testkit;

import io.dsfm.statemachine.Digest64;
import java.util.Arrays;
import java.util.List;

/**
 * What one variant alone has shown, step by step: to be compared with what it shows when it is executed again, here or in
 * another process.
 *
 * @param digests one for each step, in their order; fewer if the variant failed
 * @param failure what failed, or the empty string
 * @param last what the last step has shown, in words
 */
record Trace(long[] digests, String failure, String last) {

    /** Executes steps on new instances of a variant. */
    static Trace of(Variant variant, List<Step> steps) {
        return of(variant, steps, StepListener.NONE);
    }

    /** The same; {@code listener} is told of every step. */
    static Trace of(Variant variant, List<Step> steps, StepListener listener) {
        long[] digests = new long[steps.size()];
        int done = 0;
        String last = "";
        try {
            Execution execution = new Execution(List.of(variant), LogRunner.NO_REJECTIONS, Execution.Extent.MACHINES);
            for (Step step : steps) {
                listener.before(done);
                digests[done] = execution.execute(step);
                listener.after();
                done++;
                if (done == steps.size()) {
                    last = execution.describe(step);
                }
            }
        } catch (Mismatch mismatch) {
            listener.after();
            String failure = mismatch.check() + ": " + mismatch.getMessage();
            return new Trace(Arrays.copyOf(digests, done), failure, failure);
        }
        return new Trace(digests, "", last);
    }

    /** The place of the first step that has shown something else, or {@link Shrinker#NO_FAILURE} if none has. */
    int firstDifference(Trace other) {
        int at = Arrays.mismatch(digests, other.digests);
        return at < 0 ? Shrinker.NO_FAILURE : at;
    }

    /** All of it in one number. */
    long digest() {
        long digest = Digest64.EMPTY;
        for (long step : digests) {
            digest = Digest64.append(digest, step);
        }
        return digest;
    }

    /** Is told of the steps of a variant as they are executed. */
    interface StepListener {
        StepListener NONE = new StepListener() {};

        default void before(int step) {}

        default void after() {}
    }
}
