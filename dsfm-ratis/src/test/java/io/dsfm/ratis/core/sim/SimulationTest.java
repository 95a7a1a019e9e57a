package io.dsfm.ratis.core.sim;

import org.junit.jupiter.api.Test;

/** Thousands of groups, each from its seed. */
final class SimulationTest {

    @Test
    void noPromiseIsBroken() {
        Runs.report(Runs.each(new Rules()));
    }
}
