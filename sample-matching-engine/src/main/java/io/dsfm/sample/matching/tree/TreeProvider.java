package io.dsfm.sample.matching.tree;

import io.dsfm.sample.matching.MatchingApplication;
import io.dsfm.statemachine.StateMachine;
import io.dsfm.statemachine.StateMachineProvider;
import io.dsfm.statemachine.TextFormat;

/** Creates instances of the variant {@code tree}. */
public final class TreeProvider implements StateMachineProvider {

    @Override
    public String application() {
        return MatchingApplication.NAME;
    }

    @Override
    public String variant() {
        return "tree";
    }

    @Override
    public int specificationVersion() {
        return MatchingApplication.SPECIFICATION_VERSION;
    }

    @Override
    public StateMachine create() {
        return new TreeMatchingEngine();
    }

    @Override
    public TextFormat textFormat() {
        return MatchingApplication.TEXT_FORMAT;
    }
}
