package io.dsfm.sample.matching.ladder;

import io.dsfm.sample.matching.MatchingApplication;
import io.dsfm.statemachine.StateMachine;
import io.dsfm.statemachine.StateMachineProvider;
import io.dsfm.statemachine.TextFormat;

/** Creates instances of the variant {@code ladder}. */
public final class LadderProvider implements StateMachineProvider {

    @Override
    public String application() {
        return MatchingApplication.NAME;
    }

    @Override
    public String variant() {
        return "ladder";
    }

    @Override
    public int specificationVersion() {
        return MatchingApplication.SPECIFICATION_VERSION;
    }

    @Override
    public StateMachine create() {
        return new LadderMatchingEngine();
    }

    @Override
    public TextFormat textFormat() {
        return MatchingApplication.TEXT_FORMAT;
    }
}
