package io.dsfm.ratis.replay;

import org.jspecify.annotations.Nullable;

/** What does not agree, at the first input where it does not. */
public sealed interface Difference {

    /** The sequence of the input, or of the last one that it may have been. */
    long sequence();

    /**
     * Two variants made different things of one input.
     *
     * @param sequence of the input
     * @param index of the entry that held it
     * @param input what it was
     * @param what in which respect they differ
     * @param first what the first variant made of it
     * @param second what the second one made of it
     */
    record BetweenVariants(long sequence, long index, ReplayedInput input, What what, Side first, Side second)
            implements Difference {}

    /**
     * A variant's outputs are not those that the group released.
     *
     * @param variant the variant
     * @param agreedSequence up to here, inclusive, they were compared and the same
     * @param sequence up to here, inclusive, they are not
     * @param digest of the variant's outputs up to there
     * @param releasedDigest of the released ones
     */
    record FromReleased(String variant, long agreedSequence, long sequence, long digest, long releasedDigest)
            implements Difference {}

    /** In which respect two variants differ. */
    enum What {
        /** Reply, events, or timers scheduled and cancelled. */
        OUTPUT,
        /** The outputs are the same, the states after it are not. */
        STATE,
        /** One of them threw, or both did. */
        FAILURE
    }

    /**
     * What one variant made of the input.
     *
     * @param variant the variant
     * @param output what it gave, encoded as {@link io.dsfm.ratis.core.OutputReader} reads it; null if it gave nothing
     * @param digest of the state after it; 0 if it threw
     * @param thrown what it threw, or null
     */
    record Side(
            String variant,
            byte @Nullable [] output,
            long digest,
            @Nullable String thrown) {}
}
