package io.dsfm.ratis.node;

import io.dsfm.statemachine.InputContext;
import io.dsfm.statemachine.Outputs;
import io.dsfm.statemachine.StateMachine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Does what another state machine does; to be one that does something else besides. */
class ForwardingMachine implements StateMachine {

    private final StateMachine machine;

    ForwardingMachine(StateMachine machine) {
        this.machine = machine;
    }

    @Override
    public void execute(InputContext context, ByteBuffer input, Outputs outputs) {
        machine.execute(context, input, outputs);
    }

    @Override
    public void onTimer(InputContext context, long timerId, Outputs outputs) {
        machine.onTimer(context, timerId, outputs);
    }

    @Override
    public byte[] query(ByteBuffer query) {
        return machine.query(query);
    }

    @Override
    public void writeSnapshot(OutputStream out) throws IOException {
        machine.writeSnapshot(out);
    }

    @Override
    public void restoreSnapshot(InputStream in) throws IOException {
        machine.restoreSnapshot(in);
    }

    @Override
    public long digest() {
        return machine.digest();
    }
}
