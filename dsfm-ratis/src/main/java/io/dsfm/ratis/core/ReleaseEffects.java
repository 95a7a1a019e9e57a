package io.dsfm.ratis.core;

/** Takes what a {@link ReleaseGate} decides; called while the gate is, in the order in which it is to happen. */
public interface ReleaseEffects {

    /**
     * A result leaves. Each leaves once, in order of position; only what was revoked leaves a place for others.
     *
     * @param isProvisional whether it may still be revoked; then its {@link #confirm}, {@link #revoke} or {@link #abandon}
     *     follows
     */
    void release(Outcome outcome, boolean isProvisional);

    /** A provisional result is committed: it holds for good. In order of position. */
    void confirm(Outcome outcome);

    /**
     * A result that left is not in the log any more: it did not happen. The latest goes first.
     *
     * @param wasProvisional false if it had left as {@code covered}: then a majority has lost its memory at once, which is
     *     the one thing that this level does not survive, and people must be told
     */
    void revoke(Outcome outcome, boolean wasProvisional);

    /**
     * This node will not learn what became of a provisional result, since it was given a newer state without the log before
     * it. The client learns it when it sends the request again.
     */
    void abandon(Outcome outcome);

    /**
     * An outcome has left and its entry is committed: nothing will ever take it back. Each once, in order of position,
     * after what else is told of it; those behind a state that was restored are not told of.
     */
    void committed(Outcome outcome);
}
