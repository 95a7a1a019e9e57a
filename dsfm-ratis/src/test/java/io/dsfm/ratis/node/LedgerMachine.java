package io.dsfm.ratis.node;

import io.dsfm.statemachine.Digest64;
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
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A small state machine for tests: appends each input's bytes to a running digest and answers with count and digest. An
 * input {@code timer N} schedules a timer N milliseconds ahead, which gives an event and counts too; {@code throw} throws
 * in the variant {@code broken}; {@code differ} makes the variant {@code deviant} answer otherwise.
 */
final class LedgerMachine implements StateMachine {

    static final String APPLICATION = "ledger";

    private final String variant;
    private long count;
    private long digest = Digest64.EMPTY;
    private long timersFired;

    private LedgerMachine(String variant) {
        this.variant = variant;
    }

    static StateMachineCatalog catalog() {
        return new StateMachineCatalog(List.of(
                provider("plain"), provider("other"), provider("broken"), provider("deviant"), provider("slow")));
    }

    private static StateMachineProvider provider(String variant) {
        return new StateMachineProvider() {
            @Override
            public String application() {
                return APPLICATION;
            }

            @Override
            public String variant() {
                return variant;
            }

            @Override
            public int specificationVersion() {
                return 1;
            }

            @Override
            public StateMachine create() {
                return new LedgerMachine(variant);
            }
        };
    }

    static byte[] input(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void execute(InputContext context, ByteBuffer input, Outputs outputs) {
        byte[] bytes = new byte[input.remaining()];
        input.get(bytes);
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (variant.equals("broken") && text.equals("throw")) {
            throw new IllegalStateException("planted");
        }
        count++;
        digest = Digest64.append(digest, bytes, 0, bytes.length);
        if (text.startsWith("timer ")) {
            long millis = Long.parseLong(text.substring(6));
            outputs.scheduleTimer(count, context.timestampNanos() + millis * 1_000_000);
        }
        boolean isWrong = variant.equals("deviant") && text.equals("differ");
        outputs.reply(state(isWrong ? 1 : 0));
        outputs.event(1, bytes);
    }

    @Override
    public void onTimer(InputContext context, long timerId, Outputs outputs) {
        timersFired++;
        outputs.event(2, ByteBuffer.allocate(8).putLong(0, timerId).array());
    }

    @Override
    public byte[] query(ByteBuffer query) {
        if (query.remaining() == 5) {
            throw new IllegalArgumentException("planted");
        }
        return state(0);
    }

    private byte[] state(long error) {
        return ByteBuffer.allocate(24)
                .putLong(count + error)
                .putLong(digest)
                .putLong(timersFired)
                .array();
    }

    @Override
    public void writeSnapshot(OutputStream out) throws IOException {
        out.write(state(0));
        new DataOutputStream(out).writeUTF(APPLICATION);
    }

    @Override
    public void restoreSnapshot(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        count = data.readLong();
        digest = data.readLong();
        timersFired = data.readLong();
        if (!data.readUTF().equals(APPLICATION)) {
            throw new IOException("not a ledger");
        }
    }

    @Override
    public long digest() {
        return Digest64.append(Digest64.append(Digest64.mix(count), digest), timersFired);
    }
}
