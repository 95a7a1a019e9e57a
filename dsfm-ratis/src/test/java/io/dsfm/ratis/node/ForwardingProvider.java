package io.dsfm.ratis.node;

import io.dsfm.statemachine.StateMachine;
import io.dsfm.statemachine.StateMachineProvider;

/** Gives what another provider gives; to be one that gives something else. */
class ForwardingProvider implements StateMachineProvider {

    private final StateMachineProvider provider;

    ForwardingProvider(StateMachineProvider provider) {
        this.provider = provider;
    }

    @Override
    public String application() {
        return provider.application();
    }

    @Override
    public String variant() {
        return provider.variant();
    }

    @Override
    public int specificationVersion() {
        return provider.specificationVersion();
    }

    @Override
    public StateMachine create() {
        return provider.create();
    }
}
