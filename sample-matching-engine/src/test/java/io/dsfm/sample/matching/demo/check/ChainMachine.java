package io.dsfm.sample.matching.demo.check;

import io.dsfm.statemachine.Digest64;
import io.dsfm.statemachine.InputContext;
import io.dsfm.statemachine.Outputs;
import io.dsfm.statemachine.StateMachine;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Replies with a digest of all inputs and contexts so far, and gives as many events as the input's first byte says. */
final class ChainMachine implements StateMachine {

    private long chain = Digest64.EMPTY;

    @Override
    public void execute(InputContext context, ByteBuffer input, Outputs outputs) {
        byte[] bytes = new byte[input.remaining()];
        input.get(bytes);
        chain = Digest64.append(chain, bytes, 0, bytes.length);
        chain = Digest64.append(chain, context.sequence());
        chain = Digest64.append(chain, context.timestampNanos());
        chain = Digest64.append(chain, context.clientId());
        for (int i = 0; bytes.length > 0 && i < bytes[0]; i++) {
            outputs.event(i, new byte[] {(byte) i});
        }
        outputs.reply(ByteBuffer.allocate(8).putLong(0, chain).array());
    }

    @Override
    public byte[] query(ByteBuffer query) {
        return new byte[0];
    }

    @Override
    public void writeSnapshot(OutputStream out) throws IOException {
        new DataOutputStream(out).writeLong(chain);
    }

    @Override
    public void restoreSnapshot(InputStream in) throws IOException {
        chain = new DataInputStream(in).readLong();
    }

    @Override
    public long digest() {
        return chain;
    }
}
