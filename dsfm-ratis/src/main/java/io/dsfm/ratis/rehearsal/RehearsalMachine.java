package io.dsfm.ratis.rehearsal;

import io.dsfm.statemachine.InputContext;
import io.dsfm.statemachine.Outputs;
import io.dsfm.statemachine.StateMachine;
import io.dsfm.statemachine.StateMachineProvider;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** What a {@link Rehearsal} runs: counts inputs, and answers with their number. */
final class RehearsalMachine implements StateMachine {

    private long count;

    /** Makes them. */
    static final class Provider implements StateMachineProvider {

        static final String APPLICATION = "rehearsal";
        static final String VARIANT = "count";

        @Override
        public String application() {
            return APPLICATION;
        }

        @Override
        public String variant() {
            return VARIANT;
        }

        @Override
        public int specificationVersion() {
            return 1;
        }

        @Override
        public StateMachine create() {
            return new RehearsalMachine();
        }
    }

    @Override
    public void execute(InputContext context, ByteBuffer input, Outputs outputs) {
        count++;
        byte[] reply = bytes();
        outputs.reply(reply);
        outputs.event(1, reply);
        outputs.scheduleTimer(1, context.timestampNanos() + 50_000_000);
    }

    @Override
    public void onTimer(InputContext context, long timerId, Outputs outputs) {
        outputs.event(2, bytes());
    }

    @Override
    public byte[] query(ByteBuffer query) {
        return bytes();
    }

    private byte[] bytes() {
        return ByteBuffer.allocate(Long.BYTES).putLong(0, count).array();
    }

    @Override
    public void writeSnapshot(OutputStream out) throws IOException {
        new DataOutputStream(out).writeLong(count);
    }

    @Override
    public void restoreSnapshot(InputStream in) throws IOException {
        count = new DataInputStream(in).readLong();
    }

    @Override
    public long digest() {
        return count;
    }
}
