package io.dsfm.ratis.core;

import org.jspecify.annotations.Nullable;

/** Tells people in what two outcomes differ. */
final class DivergenceReport {

    private DivergenceReport() {}

    static Divergence of(int firstInstance, Outcome first, int otherInstance, Outcome other) {
        long sequence = Math.max(sequence(first.answer()), sequence(other.answer()));
        return new Divergence(firstInstance, otherInstance, sequence, first.logIndex(), describe(first, other));
    }

    private static long sequence(@Nullable Answer answer) {
        return answer == null ? 0 : answer.sequence();
    }

    private static String describe(Outcome first, Outcome other) {
        if (first.kind() != other.kind() || first.number() != other.number() || first.detail() != other.detail()) {
            return "outcomes differ: first=" + first + ", other=" + other;
        }
        String answers = "first=" + output(first.answer()) + ", other=" + output(other.answer());
        if (!Outcome.answersAgree(first.answer(), other.answer())) {
            return "outputs differ: " + answers;
        }
        return "states differ after equal outputs: first=" + Long.toHexString(first.stateDigest()) + ", other="
                + Long.toHexString(other.stateDigest());
    }

    private static String output(@Nullable Answer answer) {
        return answer == null
                ? "none"
                : Hex.of(answer.output()) + " at index=" + answer.index() + ", sequence=" + answer.sequence()
                        + ", timestampNanos=" + answer.timestampNanos();
    }
}
