package io.dsfm.ratis.node;

import io.dsfm.statemachine.InputContext;
import io.dsfm.statemachine.Outputs;
import io.dsfm.statemachine.StateMachine;
import io.dsfm.statemachine.StateMachineProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
        StateMachine plain = LedgerMachine.catalog().providers().get(0).create();
        return new StateMachine() {
            private long sequence;

            @Override
            public void execute(InputContext context, ByteBuffer input, Outputs outputs) {
                sequence = context.sequence();
                plain.execute(context, input, outputs);
            }

            @Override
            public byte[] query(ByteBuffer query) {
                return plain.query(query);
            }

            @Override
            public void writeSnapshot(OutputStream out) throws IOException {
                plain.writeSnapshot(out);
            }

            @Override
            public void restoreSnapshot(InputStream in) throws IOException {
                plain.restoreSnapshot(in);
            }

            @Override
            public long digest() {
                return plain.digest() + (sequence >= fromSequence ? 1 : 0);
            }
        };
    }
}
