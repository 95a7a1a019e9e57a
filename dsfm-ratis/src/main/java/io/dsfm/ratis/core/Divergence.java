package io.dsfm.ratis.core;

/**
 * Two instances do not agree: at least one of them has a bug.
 *
 * @param firstInstance the instance whose outcome came first, by its place in the node's configuration; or
 *     {@link #LEADER}
 * @param otherInstance the instance that does not agree with it
 * @param sequence of the last input before or at the disagreement
 * @param index of the log entry with that input
 * @param description both sides, for people
 */
public record Divergence(int firstInstance, int otherInstance, long sequence, long index, String description) {

    /** In place of an instance: the outputs that the leader of the group released. */
    public static final int LEADER = -1;
}
