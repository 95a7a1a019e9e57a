package io.dsfm.statemachine.testkit;

import io.dsfm.statemachine.StateMachineProvider;
import io.dsfm.statemachine.testkit.OtherProcess.Observation;
import io.dsfm.statemachine.testkit.TestKitFailure.Check;
import java.util.List;

/** One variant in another process, where it was seen at what is banned, and is watched for the same again. */
final class WatchedProcess implements AutoCloseable {

    private final OtherProcess process;
    private final int variant;
    private final Check check;

    /**
     * Starts the process.
     *
     * @param variant its place among the providers
     * @param check that which it has failed
     */
    WatchedProcess(List<StateMachineProvider> providers, int variant, Check check) {
        this.process = OtherProcess.start(Surroundings.SAME, providers);
        this.variant = variant;
        this.check = check;
    }

    /** The place of the first step at which it is seen again, or {@link Shrinker#NO_FAILURE}. */
    int firstSeen(List<Step> steps) {
        int before = process.observations().size();
        process.run(variant, steps, true);
        return process.observations().stream()
                .skip(before)
                .filter(seen -> seen.check() == check && seen.step() >= 0)
                .mapToInt(Observation::step)
                .min()
                .orElse(Shrinker.NO_FAILURE);
    }

    @Override
    public void close() {
        process.close();
    }
}
