package io.dsfm.statemachine.testkit;

import io.dsfm.statemachine.StateMachine;
import io.dsfm.statemachine.StateMachineProvider;
import java.util.function.Supplier;

/** Providers of the application of {@link Lease}. */
record Provided(String variant, Supplier<StateMachine> machines) implements StateMachineProvider {

    /** The variant without a fault. */
    static StateMachineProvider right() {
        return new Provided("right", Lease::new);
    }

    static StateMachineProvider wrong(Supplier<StateMachine> machines) {
        return new Provided("wrong", machines);
    }

    /** Well-formed inputs. */
    static InputSource inputs() {
        return random -> random.chance(2, 3)
                ? new byte[] {1, (byte) random.below(20), (byte) random.below(10)}
                : new byte[] {2, (byte) random.below(20)};
    }

    @Override
    public String application() {
        return "lease";
    }

    @Override
    public int specificationVersion() {
        return 1;
    }

    @Override
    public StateMachine create() {
        return machines.get();
    }
}
