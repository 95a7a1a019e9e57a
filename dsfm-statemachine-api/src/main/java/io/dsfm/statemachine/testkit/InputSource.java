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

    /** The time in the log before the first input: 2024-01-01T00:00:00Z, neither zero nor now. */
    long START_NANOS = 1_704_067_200_000_000_000L;

    /**
     * The next input.
     *
     * @param random the only source of chance
     * @return the bytes, of any length from 0, not changed afterwards; or null if there are no more
     */
    byte[] next(SeededRandom random);

    /**
     * The log's time has come to {@code timestampNanos}, from {@link #START_NANOS} on; told before each
     * call of {@link #next}. The kit moves the time to deadlines of timers, so that a source whose inputs hold times needs
     * to know.
     */
    default void onTime(long timestampNanos) {
        // Most inputs do not hold times.
    }

    /**
     * The client, from 1, that sends the input given last; one of four unless the source knows better. Ids are any positive
     * {@code long}: of the four, three are equal in their low 32 bits.
     */
    default long clientId(SeededRandom random) {
        int client = random.below(4);
        return client < 2 ? 1 + client : 2 + (5L * client << 32);
    }

    /**
     * The time in the log, in nanoseconds from 0, that passes between the input given last and the one before it; if both
     * are in one entry of the log, it passes before the next entry. By default mostly microseconds, now and then seconds.
     */
    default long stepNanos(SeededRandom random) {
        int dice = random.below(64);
        if (dice == 0) {
            return 0;
        }
        return dice < 60 ? random.between(1, 1_000_000) : random.between(1_000_000, 5_000_000_000L);
    }

    /**
     * Whether the inputs hold times, such as deadlines, that were reckoned from {@link #START_NANOS} beforehand, without
     * regard to {@link #onTime}: recorded ones. Then the log's time moves by
     * {@link #stepNanos} alone. Otherwise, as by default, the kit also moves it to deadlines of timers, however far away,
     * and around them.
     */
    default boolean keepsTime() {
        return false;
    }
}
