package io.dsfm.maelstrom.workload.tree;

import io.dsfm.maelstrom.workload.store.StoreApplication;
import io.dsfm.statemachine.StateMachine;
import io.dsfm.statemachine.StateMachineProvider;

/** The variant on persistent maps. */
public final class TreeProvider implements StateMachineProvider {

    /** The name of the variant. */
    public static final String VARIANT = "tree";

    /** For {@link java.util.ServiceLoader}. */
    public TreeProvider() {}

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
        return new TreeMachine();
    }
}
