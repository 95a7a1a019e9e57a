package io.dsfm.maelstrom.node;

import io.dsfm.ratis.node.Surroundings;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The machine's wall clock, as far wrong as it is told to be: for tests of what a node does when its clock jumps.
 *
 * <p>Threading: any thread.
 */
final class ShiftedClock implements LongSupplier {

    private volatile long offsetNanos;

    ShiftedClock(long offsetMillis) {
        set(offsetMillis);
    }

    @Override
    public long getAsLong() {
        return Surroundings.machineNanos() + offsetNanos;
    }

    /** From now on it is wrong by so much, ahead or back. */
    void set(long offsetMillis) {
        offsetNanos = TimeUnit.MILLISECONDS.toNanos(offsetMillis);
    }
}
