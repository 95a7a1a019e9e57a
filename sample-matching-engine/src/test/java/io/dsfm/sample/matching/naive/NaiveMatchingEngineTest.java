package io.dsfm.sample.matching.naive;

import io.dsfm.sample.matching.LimitContract;
import io.dsfm.sample.matching.MatchingEngineContract;
import io.dsfm.sample.matching.OrderContract;
import io.dsfm.sample.matching.RejectionContract;
import io.dsfm.sample.matching.SnapshotContract;
import io.dsfm.sample.matching.StopContract;
import io.dsfm.sample.matching.SymbolContract;
import io.dsfm.statemachine.StateMachine;
import org.junit.jupiter.api.Nested;

/** The oracle {@code naive} keeps the contracts. */
class NaiveMatchingEngineTest {

    @Nested
    class Matching extends MatchingEngineContract {
        @Override
        protected StateMachine create() {
            return new NaiveMatchingEngine();
        }

        @Override
        protected void validate(StateMachine machine) {
            // It keeps nothing twice, so that there is nothing that could not fit together.
        }
    }

    @Nested
    class Rejection extends RejectionContract {
        @Override
        protected StateMachine create(int maxRestingOrders) {
            return new NaiveMatchingEngine(maxRestingOrders);
        }
    }

    @Nested
    class Snapshot extends SnapshotContract {
        @Override
        protected StateMachine create() {
            return new NaiveMatchingEngine();
        }

        @Override
        protected void validate(StateMachine machine) {
            // It keeps nothing twice, so that there is nothing that could not fit together.
        }
    }

    @Nested
    class OrderTypes extends OrderContract {
        @Override
        protected StateMachine create() {
            return new NaiveMatchingEngine();
        }

        @Override
        protected void validate(StateMachine machine) {
            // It keeps nothing twice, so that there is nothing that could not fit together.
        }
    }

    @Nested
    class Stops extends StopContract {
        @Override
        protected StateMachine create() {
            return new NaiveMatchingEngine();
        }

        @Override
        protected void validate(StateMachine machine) {
            // It keeps nothing twice, so that there is nothing that could not fit together.
        }
    }

    @Nested
    class Symbols extends SymbolContract {
        @Override
        protected StateMachine create() {
            return new NaiveMatchingEngine();
        }

        @Override
        protected void validate(StateMachine machine) {
            // It keeps nothing twice, so that there is nothing that could not fit together.
        }
    }

    @Nested
    class InputLimits extends LimitContract {
        @Override
        protected StateMachine create() {
            return new NaiveMatchingEngine();
        }

        @Override
        protected void validate(StateMachine machine) {
            // It keeps nothing twice, so that there is nothing that could not fit together.
        }
    }
}
