package io.dsfm.ratis.bench;

import io.dsfm.statemachine.InputContext;
import io.dsfm.statemachine.Outputs;
import io.dsfm.statemachine.StateMachine;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Replies with its input. */
final class EchoMachine implements StateMachine {

    @Override
    public void execute(InputContext context, ByteBuffer input, Outputs outputs) {
        byte[] bytes = new byte[input.remaining()];
        input.get(bytes);
        outputs.reply(bytes);
    }

    @Override
    public byte[] query(ByteBuffer query) {
        return new byte[0];
    }

    @Override
    public void writeSnapshot(OutputStream out) {}

    @Override
    public void restoreSnapshot(InputStream in) {}

    @Override
    public long digest() {
        return 0;
    }
}
