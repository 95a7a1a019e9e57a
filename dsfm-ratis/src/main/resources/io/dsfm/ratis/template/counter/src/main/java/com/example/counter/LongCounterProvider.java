package com.example.counter;

import io.dsfm.statemachine.StateMachine;
import io.dsfm.statemachine.StateMachineProvider;
import io.dsfm.statemachine.TextFormat;

/** The variant {@code long}. */
public final class LongCounterProvider implements StateMachineProvider {

    @Override
    public String application() {
        return "@application@";
    }

    @Override
    public String variant() {
        return "long";
    }

    @Override
    public int specificationVersion() {
        return 1;
    }

    @Override
    public StateMachine create() {
        return new LongCounter();
    }

    @Override
    public TextFormat textFormat() {
        return new CounterText();
    }
}
