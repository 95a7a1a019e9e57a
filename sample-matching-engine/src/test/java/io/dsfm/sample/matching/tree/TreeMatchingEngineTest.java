package io.dsfm.sample.matching.tree;

import io.dsfm.sample.matching.MatchingEngineContract;
import io.dsfm.sample.matching.RejectionContract;
import io.dsfm.sample.matching.SnapshotContract;
import io.dsfm.statemachine.StateMachine;
import org.junit.jupiter.api.Nested;

/** The variant {@code tree} keeps the contracts. */
class TreeMatchingEngineTest {

    @Nested
    class Matching extends MatchingEngineContract {
        @Override
        protected StateMachine create() {
            return new TreeMatchingEngine();
        }

        @Override
        protected void validate(StateMachine machine) {
            ((TreeMatchingEngine) machine).validate();
        }
    }

    @Nested
    class Rejection extends RejectionContract {
        @Override
        protected StateMachine create(int maxRestingOrders) {
            return new TreeMatchingEngine(maxRestingOrders);
        }
    }

    @Nested
    class Snapshot extends SnapshotContract {
        @Override
        protected StateMachine create() {
            return new TreeMatchingEngine();
        }

        @Override
        protected void validate(StateMachine machine) {
            ((TreeMatchingEngine) machine).validate();
        }
    }
}
