package io.dsfm.maelstrom.node;

import io.dsfm.ratis.node.Surroundings;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The machine's wall clock, as far wrong as it is told to be: for tests of what a node does when its clock jumps.
 *
 * <p>Threading: any thread.
 */
final class ShiftedClock implements LongSupplier {

    private final AtomicLong offsetNanos = new AtomicLong();

    @Override
    public long getAsLong() {
        return Surroundings.machineNanos() + offsetNanos.get();
    }

    /** Jumps by so much, ahead or back. */
    void jump(long millis) {
        offsetNanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
