package io.dsfm.maelstrom.workload.store;

/**
 * One step of an input or a query. The steps of an input happen at one moment, in order, all or none of them.
 *
 * <p>Each gives one {@link Result}.
 */
public sealed interface Step {

    /** What it is about. */
    Key key();

    /** Whether it leaves the state as it is. */
    default boolean isReading() {
        return false;
    }

    /** Gives what a register holds, or that there is none. */
    record Get(Key key) implements Step {
        @Override
        public boolean isReading() {
            return true;
        }
    }

    /** Sets a register. */
    record Put(Key key, byte[] value) implements Step {}

    /**
     * Sets a register if it holds {@code from}; alone in its input. Else the whole input is answered with {@link
     * Status#MISMATCH}, or, if there is no such register, with {@link Status#MISSING} unless {@code createsMissing}.
     */
    record CompareAndSet(Key key, byte[] from, byte[] to, boolean createsMissing) implements Step {}

    /** Appends to a list, which is made if there is none; gives the new item's index, from 0. */
    record Append(Key key, byte[] item) implements Step {}

    /** Gives up to {@code most} items of a list from the index {@code from}, inclusive, on. */
    record Items(Key key, long from, int most) implements Step {
        @Override
        public boolean isReading() {
            return true;
        }
    }

    /** Adds to a number, which is 0 if there is none; gives the sum, which wraps around. */
    record Add(Key key, long delta) implements Step {}

    /** Sets a number if it is not there or below {@code floor}; gives what it is then. */
    record RaiseTo(Key key, long floor) implements Step {}

    /** Gives a number, or that there is none. */
    record Total(Key key) implements Step {
        @Override
        public boolean isReading() {
            return true;
        }
    }

    /** Gives the names of all registers in the key's space, in order; in queries only. */
    record Names(Key key) implements Step {
        @Override
        public boolean isReading() {
            return true;
        }
    }
}
