package io.dsfm.ratis.core.sim;

import io.dsfm.statemachine.Digest64;
import io.dsfm.statemachine.InputContext;
import io.dsfm.statemachine.Outputs;
import io.dsfm.statemachine.Revertible;
import io.dsfm.statemachine.StateMachine;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * A few registers: an input of two bytes adds its second to the register of its first, and may schedule a timer that adds
 * one. The reply is the register's value, so it depends on all inputs before.
 */
class SimMachine implements StateMachine {

    static final int REGISTERS = 4;
    private static final int TIMER = 0x40;

    final long[] registers = new long[REGISTERS];
    /** The sequence at which this one does wrong, or 0. */
    private final long wrongAt;

    private final Wrong wrong;

    /** What it does there. */
    enum Wrong {
        NOTHING,
        /** Throws, once: when it executes the input again, all is well. */
        THROWS,
        /** Gives another reply. */
        LIES
    }

    SimMachine(Wrong wrong, long wrongAt) {
        this.wrong = wrong;
        this.wrongAt = wrongAt;
    }

    boolean isHonest() {
        return wrong != Wrong.LIES;
    }

    @Override
    public void execute(InputContext context, ByteBuffer input, Outputs outputs) {
        if (context.sequence() == wrongAt && wrong == Wrong.THROWS) {
            throw new IllegalStateException("planted");
        }
        int operation = input.get();
        int register = operation & REGISTERS - 1;
        set(register, registers[register] + input.get());
        if ((operation & TIMER) != 0) {
            outputs.scheduleTimer(register, context.timestampNanos() + 3);
        }
        long reply = registers[register];
        if (context.sequence() >= wrongAt && wrong == Wrong.LIES) {
            reply = ~reply;
        }
        outputs.reply(ByteBuffer.allocate(8).putLong(reply).array());
    }

    @Override
    public void onTimer(InputContext context, long timerId, Outputs outputs) {
        int register = (int) timerId;
        set(register, registers[register] + 1);
    }

    void set(int register, long value) {
        registers[register] = value;
    }

    @Override
    public byte[] query(ByteBuffer query) {
        return new byte[0];
    }

    @Override
    public void writeSnapshot(OutputStream stream) throws IOException {
        DataOutputStream out = new DataOutputStream(stream);
        for (long value : registers) {
            out.writeLong(value);
        }
    }

    @Override
    public void restoreSnapshot(InputStream stream) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        for (int i = 0; i < REGISTERS; i++) {
            registers[i] = in.readLong();
        }
    }

    @Override
    public long digest() {
        long digest = Digest64.EMPTY;
        for (long value : registers) {
            digest = Digest64.append(digest, value);
        }
        return digest;
    }

    /** One that can return to earlier states. */
    static final class Reverting extends SimMachine implements Revertible {
        private record Change(long point, int register, long before) {}

        private final ArrayDeque<Long> points = new ArrayDeque<>();
        private final ArrayDeque<Change> changes = new ArrayDeque<>();

        Reverting() {
            super(Wrong.NOTHING, 0);
        }

        @Override
        void set(int register, long value) {
            if (!points.isEmpty()) {
                changes.addLast(new Change(points.peekLast(), register, registers[register]));
            }
            registers[register] = value;
        }

        @Override
        public void restoreSnapshot(InputStream stream) throws IOException {
            points.clear();
            changes.clear();
            super.restoreSnapshot(stream);
        }

        @Override
        public void mark(long point) {
            points.addLast(point);
        }

        @Override
        public void revertTo(long point) {
            while (points.peekLast() > point) {
                points.pollLast();
            }
            while (!changes.isEmpty() && changes.peekLast().point >= point) {
                Change change = changes.pollLast();
                registers[change.register] = change.before;
            }
        }

        @Override
        public void forgetBefore(long point) {
            while (!points.isEmpty() && points.peekFirst() < point) {
                points.pollFirst();
            }
            while (!changes.isEmpty() && changes.peekFirst().point < point) {
                changes.pollFirst();
            }
        }
    }
}
