package com.example.counter;

import io.dsfm.statemachine.Digest64;
import io.dsfm.statemachine.InputContext;
import io.dsfm.statemachine.Outputs;
import io.dsfm.statemachine.StateMachine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/** The counter as a number of any size, which is asked whether it still fits. */
final class BigCounter implements StateMachine {

    private BigInteger value = BigInteger.ZERO;

    @Override
    public void execute(InputContext context, ByteBuffer input, Outputs outputs) {
        byte[] bytes = new byte[input.remaining()];
        input.get(bytes);
        BigInteger sum = bytes.length == 8 ? value.add(new BigInteger(bytes)) : value;
        boolean fits = sum.bitLength() < 64;
        boolean isChanged = fits && !sum.equals(value);
        value = fits ? sum : value;
        byte code = bytes.length != 8 ? CounterBytes.MALFORMED : fits ? CounterBytes.OK : CounterBytes.OVERFLOW;
        outputs.reply(CounterBytes.result(code, value.longValueExact()));
        if (isChanged) {
            outputs.event(CounterBytes.CHANGED, CounterBytes.number(value.longValueExact()));
        }
    }

    @Override
    public byte[] query(ByteBuffer query) {
        byte code = query.remaining() == 0 ? CounterBytes.OK : CounterBytes.MALFORMED;
        return CounterBytes.result(code, value.longValueExact());
    }

    @Override
    public void writeSnapshot(OutputStream out) throws IOException {
        out.write(CounterBytes.number(value.longValueExact()));
    }

    @Override
    public void restoreSnapshot(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(8);
        if (bytes.length != 8) {
            throw new IOException("not a snapshot of a counter: bytes=" + bytes.length);
        }
        value = new BigInteger(bytes);
    }

    @Override
    public long digest() {
        return Digest64.mix(value.longValueExact());
    }
}
