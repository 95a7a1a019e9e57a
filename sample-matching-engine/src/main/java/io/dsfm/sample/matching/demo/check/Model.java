package io.dsfm.sample.matching.demo.check;

import io.dsfm.sample.matching.demo.check.ResultCodec.Header;
import io.dsfm.sample.matching.demo.check.ResultCodec.OutputBytes;
import io.dsfm.statemachine.InputContext;
import io.dsfm.statemachine.StateMachine;
import java.nio.ByteBuffer;

/**
 * A fresh engine outside of any group, that tells what the outputs for an input must be.
 *
 * <p>Threading: one thread.
 */
final class Model {

    private final StateMachine machine;
    private final OutputBytes outputs = new OutputBytes();

    Model(StateMachine machine) {
        this.machine = machine;
    }

    /** Executes the next input; gives its outputs in the bytes of {@link ResultCodec}. */
    byte[] execute(long clientId, Header header, byte[] input) {
        machine.execute(new Context(clientId, header), ByteBuffer.wrap(input).asReadOnlyBuffer(), outputs);
        return outputs.take();
    }

    private record Context(long clientId, Header header) implements InputContext {

        @Override
        public long index() {
            return header.index();
        }

        @Override
        public long sequence() {
            return header.sequence();
        }

        @Override
        public long timestampNanos() {
            return header.timestampNanos();
        }
    }
}
