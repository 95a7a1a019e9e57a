package com.example.keyvalue;

import io.dsfm.statemachine.StateMachine;
import io.dsfm.statemachine.StateMachineProvider;
import io.dsfm.statemachine.TextFormat;

/** The variant {@code tree}. */
public final class TreeStoreProvider implements StateMachineProvider {

    @Override
    public String application() {
        return "@application@";
    }

    @Override
    public String variant() {
        return "tree";
    }

    @Override
    public int specificationVersion() {
        return 1;
    }

    @Override
    public StateMachine create() {
        return new TreeStore();
    }

    @Override
    public TextFormat textFormat() {
        return new StoreText();
    }
}
