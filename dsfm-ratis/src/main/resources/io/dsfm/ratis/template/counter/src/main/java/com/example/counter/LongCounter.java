package com.example.counter;

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

/** The counter as a machine word. */
final class LongCounter implements StateMachine {

    private long value;

    @Override
    public void execute(InputContext context, ByteBuffer input, Outputs outputs) {
        if (input.remaining() != 8) {
            outputs.reply(CounterBytes.result(CounterBytes.MALFORMED, value));
            return;
        }
        long added = input.getLong();
        long sum = value + added;
        if (((value ^ sum) & (added ^ sum)) < 0) {
            outputs.reply(CounterBytes.result(CounterBytes.OVERFLOW, value));
            return;
        }
        value = sum;
        outputs.reply(CounterBytes.result(CounterBytes.OK, value));
        if (added != 0) {
            outputs.event(CounterBytes.CHANGED, CounterBytes.number(value));
        }
    }

    @Override
    public byte[] query(ByteBuffer query) {
        return CounterBytes.result(query.hasRemaining() ? CounterBytes.MALFORMED : CounterBytes.OK, value);
    }

    @Override
    public void writeSnapshot(OutputStream out) throws IOException {
        new DataOutputStream(out).writeLong(value);
    }

    @Override
    public void restoreSnapshot(InputStream in) throws IOException {
        value = new DataInputStream(in).readLong();
    }

    @Override
    public long digest() {
        return Digest64.mix(value);
    }
}
