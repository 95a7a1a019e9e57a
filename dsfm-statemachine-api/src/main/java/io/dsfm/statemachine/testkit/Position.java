package io.dsfm.statemachine.testkit;

/** Where in the log a run is: index, sequence and time. Mutable; copied where it is kept. */
final class Position {

    /** The log's time does not jump to deadlines further away than this: a hundred years. */
    private static final long FARTHEST_NANOS = 100L * 365 * 86_400 * 1_000_000_000L;

    long index;
    long sequence;
    long timestampNanos = InputSource.START_NANOS;

    Position copy() {
        Position copy = new Position();
        copy.set(this);
        return copy;
    }

    void set(Position other) {
        index = other.index;
        sequence = other.sequence;
        timestampNanos = other.timestampNanos;
    }

    /** Moves index and time; {@code nextDeadlineNanos} is that of the timer that is due first. */
    void advance(Step.When when, long nextDeadlineNanos) {
        // The first entry has an index of its own, whatever the step says.
        index = Math.max(1, index + when.indexStep());
        long base = timestampNanos;
        if (when.toDeadline()
                && nextDeadlineNanos != TimerTable.NO_DEADLINE
                && nextDeadlineNanos < InputSource.START_NANOS + FARTHEST_NANOS) {
            base = Math.max(base, nextDeadlineNanos);
        }
        timestampNanos = Math.max(timestampNanos, base + when.nanos());
    }
}
