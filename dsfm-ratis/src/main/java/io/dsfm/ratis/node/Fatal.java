package io.dsfm.ratis.node;

/**
 * Takes the news that the node must not go on: an invariant is broken, or a state machine threw.
 *
 * <p>Threading: any thread; returns at once.
 */
@FunctionalInterface
interface Fatal {

    /**
     * The node stops.
     *
     * @param what what happened, for people
     * @param cause the reason
     */
    void onFatal(String what, Throwable cause);
}
