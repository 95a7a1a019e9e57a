package io.dsfm.sample.matching.ladder;

import io.dsfm.sample.matching.LimitContract;
import io.dsfm.sample.matching.MatchingEngineContract;
import io.dsfm.sample.matching.OrderContract;
import io.dsfm.sample.matching.RejectionContract;
import io.dsfm.sample.matching.SnapshotContract;
import io.dsfm.sample.matching.StopContract;
import io.dsfm.sample.matching.SymbolContract;
import io.dsfm.statemachine.StateMachine;
import org.junit.jupiter.api.Nested;

/** The variant {@code ladder} keeps the contracts. */
class LadderMatchingEngineTest {

    @Nested
    class Matching extends MatchingEngineContract {
        @Override
        protected StateMachine create() {
            return new LadderMatchingEngine();
        }

        @Override
        protected void validate(StateMachine machine) {
            ((LadderMatchingEngine) machine).validate();
        }
    }

    @Nested
    class Rejection extends RejectionContract {
        @Override
        protected StateMachine create(int maxRestingOrders) {
            return new LadderMatchingEngine(maxRestingOrders);
        }
    }

    @Nested
    class Snapshot extends SnapshotContract {
        @Override
        protected StateMachine create() {
            return new LadderMatchingEngine();
        }

        @Override
        protected void validate(StateMachine machine) {
            ((LadderMatchingEngine) machine).validate();
        }
    }

    @Nested
    class OrderTypes extends OrderContract {
        @Override
        protected StateMachine create() {
            return new LadderMatchingEngine();
        }

        @Override
        protected void validate(StateMachine machine) {
            ((LadderMatchingEngine) machine).validate();
        }
    }

    @Nested
    class Stops extends StopContract {
        @Override
        protected StateMachine create() {
            return new LadderMatchingEngine();
        }

        @Override
        protected void validate(StateMachine machine) {
            ((LadderMatchingEngine) machine).validate();
        }
    }

    @Nested
    class Symbols extends SymbolContract {
        @Override
        protected StateMachine create() {
            return new LadderMatchingEngine();
        }

        @Override
        protected void validate(StateMachine machine) {
            ((LadderMatchingEngine) machine).validate();
        }
    }

    @Nested
    class InputLimits extends LimitContract {
        @Override
        protected StateMachine create() {
            return new LadderMatchingEngine();
        }

        @Override
        protected void validate(StateMachine machine) {
            ((LadderMatchingEngine) machine).validate();
        }
    }
}
