package io.dsfm.maelstrom.workload.hash;

import io.dsfm.maelstrom.workload.store.StoreApplication;
import io.dsfm.statemachine.StateMachine;
import io.dsfm.statemachine.StateMachineProvider;

/** The variant on hash maps. */
public final class HashProvider implements StateMachineProvider {

    /** The name of the variant. */
    public static final String VARIANT = "hash";

    /** For {@link java.util.ServiceLoader}. */
    public HashProvider() {}

    @Override
    public String application() {
        return StoreApplication.NAME;
    }

    @Override
    public String variant() {
        return VARIANT;
    }

    @Override
    public int specificationVersion() {
        return StoreApplication.VERSION;
    }

    @Override
    public StateMachine create() {
        return new HashMachine();
    }
}
