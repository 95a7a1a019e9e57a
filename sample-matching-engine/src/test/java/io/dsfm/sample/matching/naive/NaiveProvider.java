package io.dsfm.sample.matching.naive;

import io.dsfm.sample.matching.MatchingApplication;
import io.dsfm.statemachine.StateMachine;
import io.dsfm.statemachine.StateMachineProvider;
import io.dsfm.statemachine.TextFormat;

/** Creates instances of the variant {@code naive}, which only the tests have. */
public final class NaiveProvider implements StateMachineProvider {

    @Override
    public String application() {
        return MatchingApplication.NAME;
    }

    @Override
    public String variant() {
        return "naive";
    }

    @Override
    public int specificationVersion() {
        return MatchingApplication.SPECIFICATION_VERSION;
    }

    @Override
    public StateMachine create() {
        return new NaiveMatchingEngine();
    }

    @Override
    public TextFormat textFormat() {
        return MatchingApplication.TEXT_FORMAT;
    }
}
