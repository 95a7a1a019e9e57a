package io.dsfm.ratis.core;

import java.util.Random;

/** Runs a test with many seeds, or with the one in the system property {@code dsfm.seed}. */
final class Seeds {

    private static final String PROPERTY = "dsfm.seed";

    private Seeds() {}

    /** A test of one seed. */
    @FunctionalInterface
    interface SeededTest {
        /** All that it does follows from {@code random}. */
        void run(Random random) throws Exception;
    }

    static void each(int seeds, Class<?> testClass, SeededTest test) {
        Long given = Long.getLong(PROPERTY);
        long first = given == null ? 1 : given;
        long last = given == null ? seeds : given;
        for (long seed = first; seed <= last; seed++) {
            try {
                test.run(new Random(seed));
            } catch (Exception | AssertionError e) {
                throw new AssertionError(
                        "failed with seed " + seed + "; repeat it with: mvn test -pl dsfm-ratis -am -Dtest="
                                + testClass.getSimpleName() + " -Dsurefire.failIfNoSpecifiedTests=false -D" + PROPERTY
                                + "=" + seed + "; " + e.getMessage(),
                        e);
            }
        }
    }
}
