package io.dsfm.ratis.core;

/** Takes what an {@link Arbiter} decides; called while the arbiter is, in the order in which it is to happen. */
public interface ArbiterEffects {

    /** The outcome that is the result at its position; for each position once, in order. */
    void first(Outcome outcome);

    /** Two instances do not agree. */
    void divergence(Divergence divergence);

    /** An instance is no longer trusted: it is to be rebuilt, and admitted again by {@link Arbiter#tryReadmit}. */
    void quarantine(int instance, QuarantineReason reason);

    /** Nothing leaves any more: instances disagree at a position, and no outcome there has a majority. */
    void halted(long position);
}
