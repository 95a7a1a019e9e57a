package io.dsfm.statemachine.testkit;

/**
 * How many bytes of snapshots a run may write, so that a large state does not make it slow. It is earned by steps, more at
 * the start of a run, and may be overdrawn once at a time; so what is checked is a function of the steps alone.
 */
final class Budget {

    private static final int EARLY_STEPS = 20_000;
    private static final int EARLY_BYTES = 4_096;
    private static final int LATER_BYTES = 128;
    private static final long MOST_BYTES = 1 << 20;

    private final boolean isUnlimited;
    private long bytes = MOST_BYTES;
    private long steps;

    /** Without limit, for runs that are short anyway. */
    Budget(boolean isUnlimited) {
        this.isUnlimited = isUnlimited;
    }

    void earn() {
        bytes = Math.min(MOST_BYTES, bytes + (steps++ < EARLY_STEPS ? EARLY_BYTES : LATER_BYTES));
    }

    boolean isLeft() {
        return isUnlimited || bytes > 0;
    }

    void spend(long spent) {
        bytes -= spent;
    }
}
