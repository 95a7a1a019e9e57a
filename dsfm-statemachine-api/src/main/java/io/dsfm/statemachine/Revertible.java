package io.dsfm.statemachine;

/**
 * The optional capability of a {@link StateMachine} to go back to an earlier state cheaply.
 *
 * <p>The framework executes inputs before they are committed; when the uncommitted tail of the log is replaced after a
 * change of leader, every instance that has executed it must return to the state before it. An instance without this
 * capability is restored from a snapshot and executes the inputs since then again. One with it undoes.
 *
 * <p>Points are identified by numbers that only grow while they are marked. Points are a stack with a floor: reverting
 * drops the points above, forgetting drops the points below.
 *
 * <p>Threading: as {@link StateMachine}: the same thread, between inputs.
 *
 * <p>Determinism: marking, reverting and forgetting change neither outputs nor digests nor snapshots of what follows: a
 * machine that was marked, went on, and reverted is as if it had never gone on.
 */
public interface Revertible {

    /**
     * Marks the present state as a point to which the machine can return.
     *
     * @param point its number; above that of every point now marked
     */
    void mark(long point);

    /**
     * Returns to the state that was marked as {@code point}. The point stays marked; those above it are forgotten.
     *
     * @param point a point marked and neither forgotten nor dropped
     */
    void revertTo(long point);

    /**
     * Forgets every point below {@code point}, so that what was kept for it can be let go.
     *
     * @param point a marked point, which stays, or any number
     */
    void forgetBefore(long point);
}
