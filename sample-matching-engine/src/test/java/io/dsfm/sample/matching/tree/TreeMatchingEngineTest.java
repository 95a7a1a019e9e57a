package io.dsfm.sample.matching.tree;

import io.dsfm.sample.matching.LimitContract;
import io.dsfm.sample.matching.MatchingEngineContract;
import io.dsfm.sample.matching.OrderContract;
import io.dsfm.sample.matching.RejectionContract;
import io.dsfm.sample.matching.SnapshotContract;
import io.dsfm.sample.matching.StopContract;
import io.dsfm.sample.matching.SymbolContract;
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

    @Nested
    class OrderTypes extends OrderContract {
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
    class Stops extends StopContract {
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
    class Symbols extends SymbolContract {
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
    class InputLimits extends LimitContract {
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
