package io.dsfm.ratis.node;

import io.dsfm.statemachine.InputContext;
import io.dsfm.statemachine.Outputs;
import io.dsfm.statemachine.StateMachine;
import io.dsfm.statemachine.StateMachineProvider;
import java.nio.ByteBuffer;

/** A ledger that gives what the others give, but is in another state from one sequence on. */
final class DriftingLedger implements StateMachineProvider {

    private final long fromSequence;

    DriftingLedger(long fromSequence) {
        this.fromSequence = fromSequence;
    }

    @Override
    public String application() {
        return LedgerMachine.APPLICATION;
    }

    @Override
    public String variant() {
        return "drifting";
    }

    @Override
    public int specificationVersion() {
        return 1;
    }

    @Override
    public StateMachine create() {
        return new ForwardingMachine(LedgerMachine.catalog().providers().get(0).create()) {
            private long sequence;

            @Override
            public void execute(InputContext context, ByteBuffer input, Outputs outputs) {
                sequence = context.sequence();
                super.execute(context, input, outputs);
            }

            @Override
            public long digest() {
                return super.digest() + (sequence >= fromSequence ? 1 : 0);
            }
        };
    }
}
