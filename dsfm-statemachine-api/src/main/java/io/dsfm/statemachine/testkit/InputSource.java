package io.dsfm.statemachine.testkit;

/**
 * Gives the inputs of a test run, one after the other. What it gives depends on its own state and on the numbers it takes
 * from {@code random} alone, so that the seed repeats it: a run creates as many sources as it needs, and each must
 * give the same.
 *
 * <p>A source gives well-formed inputs, or now and then others that its author thinks of. The kit itself cuts inputs
 * short, pads them and flips their bits.
 *
 * <p>Threading: one thread.
 */
@FunctionalInterface
public interface InputSource {

    /**
     * The next input.
     *
     * @param random the only source of chance
     * @return the bytes, of any length from 0, not changed afterwards; or null if there are no more
     */
    byte[] next(SeededRandom random);

    /**
     * The log's time has come to {@code timestampNanos}, from {@link StateMachineTestKit#START_NANOS} on; told before each
     * call of {@link #next}. The kit moves the time to deadlines of timers, so that a source whose inputs hold times needs
     * to know.
     */
    default void onTime(long timestampNanos) {
        // Most inputs do not hold times.
    }

    /** The client, from 1, that sends the input given last; one of four unless the source knows better. */
    default long clientId(SeededRandom random) {
        return 1L + random.below(4);
    }

    /**
     * The time in the log, in nanoseconds from 0, that passes between the input given last and the one before it, unless
     * both are in one entry of the log. By default mostly microseconds, now and then seconds. The kit itself moves the
     * time to deadlines of timers.
     */
    default long stepNanos(SeededRandom random) {
        int dice = random.below(64);
        if (dice == 0) {
            return 0;
        }
        return dice < 60 ? random.between(1, 1_000_000) : random.between(1_000_000, 5_000_000_000L);
    }
}
