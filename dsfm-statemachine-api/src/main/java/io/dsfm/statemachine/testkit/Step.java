package io.dsfm.statemachine.testkit;

/**
 * One thing that a run does to all instances, or to those of one variant. A run is a list of steps; what a step does
 * depends on those before it alone, and every list of steps can be run, so that any part of a run is a run.
 */
sealed interface Step {

    /** An entry of the log, or what adds to one: it moves index and time. */
    sealed interface Logged extends Step permits Input, Timers {
        When when();
    }

    /**
     * How index and time move.
     *
     * @param indexStep from 0; 0 is the same entry
     * @param toDeadline whether the time moves to the next deadline of a timer, if there is one, before {@code nanos} is
     *     added
     * @param nanos from 0, or any number with {@code toDeadline}; the time never goes backwards
     */
    record When(long indexStep, boolean toDeadline, long nanos) {
        /** The next entry, a microsecond later. */
        static final When NEXT = new When(1, false, 1_000);
    }

    /**
     * An input of a client.
     *
     * @param kind what the kit has done to its bytes
     */
    record Input(When when, long clientId, byte[] bytes, Mutation kind) implements Logged {}

    /** The firing of the timers that are due, {@code limit} at most. */
    record Timers(When when, int limit) implements Logged {}

    /** A query, put to every instance of the variants. */
    record Query(byte[] bytes) implements Step {}

    /**
     * A snapshot of every variant, restored into every variant.
     *
     * @param used whether it is restored into instances that have a state already
     * @param future for how many steps the restored instances go on beside the others
     */
    record Snapshot(boolean used, int future) implements Step {}

    /** What is done to the instances of one variant beside the log. */
    sealed interface Undo extends Step permits Mark, Try, Revert, Rewind, Forget {
        String variant();
    }

    /** A mark in the instances of one variant. */
    record Mark(String variant) implements Undo {}

    /** An entry that only the instances of one variant execute, to be reverted. */
    record Try(String variant, Logged logged) implements Undo {}

    /** The return, in the instances of one variant, to the mark {@code depth} below the newest of those that were tried. */
    record Revert(String variant, int depth) implements Undo {}

    /** The return to the oldest mark in the log, and the execution of what came after it once more. */
    record Rewind(String variant) implements Undo {}

    /** Every mark but the newest is forgotten. */
    record Forget(String variant) implements Undo {}
}
