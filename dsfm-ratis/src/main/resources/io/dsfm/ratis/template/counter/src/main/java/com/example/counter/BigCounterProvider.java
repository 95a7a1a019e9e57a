package com.example.counter;

import io.dsfm.statemachine.StateMachine;
import io.dsfm.statemachine.StateMachineProvider;
import io.dsfm.statemachine.TextFormat;

/** The variant {@code big}. */
public final class BigCounterProvider implements StateMachineProvider {

    @Override
    public String application() {
        return "@application@";
    }

    @Override
    public String variant() {
        return "big";
    }

    @Override
    public int specificationVersion() {
        return 1;
    }

    @Override
    public StateMachine create() {
        return new BigCounter();
    }

    @Override
    public TextFormat textFormat() {
        return new CounterText();
    }
}
