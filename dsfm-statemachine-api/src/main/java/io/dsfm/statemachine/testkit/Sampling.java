package io.dsfm.statemachine.testkit;

/**
 * How often the expensive checks come: once in so many inputs on average at the start of a run, and more seldom later, so
 * that a run of millions spends its time on inputs. A run ten times as long has about twice as many of them.
 */
enum Sampling {
    /** Timers that are due fire. */
    TIMERS_DUE(4, false),
    /** The time moves to the next deadline, and the timers fire. */
    NEXT_DEADLINE(48, false),
    /** The time moves past a deadline, and an input comes before the timers. */
    LATE_TIMERS(256, false),
    /** A query is put to all. */
    QUERY(64, false),
    /** Snapshots are exchanged, and what was restored goes on beside the others. */
    SNAPSHOT(128, true),
    /** Marks are made, and entries tried and reverted. */
    UNDO(64, true);

    /** Up to here, all come as often as at the start; after ten times as many inputs, what is sparse comes a tenth as often. */
    private static final long FULL_RATE_INPUTS = 25_000;

    private final int outOf;
    private final boolean isSparser;

    Sampling(int outOf, boolean isSparser) {
        this.outOf = outOf;
        this.isSparser = isSparser;
    }

    /** Whether it comes after an input, before which there were {@code inputs}. */
    boolean isDue(SeededRandom random, long inputs) {
        long rarity = isSparser ? Math.max(1, Math.min(1_000_000, inputs / FULL_RATE_INPUTS)) : 1;
        return random.chance(1, (int) (outOf * rarity));
    }
}
