package io.dsfm.ratis.core;

/** Why an instance is no longer trusted. */
public enum QuarantineReason {
    /** Its state machine threw. */
    THREW,
    /** Another instance gave an outcome, and this one did not within the bound. */
    STALLED,
    /** Its outcome is not that of the majority of the instances, or was not the first where there is no majority. */
    DISAGREED,
    /** It was to return to a state that is older than every snapshot kept, so that it starts anew from one. */
    OVERTAKEN
}
